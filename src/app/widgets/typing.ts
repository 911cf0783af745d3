/** Keys that are typed into a field are the field's. */

/** True for a key that a field with text takes, also in a code editor, whose parts the page does not see. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const fields = "textarea, select, input:not([type=range], [type=checkbox]), [contenteditable]";
  return target instanceof Element && target.closest(fields) !== null;
}

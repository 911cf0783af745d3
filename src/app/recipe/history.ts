/** Undo and redo of a text, whoever changed it: the form, the editor, a dropped file. */

/** Texts before and after the one in the editor, newest last. */
export type History = { readonly past: readonly string[]; readonly future: readonly string[] };

export const noHistory: History = { past: [], future: [] };

const mostKept = 200;

/** Changes that follow each other faster than this are undone together. */
export const ONE_CHANGE_MILLISECONDS = 700;

/** A change from `before`. One that goes `on` from the last (the next letter, the same slider) is undone together with it. */
export function changed({ past }: History, before: string, goesOn: boolean): History {
  if (goesOn && past.length > 0) return { past, future: [] };
  return { past: [...past, before].slice(-mostKept), future: [] };
}

/** One step back from `now`, and the text there; undefined at the beginning. */
export function undone({ past, future }: History, now: string): { readonly text: string; readonly history: History } | undefined {
  const text = past.at(-1);
  if (text === undefined) return undefined;
  return { text, history: { past: past.slice(0, -1), future: [...future, now] } };
}

/** One step on from `now`; undefined at the end. */
export function redone({ past, future }: History, now: string): { readonly text: string; readonly history: History } | undefined {
  const text = future.at(-1);
  if (text === undefined) return undefined;
  return { text, history: { past: [...past, now], future: future.slice(0, -1) } };
}

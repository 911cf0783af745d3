/** What the form does to the recipe. */
import { toast } from "../widgets/toasts";
import type { FieldPath } from "./fields";
import { withoutValue, withValue } from "./recipe-edit";
import { recipeText } from "./state";

/** Writes a value into the recipe. */
export function setField(path: FieldPath, value: unknown): void {
  take(withValue(recipeText.peek(), path, value));
}

/** Takes a value out of the recipe: its default counts again. */
export function clearField(path: FieldPath): void {
  take(withoutValue(recipeText.peek(), path));
}

function take(text: string | undefined): void {
  if (text === undefined) toast("The YAML has a mistake in it; correct it there first.");
  else recipeText.value = text;
}

/** What the form, the editor and files do to the experiment. */
import { batch, computed, signal } from "@preact/signals";
import { changed, noHistory, ONE_CHANGE_MILLISECONDS, redone, undone } from "../recipe/history";
import { valueIn, valuesIn, withoutValue, withValue } from "../recipe/recipe-edit";
import { builtIn, chooseRecipe, isEdited, isOwn, keepAs, ownRecipes } from "../recipe/recipes";
import { recipeFile, recipeName } from "../recipe/state";
import { toast } from "../widgets/toasts";
import { experimentText } from "./state";

/** How an experiment names the recipe on show: one that comes with Diorama by its name, any other as a file beside it. */
export const recipeReference = computed(() => (isOwn(recipeName.value) || isEdited.value ? recipeFile.value : recipeName.value));

const history = signal(noHistory);
let changedAt = Number.NEGATIVE_INFINITY;

/** Takes a text that somebody wrote, and opens the recipe that it names, if it comes with Diorama. */
export function takeText(text: string): void {
  const now = performance.now();
  batch(() => {
    history.value = changed(history.peek(), experimentText.peek(), now - changedAt < ONE_CHANGE_MILLISECONDS);
    experimentText.value = text;
  });
  changedAt = now;
  const named = referenceIn(text);
  if (named !== undefined && named !== recipeReference.peek() && builtIn(named)) chooseRecipe(named);
}

/** The recipe that an experiment names. */
export function referenceIn(text: string): string | undefined {
  const named = valueIn(valuesIn(text), ["recipe"]);
  return typeof named === "string" ? named : undefined;
}

export function setValue(path: readonly string[], value: unknown): void {
  take(withValue(experimentText.peek(), path, value));
}

export function clearValue(path: readonly string[]): void {
  take(withoutValue(experimentText.peek(), path));
}

function take(text: string | undefined): void {
  if (text === undefined) toast("The YAML has a mistake in it; correct it there first.");
  else takeText(text);
}

export function undo(): void {
  travel(undone(history.peek(), experimentText.peek()));
}

export function redo(): void {
  travel(redone(history.peek(), experimentText.peek()));
}

function travel(step: ReturnType<typeof undone>): void {
  if (!step) return;
  history.value = step.history;
  experimentText.value = step.text;
  changedAt = Number.NEGATIVE_INFINITY;
}

/** Takes an experiment, and recipes that may be beside it. */
export async function importFiles(files: readonly File[]): Promise<void> {
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const experiment = read.find(({ text }) => referenceIn(text) !== undefined);
  const recipes = read.filter((file) => file !== experiment);
  for (const { name, text } of recipes) keepAs(withoutEnding(name), text);
  if (!experiment) {
    if (recipes.length === 0) return;
    toast("No experiment is among the files: a YAML file with recipe: and factors:. Recipes were kept.");
    return;
  }
  takeText(experiment.text);
  const named = referenceIn(experiment.text) ?? "";
  if (recipes.length > 0 || builtIn(named)) return;
  const own = `own/${withoutEnding(named)}`;
  if (ownRecipes.peek().includes(own)) chooseRecipe(own);
  else toast(`The recipe ${named} is not here; choose it together with the experiment. Until then it has the one on show.`);
}

function withoutEnding(name: string): string {
  return name.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
}

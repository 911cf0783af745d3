/** The recipe in the editor: where it comes from, whether it can be read, and where it is kept. */
import { batch, computed, effect } from "@preact/signals";
import { sceneParameters } from "../../../scenes/parameters";
import { parseRecipe } from "../../recipe/parse";
import { problemsIn } from "./problems";
import { recipe, recipeName, recipeProblems, recipeText } from "./state";

const files = import.meta.glob<string>("/scenes/*/recipes/*.yaml", { query: "?raw", import: "default", eager: true });

export type BuiltIn = {
  /** "<scene>/<file>", as in "street/weather". */
  readonly name: string;
  readonly scene: string;
  readonly title: string;
  /** First comment line of the file. */
  readonly about: string;
  readonly text: string;
};

/** The recipes that come with the scenes, in alphabetical order. */
export const builtIns: readonly BuiltIn[] = Object.entries(files).map(([path, text]) => {
  const [, scene = "", title = ""] = /^\/scenes\/([^/]+)\/recipes\/(.+)\.yaml$/.exec(path) ?? [];
  const about = /^#\s*(.+)/.exec(text)?.[1] ?? "";
  return { name: `${scene}/${title}`, scene, title, about, text };
});

/** True when the text in the editor is no longer that of the file. */
export const isEdited = computed(() => recipeText.value !== builtIn(recipeName.value)?.text);

/** Shows a built-in recipe, with the edits that were kept of it. */
export function chooseRecipe(name: string): void {
  const chosen = builtIn(name) ?? builtIns[0];
  if (!chosen) return;
  // Together: the old text must not be kept under the new name.
  batch(() => {
    recipeName.value = chosen.name;
    recipeText.value = localStorage.getItem(storageKey(chosen.name)) ?? chosen.text;
  });
  readRecipe();
}

/** Throws the edits away. */
export function resetRecipe(): void {
  recipeText.value = builtIn(recipeName.value)?.text ?? "";
  readRecipe();
}

/** Milliseconds without a key before the text is read. */
const typingPause = 300;

/** Reads the recipe when the typing pauses, and keeps edits in the browser's storage. */
export function startRecipes(): void {
  effect(() => {
    const [name, text, edited] = [recipeName.value, recipeText.value, isEdited.value];
    if (edited) localStorage.setItem(storageKey(name), text);
    else localStorage.removeItem(storageKey(name));
    const pause = setTimeout(readRecipe, typingPause);
    return () => clearTimeout(pause);
  });
}

let lastRead: string | undefined;

function readRecipe(): void {
  const text = recipeText.peek();
  if (text === lastRead) return;
  lastRead = text;
  try {
    recipe.value = parseRecipe(text, { source: `${recipeName.peek()}.yaml`, scenes: sceneParameters });
    recipeProblems.value = [];
  } catch (error) {
    recipeProblems.value = problemsIn(error instanceof Error ? error.message : String(error));
  }
}

function builtIn(name: string): BuiltIn | undefined {
  return builtIns.find((recipe) => recipe.name === name);
}

function storageKey(name: string): string {
  return `diorama.recipe.${name}`;
}

/** The recipes to choose from: those that come with the scenes, and the user's own, which the browser keeps. */
import { batch, computed, effect, signal } from "@preact/signals";
import { sceneParameters } from "../../../scenes/parameters";
import { parseRecipe } from "../../recipe/parse";
import { changed, noHistory, ONE_CHANGE_MILLISECONDS, redone, undone } from "./history";
import { problemsIn } from "./problems";
import { history, recipe, recipeName, recipeProblems, recipeText, recipeView } from "./state";

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

const OWN = "own/";
/** Names of the user's own recipes, "own/<name>", in alphabetical order. */
export const ownRecipes = signal<readonly string[]>([]);

/** True for a recipe that the user named. */
export function isOwn(name: string): boolean {
  return name.startsWith(OWN);
}

/** "own/night shift" as "night shift". */
export function ownTitle(name: string): string {
  return name.slice(OWN.length);
}

/** True when the text in the editor is no longer that of the file. */
export const isEdited = computed(() => !isOwn(recipeName.value) && recipeText.value !== builtIn(recipeName.value)?.text);

/** Shows a recipe, with the edits that were kept of it; the first one when there is none of this name. */
export function chooseRecipe(name: string): void {
  const kept = localStorage.getItem(storageKey(name));
  const chosen = builtIn(name) ?? (isOwn(name) && kept !== null ? { name, text: kept } : builtIns.find(isFirst));
  if (chosen) open(chosen.name, localStorage.getItem(storageKey(chosen.name)) ?? chosen.text);
}

/** What a new user sees: the street in few, small pictures. */
function isFirst({ name }: BuiltIn): boolean {
  return name === "street/quick";
}

function open(name: string, text: string): void {
  // Together: the old text must not be kept under the new name.
  batch(() => {
    recipeName.value = name;
    recipeText.value = text;
    history.value = noHistory;
  });
  watched = text;
  readRecipe();
}

/** Throws the edits away; they can be had back with undo. */
export function resetRecipe(): void {
  recipeText.value = builtIn(recipeName.value)?.text ?? recipeText.value;
  readRecipe();
}

/** Keeps the text under a name of the user's and shows it. A name that is taken gets a number. Returns the name. */
export function keepAs(title: string, text: string): string {
  const plain = title.trim().replaceAll("/", " ").slice(0, 64) || "recipe";
  const taken = (name: string) => localStorage.getItem(storageKey(name)) !== null;
  const numbered = Array.from({ length: 1000 }, (_, at) => `${OWN}${plain}${at === 0 ? "" : ` ${at + 1}`}`);
  const name = numbered.find((candidate) => !taken(candidate)) ?? `${OWN}${plain}`;
  localStorage.setItem(storageKey(name), text);
  listOwn();
  open(name, text);
  return ownTitle(name);
}

/** Forgets a recipe of the user's and shows the first built-in one. */
export function deleteOwn(name: string): void {
  if (!isOwn(name)) return;
  chooseRecipe("");
  localStorage.removeItem(storageKey(name));
  listOwn();
}

function listOwn(): void {
  const prefix = storageKey(OWN);
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
  ownRecipes.value = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(storageKey("").length))
    .sort();
}

const viewKey = "diorama.recipe-view";

/** Milliseconds without a change before the text is read. */
const typingPause = 300;

let watched = "";
let changedAt = 0;
/** A text that came from undo or redo is no new change. */
let travelled: string | undefined;

/** Reads the recipe when the typing pauses, keeps edits in the browser's storage, and remembers what to undo. */
export function startRecipes(): void {
  listOwn();
  recipeView.value = localStorage.getItem(viewKey) === "yaml" ? "yaml" : "form";
  effect(() => localStorage.setItem(viewKey, recipeView.value));
  effect(() => {
    const [name, text, edited] = [recipeName.value, recipeText.value, isEdited.value || isOwn(recipeName.value)];
    if (edited) localStorage.setItem(storageKey(name), text);
    else localStorage.removeItem(storageKey(name));
    const pause = setTimeout(readRecipe, typingPause);
    return () => clearTimeout(pause);
  });
  effect(() => {
    const text = recipeText.value;
    if (text === watched) return;
    const now = performance.now();
    if (text !== travelled) history.value = changed(history.peek(), watched, now - changedAt < ONE_CHANGE_MILLISECONDS);
    changedAt = text === travelled ? Number.NEGATIVE_INFINITY : now;
    travelled = undefined;
    watched = text;
  });
}

/** Takes the last change back. */
export function undo(): void {
  travel(undone(history.peek(), recipeText.peek()));
}

/** Makes the change again that was taken back last. */
export function redo(): void {
  travel(redone(history.peek(), recipeText.peek()));
}

function travel(step: ReturnType<typeof undone>): void {
  if (!step) return;
  travelled = step.text;
  batch(() => {
    history.value = step.history;
    recipeText.value = step.text;
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

/** A recipe that comes with a scene. */
export function builtIn(name: string): BuiltIn | undefined {
  return builtIns.find((recipe) => recipe.name === name);
}

function storageKey(name: string): string {
  return `diorama.recipe.${name}`;
}

/** The recipe in the making, as signals. */
import { computed, signal } from "@preact/signals";
import type { Recipe } from "../../recipe/schema";
import { noHistory } from "./history";
import type { Problem } from "./problems";
import { valuesIn } from "./recipe-edit";

/** Name of a recipe that came with a scene, "<scene>/<file>" as in "street/weather", or of one of the user's own: "own/<name>". */
export const recipeName = signal("");
/** The recipe as YAML, as it stands in the editor. */
export const recipeText = signal("");
/** The last text that could be read. A bad recipe leaves it, and so the picture, as it was. */
export const recipe = signal<Recipe | undefined>(undefined);
/** Its name as a file. */
export const recipeFile = computed(() => `${recipe.value?.name ?? "recipe"}.yaml`);
/** What is wrong with the text in the editor. */
export const recipeProblems = signal<readonly Problem[]>([]);
/** What the text says, without defaults; undefined when it is no YAML. */
export const given = computed(() => valuesIn(recipeText.value));

/** Texts to go back and forth between. */
export const history = signal(noHistory);

/** How the recipe is shown. */
export const recipeView = signal<"form" | "yaml">("form");
/** What the form is searched for. */
export const search = signal("");
/** Sections of the form that the user opened. */
export const openSections = signal<readonly string[]>(["parameters"]);

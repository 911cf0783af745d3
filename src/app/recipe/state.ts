/** The recipe in the making, as signals. */
import { signal } from "@preact/signals";
import type { Recipe } from "../../recipe/schema";
import type { Problem } from "./problems";

/** Name of a built-in recipe: "<scene>/<file>", as in "street/weather". */
export const recipeName = signal("");
/** The recipe as YAML, as it stands in the editor. */
export const recipeText = signal("");
/** The last text that could be read. A bad recipe leaves it, and so the picture, as it was. */
export const recipe = signal<Recipe | undefined>(undefined);
/** What is wrong with the text in the editor. */
export const recipeProblems = signal<readonly Problem[]>([]);

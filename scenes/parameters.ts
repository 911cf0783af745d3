import type { SceneParameters } from "../src/recipe/schema";
import { streetParameters } from "./street/parameters";

/** Parameter schemas of all scenes. A table of its own: reading a recipe needs no layouts. */
export const sceneParameters = { street: streetParameters } satisfies SceneParameters;

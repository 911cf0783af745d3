import type { SceneParameters } from "../src/recipe/schema";
import { aerialParameters } from "./aerial/parameters";
import { plainParameters } from "./plain/parameters";
import { shelfParameters } from "./shelf/parameters";
import { streetParameters } from "./street/parameters";
import { tabletopParameters } from "./tabletop/parameters";
import { warehouseParameters } from "./warehouse/parameters";

/** Parameter schemas of all scenes. A table of its own: reading a recipe needs no layouts. */
export const sceneParameters = {
  street: streetParameters,
  shelf: shelfParameters,
  tabletop: tabletopParameters,
  warehouse: warehouseParameters,
  aerial: aerialParameters,
  plain: plainParameters,
} satisfies SceneParameters;

/** Scenes with a place for the user's own models (`takesAssets`), to know without layouts. */
export const assetScenes: readonly string[] = ["tabletop"] satisfies (keyof typeof sceneParameters)[];

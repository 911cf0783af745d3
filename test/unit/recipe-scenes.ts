import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";

/** Two small scenes, so that the tests of the recipe do not depend on the real ones. */
export const recipeScenes = {
  garden: z.object({
    trees: count({ min: 0, max: 50, unit: "trees", default: { uniform: [2, 8] }, description: "How many trees." }),
    pathMetres: quantity({ min: 0.5, max: 4, unit: "metres", default: 1.2, description: "Width of the path." }),
    season: option(["spring", "summer", "winter"], { default: "summer", description: "Season." }),
  }),
  harbour: z.object({
    boats: count({ min: 0, max: 9, unit: "boats", default: 3, description: "How many boats." }),
  }),
};

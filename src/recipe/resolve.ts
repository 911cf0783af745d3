import type { Recipe } from "./schema";

/**
 * The recipe as JSON with every default written out. Parsing it gives the same recipe back. Not YAML: programs that read YOLO datasets
 * take the one YAML file that they find for the description of the dataset.
 */
export function resolvedJson(recipe: Recipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

import { Document, visit } from "yaml";
import type { Recipe } from "./schema";

/** The recipe as YAML with every default written out. Parsing it gives the same recipe back. */
export function resolvedYaml(recipe: Recipe): string {
  const document = new Document(recipe, { aliasDuplicateObjects: false });
  // Lists of numbers and names on one line: `uniform: [ 0, 360 ]`.
  visit(document, {
    Seq(_, list) {
      list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

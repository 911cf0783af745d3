import { RecipeError } from "../errors";
import { keypointSets } from "../recipe/keypoint-sets";
import type { ClassSpec } from "../recipe/spec";

/** The 17 keypoints of COCO. */
export const body = keypointSets.person;

/** The classes whose things have the keypoints of people. Throws a RecipeError when there are none. */
export function peopleOf(classes: readonly ClassSpec[], format: string): ClassSpec[] {
  const people = classes.filter(({ kind, supercategory }) => kind === "thing" && supercategory === "person");
  if (people.length > 0) return people;
  const names = classes.map(({ name }) => name).join(", ");
  throw new RecipeError(
    `The format ${format} needs people, and the scene's classes are ${names}; expected another format, for example coco.`,
  );
}

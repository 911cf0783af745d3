import { z } from "zod";
import { count, quantity } from "../../src/recipe/quantity";

/** What a recipe may say about the plain. Quantities are drawn anew for every image. */
export const plainParameters = z.strictObject({
  objects: count({ min: 0, max: 40, unit: "objects", default: 30, description: "Objects on the ground, the classes in turn" }),
  looks: count({
    min: 0,
    max: 100,
    unit: "looks",
    default: 0,
    description: "Looks of each class that all images share, as if they came from files; with 0 every object has its own",
  }),
  spacing: quantity({
    min: 2,
    max: 5,
    unit: "metres",
    default: 3,
    description: "From one object to the next in the nearest row; farther rows are wider",
  }),
  cameraHeight: quantity({ min: 1, max: 20, unit: "metres", default: 4, description: "Height of the camera over the ground" }),
});

/** The parameters of the plain as a checked recipe holds them. */
export type PlainParameters = z.output<typeof plainParameters>;

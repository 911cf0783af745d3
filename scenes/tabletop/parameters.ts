import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";

/** Classes of the things that can be dropped, in the order of their class ids. */
export const thingNames = [
  "mug",
  "bowl",
  "plate",
  "fork",
  "knife",
  "spoon",
  "apple",
  "banana",
  "orange",
  "pear",
  "lemon",
  "hammer",
  "screwdriver",
  "wrench",
  "pliers",
  "tape measure",
] as const;

export type ThingName = (typeof thingNames)[number];

/** What a recipe may say about the tabletop. Quantities are drawn anew for every image. */
export const tabletopParameters = z.strictObject({
  support: option(["table", "tote"], {
    default: "table",
    description: "What the objects fall onto: a table, or into an open box on a table",
  }),
  things: z
    .array(z.enum(thingNames))
    .min(1)
    .prefault([...thingNames])
    .meta({ description: "The classes to draw objects from, each as often as the others" }),
  objects: count({
    min: 0,
    max: 60,
    unit: "objects",
    default: { uniform: [10, 22] },
    description: "Objects that are dropped; those that fall off the table are left out",
  }),
  distractors: count({
    min: 0,
    max: 40,
    unit: "solids",
    default: 0,
    description: "Plain solids among the objects, to be ignored by a detector",
  }),
  upright: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.8,
    description: "Share of the objects that are put down the right way up; the others fall as they like",
  }),
  scatter: quantity({
    min: 0.05,
    max: 1,
    unit: "metres",
    default: { uniform: [0.22, 0.36] },
    description: "Radius round the middle in which objects are dropped on a table; small ones make piles",
  }),
  cameraDistance: quantity({
    min: 0.4,
    max: 3,
    unit: "metres",
    default: { uniform: [0.5, 0.95] },
    description: "From the camera to the point it looks at",
  }),
  cameraElevationDegrees: quantity({
    min: 10,
    max: 89,
    unit: "degrees",
    default: { uniform: [22, 60] },
    description: "Height of the camera over the table as an angle; 89 looks straight down",
  }),
  lampShare: quantity({
    min: 0.1,
    max: 0.9,
    unit: "share",
    default: { uniform: [0.4, 0.7] },
    description: "Share of the light that comes from the lamp and casts shadows",
  }),
  lampKelvin: quantity({
    min: 2000,
    max: 10000,
    unit: "kelvin",
    default: { uniform: [2900, 6000] },
    description: "Colour temperature of the light",
  }),
  lampElevationDegrees: quantity({
    min: 20,
    max: 90,
    unit: "degrees",
    default: { uniform: [38, 80] },
    description: "Height of the lamp over the table as an angle",
  }),
});

/** The parameters of the tabletop as a checked recipe holds them. */
export type TabletopParameters = z.output<typeof tabletopParameters>;

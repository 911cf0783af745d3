import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";

/** What a recipe may say about the shelf. Quantities are drawn anew for every image. */
export const shelfParameters = z.strictObject({
  viewpoint: option(["front", "aisle"], {
    default: { choice: ["front", "aisle"], weights: [4, 1] },
    description: "Who looks: somebody before the shelf, or somebody who looks along the aisle between two shelves",
  }),
  distance: quantity({
    min: 1,
    max: 3.5,
    unit: "metres",
    default: { uniform: [1.2, 2.6] },
    description: "From the camera to the front of the shelf, when it looks from the front",
  }),
  cameraHeight: quantity({
    min: 0.4,
    max: 2.2,
    unit: "metres",
    default: { uniform: [1.1, 1.7] },
    description: "Height of the camera over the floor",
  }),
  yawDegrees: quantity({
    min: -30,
    max: 30,
    unit: "degrees",
    default: { normal: { mean: 0, sd: 12, min: -30, max: 30 } },
    description: "How far to the side the camera stands; 0 looks straight at the shelf",
  }),
  bays: count({
    min: 1,
    max: 8,
    unit: "bays",
    default: { uniform: [3, 5] },
    description: "Bays of a shelf, side by side, about a metre each",
  }),
  boards: count({
    min: 3,
    max: 7,
    unit: "boards",
    default: { uniform: [5, 7] },
    description: "Boards of each bay, the lowest included; fewer where tall goods stand",
  }),
  category: option(["drinks", "wine", "food", "breakfast", "household", "snacks"], {
    default: { choice: ["drinks", "wine", "food", "breakfast", "household", "snacks"], weights: [4, 1, 4, 3, 2, 2] },
    description: "What is sold, drawn for each bay",
  }),
  frontedShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.85, 1] },
    description: "Share of the items that stand at the front; the others stand farther back",
  }),
  gapShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0, 0.12] },
    description: "Share of the places that are sold out",
  }),
  misplacedShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0, 0.05] },
    description: "Share of the places where somebody left another product",
  }),
  fallenShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0, 0.03] },
    description: "Share of the items that have fallen over",
  }),
  depthRows: count({
    min: 1,
    max: 2,
    unit: "rows",
    default: 2,
    description: "Items one behind the other; those farther back can hardly be seen. The aisle has one",
  }),
  lampKelvin: quantity({
    min: 2700,
    max: 6500,
    unit: "kelvin",
    default: { uniform: [3800, 6000] },
    description: "Colour temperature of the lamps",
  }),
});

/** The parameters of the shelf as a checked recipe holds them. */
export type ShelfParameters = z.output<typeof shelfParameters>;

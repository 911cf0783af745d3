import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";

/** What a recipe may say about the warehouse. Quantities are drawn anew for every image. */
export const warehouseParameters = z.strictObject({
  viewpoint: option(["worker", "forklift", "camera"], {
    default: { choice: ["worker", "forklift", "camera"], weights: [2, 2, 1] },
    description: "Who looks: somebody on foot, a forklift driver, or a security camera high up",
  }),
  workerEyeHeight: quantity({
    min: 0.8,
    max: 2.2,
    unit: "metres",
    default: { uniform: [1.5, 1.75] },
    description: "Height of the camera over the floor when somebody on foot looks",
  }),
  forkliftEyeHeight: quantity({
    min: 1.2,
    max: 3,
    unit: "metres",
    default: { uniform: [1.7, 2.1] },
    description: "Height of the camera over the floor when it is on a forklift",
  }),
  cameraHeight: quantity({
    min: 3,
    max: 12,
    unit: "metres",
    default: { uniform: [4, 7] },
    description: "Height of the security camera; lower where the roof is lower",
  }),
  aisles: count({
    min: 1,
    max: 5,
    unit: "aisles",
    default: { uniform: [2, 3] },
    description: "Aisles beside each other, each with racks on both sides",
  }),
  aisleWidth: quantity({
    min: 2.6,
    max: 5,
    unit: "metres",
    default: { uniform: [3, 4] },
    description: "Between the racks of an aisle",
  }),
  bays: count({
    min: 2,
    max: 16,
    unit: "bays",
    default: { uniform: [5, 9] },
    description: "Length of the racks; a bay is 2.8 m wide and has three pallets side by side",
  }),
  levels: count({
    min: 2,
    max: 5,
    unit: "levels",
    default: { uniform: [2, 5] },
    description: "Pallets above each other, the one on the floor included",
  }),
  levelHeight: quantity({
    min: 1.2,
    max: 2.4,
    unit: "metres",
    default: { uniform: [1.4, 1.9] },
    description: "From one level of the racks to the next",
  }),
  fillShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.55, 0.95] },
    description: "Share of the places in the racks with a pallet",
  }),
  floorShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.3, 0.85] },
    description: "Share of the places on the floor before the doors with a pallet",
  }),
  forklifts: count({
    min: 0,
    max: 8,
    unit: "forklifts",
    default: { uniform: [1, 5] },
    description: "Forklifts that drive or are parked; fewer when there is no room",
  }),
  workers: count({
    min: 0,
    max: 30,
    unit: "people",
    default: { uniform: [3, 12] },
    description: "People on foot; fewer when there is no room",
  }),
  vestShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.85,
    description: "Share of the people with a high-visibility vest",
  }),
  helmetShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.45,
    description: "Share of the people with a hard hat",
  }),
  clutter: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.2, 0.7] },
    description: "Share of the places for cones, bins, empty pallets and pallet jacks that are taken",
  }),
  light: option(["skylights", "strips"], {
    default: { choice: ["skylights", "strips"] },
    description: "Bands of milky glass in the roof, or rows of lamps",
  }),
  kelvin: quantity({
    min: 2700,
    max: 6500,
    unit: "kelvin",
    default: { uniform: [3500, 6500] },
    description: "Colour temperature of the light",
  }),
});

/** The parameters of the warehouse as a checked recipe holds them. */
export type WarehouseParameters = z.output<typeof warehouseParameters>;

import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";

/** What a recipe may say about the place that the drone flies over. Quantities are drawn anew for every image. */
export const aerialParameters = z.strictObject({
  area: option(["suburb", "centre", "farmland", "parking"], {
    default: { choice: ["suburb", "centre", "farmland", "parking"], weights: [4, 3, 2, 2] },
    description: "What lies below: houses with gardens, a town centre, fields, or shops with parking lots",
  }),
  altitude: quantity({
    min: 20,
    max: 120,
    unit: "metres",
    default: { uniform: [30, 100] },
    description: "Height of the camera over the ground",
  }),
  pitch: quantity({
    min: 30,
    max: 90,
    unit: "degrees",
    default: { uniform: [40, 90] },
    description: "How steeply the camera looks down: 90 straight down, 30 oblique",
  }),
  vehicles: count({
    min: 0,
    max: 60,
    unit: "vehicles",
    default: { uniform: [3, 16] },
    description: "Cars, trucks and buses on the roads in view; fewer when there is no room",
  }),
  truckShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.15,
    description: "Share of trucks and buses among the vehicles on the roads",
  }),
  parkedShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.25, 0.85] },
    description: "Share of the parking bays and driveways that are taken",
  }),
  pedestrians: count({
    min: 0,
    max: 80,
    unit: "people",
    default: { uniform: [4, 24] },
    description: "People on the sidewalks in view; fewer when there is no room",
  }),
  cyclists: count({
    min: 0,
    max: 30,
    unit: "people",
    default: { uniform: [0, 5] },
    description: "People who ride bicycles on the roads in view",
  }),
  poolShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.1, 0.5] },
    description: "Share of the gardens with a swimming pool",
  }),
  treeDensity: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.3, 0.9] },
    description: "How many of the places for trees have one",
  }),
});

/** The parameters of the aerial scene as a checked recipe holds them. */
export type AerialParameters = z.output<typeof aerialParameters>;

import { z } from "zod";
import { count, option, quantity } from "../../src/recipe/quantity";
import { layouts } from "./plan";

/** A rare event, by its probability. */
function event(description: string) {
  return quantity({ min: 0, max: 1, unit: "probability", default: 0.03, description });
}

/** What a recipe may say about the street. Quantities are drawn anew for every image. */
export const streetParameters = z.strictObject({
  layout: option(layouts, {
    default: { choice: layouts, weights: [3, 2, 3, 2] },
    description: "A straight street, one with bends, streets that cross, or a roundabout",
  }),
  control: option(["lights", "signs"], {
    default: { choice: ["lights", "signs"], weights: [3, 2] },
    description: "What rules a junction: traffic lights, or stop and give-way signs",
  }),
  viewpoint: option(["car", "pedestrian"], {
    default: { choice: ["car", "pedestrian"], weights: [3, 2] },
    description: "Who looks: a driver in the right-hand lane, or somebody on the sidewalk",
  }),
  carEyeHeight: quantity({
    min: 0.8,
    max: 3,
    unit: "metres",
    default: { uniform: [1.2, 1.6] },
    description: "Height of the camera over the road when it is in a car",
  }),
  pedestrianEyeHeight: quantity({
    min: 0.8,
    max: 2.2,
    unit: "metres",
    default: { uniform: [1.5, 1.75] },
    description: "Height of the camera over the sidewalk when a pedestrian looks",
  }),
  laneWidth: quantity({
    min: 2.75,
    max: 4,
    unit: "metres",
    default: { uniform: [3, 3.6] },
    description: "Width of each of the two lanes",
  }),
  sidewalkWidth: quantity({
    min: 2.8,
    max: 8,
    unit: "metres",
    default: { uniform: [3.2, 5] },
    description: "From the kerb to the houses",
  }),
  parking: option(["both", "right", "left", "none"], {
    default: { choice: ["both", "right", "left", "none"], weights: [5, 2, 2, 1] },
    description: "Sides of the road with a parking lane, as seen by the camera",
  }),
  parkedShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.35, 0.9] },
    description: "Share of the parking spaces that are taken",
  }),
  movingCars: count({
    min: 0,
    max: 24,
    unit: "vehicles",
    default: { uniform: [3, 12] },
    description: "Cars, lorries and buses on the lanes; fewer when there is no room",
  }),
  heavyShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.05, 0.3] },
    description: "Share of them that are lorries or buses",
  }),
  motorcycles: count({
    min: 0,
    max: 12,
    unit: "motorcycles",
    default: { uniform: [0, 3] },
    description: "Motorcycles and scooters with riders on the lanes; fewer when there is no room",
  }),
  bicycles: count({
    min: 0,
    max: 16,
    unit: "bicycles",
    default: { uniform: [1, 6] },
    description: "Bicycles parked on the sidewalks",
  }),
  cyclists: count({
    min: 0,
    max: 16,
    unit: "people",
    default: { uniform: [0, 4] },
    description: "People who ride bicycles on the road; fewer when there is no room",
  }),
  pedestrians: count({
    min: 0,
    max: 60,
    unit: "people",
    default: { uniform: [5, 22] },
    description: "People on the sidewalks and on the crosswalk; fewer when there is no room",
  }),
  signal: option(["red", "green"], {
    default: { choice: ["red", "green"] },
    description: "What the traffic lights show to cars; people cross the road while it is red",
  }),
  crosswalkDistance: quantity({
    min: 10,
    max: 80,
    unit: "metres",
    default: { uniform: [14, 42] },
    description: "From the camera to the middle of the crosswalk",
  }),
  treeSpacing: quantity({
    min: 6,
    max: 60,
    unit: "metres",
    default: { uniform: [8, 18] },
    description: "Distance between street trees",
  }),
  furnitureDensity: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: { uniform: [0.25, 0.7] },
    description: "Share of the places at the kerb with a sign, bin, bench, hydrant or bollard",
  }),
  construction: quantity({
    min: 0,
    max: 1,
    unit: "probability",
    default: 0.3,
    description: "Chance of road works on a sidewalk or in a parking lane",
  }),
  jaywalking: event("Chance that somebody crosses the road right ahead, where there is no crosswalk"),
  fallenLoad: event("Chance of boxes, a pallet or tyres lying on the lane ahead"),
  animal: event("Chance of a dog, cat or deer on the road ahead"),
  blockedLane: event("Chance that a broken-down or double-parked vehicle or road works block the lane ahead"),
  floors: count({
    min: 2,
    max: 8,
    unit: "floors",
    default: { uniform: [3, 6] },
    description: "Storeys of each house, the ground floor included",
  }),
  gapShare: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.12,
    description: "Chance of a gap with a garden wall after each house",
  }),
});

/** The parameters of the street as a checked recipe holds them. */
export type StreetParameters = z.output<typeof streetParameters>;

import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { addMast, FORK_TIP, mastTop } from "./forklift-mast";
import type { Detail, Model } from "./model";
import { prism } from "./prism";
import { box, type Sketch, sketch, tube } from "./sketch";
import { vehicleKeypoints } from "./vehicle-keypoints";

const parameters = z.strictObject({
  colour,
  weightColour: colour.describe("Of the counterweight"),
  lift: z.number().min(0.03).max(3).describe("Height of the lower side of the forks, metres"),
  gas: z.boolean().describe("With a gas bottle behind the seat"),
  beacon: z.boolean().describe("With a warning light on the roof that shines"),
});

/** The parameters of a forklift truck. */
export type Forklift = z.output<typeof parameters>;

/** Where the feet of a driver stand, in model space: a person who sits there fits the seat. */
export const DRIVER: Vec3 = [0, 0.5, 0.14];

const [HALF, REAR, TOP] = [0.56, 1.25, 2.14];
const FRONT_WHEEL = { z: -0.62, radius: 0.33, width: 0.24 } as const;
const REAR_WHEEL = { z: 0.72, radius: 0.26, width: 0.18 } as const;

/** A counterweight truck with four wheels, for loads of two tonnes. Its forks point to -z; its origin is between the axles. */
export const forklift: Model<Forklift> = {
  parameters,
  vary(random: Random) {
    const [tone, weightColour] = pick(random, LIVERIES, [4, 3, 3, 2, 2, 1]);
    return {
      colour: tone,
      weightColour,
      lift: uniform(random, 0.04, 0.2),
      gas: chance(random, 0.5),
      beacon: chance(random, 0.7),
    };
  },
  bounds: ({ lift, beacon }) => ({
    min: [-HALF, 0, FORK_TIP],
    max: [HALF, Math.max(mastTop(lift), TOP + (beacon ? 0.16 : 0)), REAR],
  }),
  keypoints: () =>
    vehicleKeypoints({
      frontWheel: [HALF, FRONT_WHEEL.radius, FRONT_WHEEL.z],
      rearWheel: [HALF, REAR_WHEEL.radius, REAR_WHEEL.z],
      headlight: [0.4, 1.87, -0.5],
      taillight: [0.36, 0.89, 1.2],
      frontRoof: [0.47, TOP, -0.4],
      rearRoof: [0.47, TOP, 0.66],
    }),
  build(given, detail) {
    const drawing = sketch("body");
    addHull(drawing, given, detail);
    addGuard(drawing, detail);
    addMast(drawing, given.lift, detail);
    addWheels(drawing, detail);
    if (detail !== "far") addCab(drawing, given, detail);
    if (given.beacon) addBeacon(drawing, detail);
    return drawing.parts();
  },
};

const LIVERIES = [
  ["#e8a317", "#2f3133"],
  ["#d9641e", "#3a3c3f"],
  ["#c62f24", "#34363a"],
  ["#3f7d3c", "#c9ccc6"],
  ["#e6c21f", "#55585c"],
  ["#2f6ea8", "#b9bcbf"],
] as const;

function addHull({ on }: Sketch, { colour: tone, weightColour }: Forklift, detail: Detail): void {
  const paint = on("paint", tone);
  const weight = on("paint", weightColour);
  // The floor between the wheels, the hood under the seat, and the counterweight with its slanted rear.
  box(paint, [-0.5, 0.2, -0.62], [0.5, 0.5, 0.42]);
  box(paint, [-0.44, 0.5, -0.06], [0.44, 0.84, 0.42], ["bottom"]);
  const rear = [
    [0.42, 0.3],
    [0.95, 0.2],
    [1.17, 0.26],
    [REAR, 0.45],
    [REAR, 0.78],
    [1.08, 1.0],
    [0.42, 1.04],
  ] as const;
  prism(weight, rear, -HALF, HALF);
  prism(paint, [[-0.62, 0.5], [-0.42, 0.5], [-0.46, 0.98], [-0.6, 1.02]], -0.48, 0.48); // biome-ignore format: one outline
  if (detail === "far") return;
  box(on("rubber", "#222325"), [-0.56, 0.24, -0.28], [-0.5, 0.3, 0.3]);
  box(on("rubber", "#222325"), [0.5, 0.24, -0.28], [0.56, 0.3, 0.3]);
  for (const x of [-0.42, 0.3]) box(on("lamp", "#b02018", "lamp"), [x, 0.86, 1.14], [x + 0.12, 0.92, 1.2]);
  for (const [x, slant] of [
    [-0.3, 0.02],
    [0.08, 0.02],
  ] as const) {
    box(on("plastic", "#17181a"), [x, 0.5, REAR], [x + 0.22, 0.62, REAR - slant + 0.02], ["front"]);
  }
}

/** Seat, steering wheel, levers and the gas bottle. */
function addCab({ on }: Sketch, { gas }: Forklift, detail: Detail): void {
  const seat = on("fabric", "#232427", "seat");
  box(seat, [-0.25, 0.84, -0.06], [0.25, 0.93, 0.4], ["bottom"]);
  prism(seat, [[0.28, 0.93], [0.4, 0.93], [0.5, 1.42], [0.42, 1.44]], -0.24, 0.24); // biome-ignore format: one outline
  const dark = on("plastic", "#1d1e20");
  const sides = detail === "near" ? 12 : 6;
  tube(dark, { from: [0, 0.8, -0.5], to: [0, 1.16, -0.3], radius: [0.035, 0.025], sides: 6, caps: false });
  tube(dark, { from: [0, 1.15, -0.305], to: [0, 1.175, -0.29], radius: [0.17, 0.17], sides });
  for (const x of [0.2, 0.27, 0.34]) {
    tube(dark, { from: [x, 0.98, -0.5], to: [x, 1.14, -0.46], radius: [0.012, 0.018], sides: 4, caps: false });
  }
  if (!gas) return;
  const bottle = { radius: [0.155, 0.155], sides } as const;
  tube(on("paint", "#c9ccce"), { from: [-0.36, 1.2, 0.8], to: [0.36, 1.2, 0.8], ...bottle });
  for (const x of [-0.2, 0.2]) box(dark, [x - 0.02, 1.02, 0.63], [x + 0.02, 1.1, 0.97]);
}

/** The overhead guard: four posts that lean to each other, and bars over the driver. */
function addGuard({ on }: Sketch, detail: Detail): void {
  const steel = on("paint", "#27292c");
  const sides = detail === "near" ? 6 : 4;
  const post = (from: Vec3, to: Vec3) => tube(steel, { from, to, radius: [0.035, 0.035], sides, caps: false });
  for (const side of [-1, 1]) {
    post([side * 0.46, 0.5, -0.57], [side * 0.43, TOP - 0.04, -0.34]);
    post([side * 0.48, 1.0, 0.72], [side * 0.43, TOP - 0.04, 0.6]);
    box(steel, [side * 0.43 - 0.04, TOP - 0.08, -0.4], [side * 0.43 + 0.04, TOP, 0.66]);
  }
  for (const z of [-0.4, 0.6]) box(steel, [-0.4, TOP - 0.08, z], [0.4, TOP, z + 0.06]);
  if (detail === "far") return;
  const bars = detail === "near" ? 6 : 3;
  for (let at = 1; at <= bars; at++) {
    const z = -0.36 + (at / (bars + 1)) * 0.98;
    box(steel, [-0.4, TOP - 0.05, z - 0.014], [0.4, TOP - 0.01, z + 0.014], ["left", "right"]);
  }
  for (const side of [-1, 1]) {
    box(on("lamp", "#f4f1e6", "lamp"), [side * 0.4 - 0.06, 1.82, -0.5], [side * 0.4 + 0.06, 1.92, -0.43]);
  }
}

function addWheels({ on }: Sketch, detail: Detail): void {
  const sides = { near: 20, middle: 12, far: 8 }[detail];
  for (const side of [-1, 1]) {
    for (const { z, radius, width } of [FRONT_WHEEL, REAR_WHEEL]) {
      const [inner, outer] = [side * (HALF - width), side * (HALF - 0.01)];
      tube(on("rubber", "#202022", "wheel"), {
        from: [inner, radius, z],
        to: [outer, radius, z],
        radius: [radius, radius],
        sides,
      });
      if (detail === "far") continue;
      const rim = radius * 0.56;
      const hub: Vec3 = [side * HALF, radius, z];
      tube(on("metal", "#d9dadb", "wheel"), { from: [outer, radius, z], to: hub, radius: [rim, rim * 0.9], sides });
    }
  }
}

function addBeacon({ on }: Sketch, detail: Detail): void {
  const sides = detail === "near" ? 10 : 5;
  tube(on("plastic", "#202123"), { from: [-0.3, TOP, 0.6], to: [-0.3, TOP + 0.05, 0.6], radius: [0.06, 0.06], sides });
  tube(on("lamp", "#ff8a12", "lamp"), {
    from: [-0.3, TOP + 0.05, 0.6],
    to: [-0.3, TOP + 0.16, 0.6],
    radius: [0.055, 0.04],
    sides,
  });
}

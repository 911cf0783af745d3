import { z } from "zod";
import { chance, gaussian, pick, type Random, uniform } from "../../recipe/random";
import { addLowerBody, type CarPaints } from "./car-body";
import { addCabin, roofCorners } from "./car-cabin";
import { addDetails, lampPlaces, mirrorReach } from "./car-details";
import { type Body, bodies, carShape } from "./car-shape";
import type { Bounds, Model } from "./model";
import { finish, type Meshes } from "./sheet";
import { clamp } from "./vector";
import { vehicleKeypoints } from "./vehicle-keypoints";
import { vehicleLamps } from "./vehicle-lamps";
import { addWheel } from "./wheel";

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "expected a colour like #1a2b3c");

const parameters = z.strictObject({
  body: z.enum(bodies),
  /** Metres, without mirrors. */
  length: z.number().min(3.2).max(6.5),
  width: z.number().min(1.5).max(2.2),
  height: z.number().min(1.3).max(2.8),
  colour,
  /** Under the sills, metres. */
  clearance: z.number().min(0.1).max(0.35),
  /** Of the tyres, metres. */
  wheelRadius: z.number().min(0.26).max(0.45),
  spokes: z.int().min(5).max(8),
  rimColour: colour,
  headlights: z.boolean(),
  /** How far it has rolled, metres: turns the wheels. */
  rolled: z.number().exactOptional(),
});

/** A car, every choice made. */
export type CarParameters = z.infer<typeof parameters>;

/** Mean sizes of each kind, metres, and how common it is on a street. */
const kinds = {
  hatch: { share: 30, length: 4.2, width: 1.79, height: 1.47, clearance: 0.16, wheelRadius: 0.315 },
  sedan: { share: 22, length: 4.7, width: 1.83, height: 1.45, clearance: 0.15, wheelRadius: 0.325 },
  suv: { share: 28, length: 4.5, width: 1.86, height: 1.67, clearance: 0.2, wheelRadius: 0.355 },
  van: { share: 11, length: 5.1, width: 1.96, height: 1.98, clearance: 0.18, wheelRadius: 0.335 },
  pickup: { share: 9, length: 5.3, width: 1.9, height: 1.8, clearance: 0.24, wheelRadius: 0.385 },
} satisfies Record<Body, object>;

/** Car colours by how many cars have them (paint makers' yearly colour reports: three in four are white, black, grey or silver). */
const paints: readonly (readonly [colours: readonly string[], share: number])[] = [
  [["#f2f3f1", "#e6e7e4", "#eceae0"], 30],
  [["#0c0d0f", "#15171a", "#1a1a1c"], 20],
  [["#4a4e53", "#5f6368", "#36393d", "#6d7072"], 20],
  [["#b9bdc1", "#a3a8ac", "#c9ccce"], 10],
  [["#1d3f7a", "#12264d", "#3a6ea8", "#5c87a8"], 8],
  [["#9c1616", "#b8201c", "#6e1018"], 6],
  [["#2f4a38", "#1f3a2a", "#6f8060"], 2],
  [["#7a6a55", "#a08f74", "#54432f"], 2],
  [["#d96a12", "#e0b11c"], 2],
];

/** How far wheels stand inside of the body, metres. */
const WHEEL_INSET = 0.012;

/** A passenger car, van or pickup of at most 3,500 triangles near, 1,100 in the middle distance and 260 far. */
export const car = {
  parameters,
  vary,
  bounds,
  lamps(given) {
    const { head, tail } = lampPlaces(carShape(given));
    return given.headlights ? vehicleLamps(head, tail) : [];
  },
  keypoints(given) {
    const shape = carShape(given);
    const { head, tail } = lampPlaces(shape);
    const hub = (axle: number) => [shape.halfWidth - WHEEL_INSET, given.wheelRadius, axle] as const;
    const [frontRoof, rearRoof] = roofCorners(shape);
    const [front, rear] = shape.axles;
    return vehicleKeypoints({
      frontWheel: hub(front),
      rearWheel: hub(rear),
      headlight: head,
      taillight: tail,
      frontRoof,
      rearRoof,
    });
  },
  build(given, detail) {
    const meshes: Meshes = new Map();
    const shape = carShape(given);
    const used: CarPaints = {
      body: ["paint", given.colour],
      trim: ["plastic", "#1b1c1e"],
      glass: ["glass", "#14181b", "window"],
    };
    const body = addLowerBody(meshes, shape, used, detail);
    addCabin(meshes, shape, used, detail);
    addDetails(meshes, { shape, body, paints: used, headlights: given.headlights }, detail);
    for (const side of [-1, 1] as const) {
      for (const axle of shape.axles) {
        const width = 0.2 + (given.wheelRadius - 0.3) * 0.35;
        // Wheels stand inside their arches; far ones have none and stand just outside the body.
        const inset = detail === "far" ? -0.02 : WHEEL_INSET;
        const centre = [side * (shape.halfWidth - width / 2 - inset), given.wheelRadius, axle] as const;
        const rim = ["metal", given.rimColour, "wheel"] as const;
        addWheel(
          meshes,
          {
            centre,
            radius: given.wheelRadius,
            width,
            side,
            spokes: given.spokes,
            rim,
            turn: (given.rolled ?? 0) / given.wheelRadius,
          },
          detail,
        );
      }
    }
    return finish(meshes, "body");
  },
} satisfies Model<CarParameters>;

function vary(random: Random): CarParameters {
  const body = pick(
    random,
    bodies,
    bodies.map((name) => kinds[name].share),
  );
  const mean = kinds[body];
  const about = (value: number, spread: number) =>
    round(value * clamp(1 + gaussian(random) * spread, 1 - 2 * spread, 1 + 2 * spread));
  const [colours] = pick(
    random,
    paints,
    paints.map(([, share]) => share),
  );
  return {
    body,
    length: about(mean.length, 0.035),
    width: about(mean.width, 0.015),
    height: about(mean.height, 0.02),
    colour: pick(random, colours),
    clearance: about(mean.clearance, 0.08),
    wheelRadius: about(mean.wheelRadius, 0.025),
    spokes: pick(random, [5, 5, 6]),
    rimColour: pick(random, ["#c4c8cc", "#a9adb1", "#8b8f93", "#3a3c3f", "#1d1e20"], [4, 4, 2, 1, 1]),
    headlights: chance(random, uniform(random, 0.2, 0.4)),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function bounds(given: CarParameters): Bounds {
  const x = mirrorReach(carShape(given));
  const end = given.length / 2 + 0.014;
  return { min: [-x, 0, -end], max: [x, given.height, end] };
}

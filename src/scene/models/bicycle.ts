import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { addBicycle, BAR_HALF, BICYCLE_LENGTH, type BicycleLook, bicycleLamps, grip, pedal, saddle } from "./bicycle-frame";
import type { Pair, Skeleton } from "./bones";
import { colour } from "./colour";
import type { Bounds, Detail, Model } from "./model";
import { buildPerson, type PersonParameters, person, skeletonBounds } from "./person";
import { mounted } from "./rider";
import { finish, type Meshes } from "./sheet";
import { sketch } from "./sketch";

const parameters = z.strictObject({
  frame: z.enum(["diamond", "step-through"]),
  colour,
  saddleColour: colour,
  mudguards: z.boolean(),
  /** How far the pedals have turned, 0 to 1. */
  crank: z.number().min(0).max(1),
  /** How far it has rolled, metres: turns the wheels. */
  rolled: z.number().exactOptional(),
  /** Somebody rides it; else it is parked on its stand. */
  rider: z.boolean(),
  /** Who rides it, and for whose legs the saddle is set. Pose and phase do not matter. */
  cyclist: person.parameters,
});

/** A bicycle, every choice made. */
export type BicycleParameters = z.output<typeof parameters>;

const colours = ["#1c1d20", "#20304f", "#7d1d22", "#2e5b46", "#8fa7b5", "#c9c3b4", "#3a6ea5", "#b8bcc0", "#c46a2b", "#d8b13e"];

/**
 * A city bicycle, parked or ridden. Bicycle and rider are one instance of one class for now, so a label of it covers both.
 * Up to 4,500 triangles near, 1,500 in the middle, 400 far away.
 */
export const bicycle = {
  parameters,
  vary,
  bounds,
  lamps(given) {
    const { front, back } = bicycleLamps(lookOf(given));
    if (!given.rider) return [];
    return [
      { position: front, direction: [0, -0.1, -Math.sqrt(0.99)], colour: "#fff6e4", lumens: 120, beamDegrees: 40 },
      { position: back, direction: [0, 0, 1], colour: "#ff2418", lumens: 10, beamDegrees: 110 },
    ];
  },
  build(given, detail) {
    const look = lookOf(given);
    const frame = sketch("body");
    addBicycle(frame, look, detail);
    return given.rider ? [...frame.parts(), ...riderParts(given, look, detail)] : frame.parts();
  },
} satisfies Model<BicycleParameters>;

function riderParts(given: BicycleParameters, look: BicycleLook, detail: Detail) {
  const meshes: Meshes = new Map();
  buildPerson(meshes, riding(given.cyclist.height, look), given.cyclist, { detail, grip: true });
  return finish(meshes, "body");
}

function lookOf({ frame, colour, saddleColour, mudguards, crank, rider, cyclist, rolled = 0 }: BicycleParameters): BicycleLook {
  // High enough that the lower leg is almost straight.
  const saddleHeight = 0.295 + 0.355 * cyclist.height;
  return { frame, colour, saddleColour, mudguards, crank: crank * 2 * Math.PI, saddleHeight, kickstand: !rider, rolled };
}

/** The skeleton of whoever rides or would ride, and what hands and feet hold on to; left before right. */
export function riderOf(given: BicycleParameters): {
  readonly skeleton: Skeleton;
  readonly grips: Pair<Vec3>;
  readonly pedals: Pair<Vec3>;
} {
  const look = lookOf(given);
  return {
    skeleton: riding(given.cyclist.height, look),
    grips: [grip(-1), grip(1)],
    pedals: [pedal(-1, look.crank), pedal(1, look.crank)],
  };
}

/** A rider of this height: sits on the saddle, leans to the grips, feet on the pedals. */
function riding(height: number, { saddleHeight, crank }: BicycleLook): Skeleton {
  // The heel is lower in front and higher behind.
  const toes = (sign: -1 | 1): Vec3 => {
    const pitch = -0.2 - 0.2 * Math.sin(sign > 0 ? crank : crank + Math.PI);
    return [0, Math.sin(pitch), -Math.cos(pitch)];
  };
  return mounted(height, {
    seat: saddle(saddleHeight),
    grips: [grip(-1), grip(1)],
    rests: [pedal(-1, crank), pedal(1, crank)],
    toes: [toes(-1), toes(1)],
  });
}

function vary(random: Random): BicycleParameters {
  const cyclist = person.vary(random);
  const height = Math.min(1.95, Math.max(1.52, cyclist.height));
  return {
    frame: pick(random, ["diamond", "step-through"] as const, [3, 2]),
    colour: pick(random, colours),
    saddleColour: pick(random, ["#17181a", "#3b2a1e", "#5a3a22"]),
    mudguards: chance(random, 0.8),
    crank: Math.round(uniform(random, 0, 1) * 1000) / 1000,
    rider: chance(random, 0.5),
    cyclist: { ...dressedToRide(random, cyclist), height, pose: "riding" },
  };
}

/** No coats and hardly a skirt on a saddle; every second rider wears a helmet. */
function dressedToRide(random: Random, cyclist: PersonParameters): PersonParameters {
  const helmet = chance(random, 0.5);
  const top = cyclist.top === "coat" ? "jacket" : cyclist.top;
  const bottom = cyclist.bottom === "skirt" ? "shorts" : cyclist.bottom;
  return { ...cyclist, top, bottom, hair: helmet ? "helmet" : cyclist.hair };
}

function bounds(given: BicycleParameters): Bounds {
  const look = lookOf(given);
  const half = BICYCLE_LENGTH / 2;
  const bike: Bounds = { min: [-BAR_HALF, 0, -half], max: [BAR_HALF, Math.max(1.12, look.saddleHeight), half] };
  if (!given.rider) return bike;
  const rider = skeletonBounds(riding(given.cyclist.height, look), given.cyclist);
  const least = (axis: 0 | 2) => Math.min(bike.min[axis], rider.min[axis]);
  const most = (axis: 0 | 1 | 2) => Math.max(bike.max[axis], rider.max[axis]);
  return { min: [least(0), 0, least(2)], max: [most(0), most(1), most(2)] };
}

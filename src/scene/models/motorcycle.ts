import { z } from "zod";
import { chance, pick, type Random } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import { colour } from "./colour";
import { addLoft, turn } from "./loft";
import type { Bounds, Detail, Model } from "./model";
import {
  addMotorcycle,
  frames,
  MOTORCYCLE_HALF,
  type MotorcycleLook,
  motorcycleBodies,
  mountOf,
  topCaseFoot,
} from "./motorcycle-body";
import { buildPerson, type PersonParameters, person, skeletonBounds } from "./person";
import { headFrame } from "./person-head";
import { mounted } from "./rider";
import { addQuad, finish, type Meshes } from "./sheet";
import { sketch } from "./sketch";
import { vehicleLamps } from "./vehicle-lamps";

const parameters = z.strictObject({
  body: z.enum(motorcycleBodies),
  colour,
  seatColour: colour,
  topCase: z.boolean().describe("A box behind the seat"),
  headlights: z.boolean(),
  /** How far it has rolled, metres: turns the wheels. */
  rolled: z.number().exactOptional(),
  /** Somebody rides it; else it stands. */
  rider: z.boolean(),
  helmetColour: colour,
  /** Who rides it. Pose, phase and hair do not matter. */
  motorcyclist: person.parameters,
});

/** A motorcycle, every choice made. */
export type MotorcycleParameters = z.output<typeof parameters>;

const COLOURS = ["#1a1b1e", "#8c1a1c", "#1c3f7a", "#c8ccd0", "#2a4a38", "#d8a01c", "#e8e8e4", "#c8501c", "#4a6a8a"] as const;
const HELMETS = ["#141518", "#e8e8e4", "#b01c20", "#2a4a8a", "#c8cc2a", "#5a5e62"] as const;
/** Radius of a helmet round a head of ordinary size, metres. */
const HELMET = 0.142;

/** A motorcycle or scooter, standing or ridden; rider and machine are one instance. Up to 6,500 triangles near, 2,600 in the middle, 700 far. */
export const motorcycle = {
  parameters,
  vary(random: Random): MotorcycleParameters {
    const rider = person.vary(random);
    const body = pick(random, motorcycleBodies, [4, 2, 4]);
    return {
      body,
      colour: pick(random, COLOURS),
      seatColour: pick(random, ["#17181a", "#2a2320", "#3b2a1e"]),
      topCase: chance(random, body === "roadster" ? 0.1 : 0.5),
      headlights: chance(random, 0.85),
      rider: chance(random, 0.6),
      helmetColour: pick(random, HELMETS),
      motorcyclist: {
        ...rider,
        height: Math.min(1.95, Math.max(1.58, rider.height)),
        pose: "riding",
        hair: "bald",
        top: "jacket",
        bottom: "trousers",
      },
    };
  },
  bounds(given): Bounds {
    const { half, height } = frames[given.body];
    const top = given.topCase ? Math.max(height, topCaseFoot(given.body)[1] + 0.33) : height;
    const machine: Bounds = {
      min: [-MOTORCYCLE_HALF, 0, -half],
      max: [MOTORCYCLE_HALF, top, given.topCase ? Math.max(half, 0.95) : half],
    };
    if (!given.rider) return machine;
    const skeleton = skeletonOf(given);
    const { place, size } = headFrame(skeleton);
    const helmet = place(HELMET_MIDDLE);
    const body = skeletonBounds(skeleton, given.motorcyclist);
    const least = (axis: 0 | 2) => Math.min(machine.min[axis], body.min[axis], helmet[axis] - HELMET * 1.15 * size);
    const most = (axis: 0 | 1 | 2) => Math.max(machine.max[axis], body.max[axis], helmet[axis] + HELMET * 1.15 * size);
    return { min: [least(0), 0, least(2)], max: [most(0), most(1), most(2)] };
  },
  lamps(given) {
    const { head, tail } = frames[given.body];
    return given.headlights ? vehicleLamps([0, head[1], head[2] - 0.01], [0, tail[1], tail[2] + 0.025]) : [];
  },
  build(given, detail) {
    const machine = sketch("body");
    const meshes: Meshes = new Map();
    addMotorcycle(machine, meshes, given satisfies MotorcycleLook, detail);
    if (given.rider) addRider(meshes, given, detail);
    return [...machine.parts(), ...finish(meshes, "body")];
  },
} satisfies Model<MotorcycleParameters>;

function skeletonOf(given: MotorcycleParameters): Skeleton {
  const { height } = given.motorcyclist;
  return mounted(height, mountOf(given), given.body === "scooter" ? "sitting" : "riding");
}

const HELMET_MIDDLE: Vec3 = [0, 0.02, 0.01];

/** The rider, with a helmet that covers all of the head, and a visor. */
function addRider(meshes: Meshes, given: MotorcycleParameters, detail: Detail): void {
  const skeleton = skeletonOf(given);
  const dressed: PersonParameters = { ...given.motorcyclist, pose: "riding", hair: "bald" };
  buildPerson(meshes, skeleton, dressed, { detail, grip: true });
  const { place } = headFrame(skeleton);
  const sides = { near: 14, middle: 8, far: 5 }[detail];
  const profile = [
    [0, -0.135],
    [0.085, -0.125],
    [0.118, -0.06],
    [0.125, 0.0],
    [0.128, 0.05],
    [0.11, 0.1],
    [0.07, 0.135],
    [0, 0.15],
  ] as const;
  const rings = turn(profile, sides).map((ring) =>
    ring.map(([x, y, z]) => place([x + HELMET_MIDDLE[0], y + HELMET_MIDDLE[1], z * 1.12 + HELMET_MIDDLE[2]])),
  );
  addLoft(meshes, ["paint", given.helmetColour, "head"], rings);
  if (detail === "far") return;
  const visor = [-0.03, 0.055].map((y) =>
    Array.from({ length: 9 }, (_, at): Vec3 => {
      const angle = ((Math.PI * (at - 4)) / 4) * 0.36;
      const reach = 0.134;
      return place([Math.sin(angle) * reach * 0.98, y + HELMET_MIDDLE[1], -Math.cos(angle) * reach * 1.12 + HELMET_MIDDLE[2]]);
    }),
  );
  visorStrip(meshes, visor);
}

/** Dark glass from one row of points to the one over it, left to right as seen from outside. */
function visorStrip(meshes: Meshes, [low = [], high = []]: readonly (readonly Vec3[])[]): void {
  for (let at = 1; at < low.length; at++) {
    const [a, b, c, d] = [low[at], low[at - 1], high[at - 1], high[at]];
    if (a && b && c && d) addQuad(meshes, ["glass", "#20262c", "head"], [a, b, c, d]);
  }
}

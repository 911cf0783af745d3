import { draw, drawCount } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Quaternion, Vec3 } from "../../src/recipe/spec";
import { assetInstances, type MeasuredAsset, placeAsset } from "../../src/scene/assets/measure";
import { type ModelName, modelBounds, modelCollider, models } from "../../src/scene/models";
import type { Bounds, Collider } from "../../src/scene/models/model";
import { settle } from "../../src/scene/settle";
import type { TabletopParameters, ThingName } from "./parameters";
import type { Plan, Streams } from "./plan";

const MODELS = {
  mug: "mug",
  bowl: "bowl",
  plate: "plate",
  fork: "fork",
  knife: "knife",
  spoon: "spoon",
  apple: "apple",
  banana: "banana",
  orange: "orange",
  pear: "pear",
  lemon: "lemon",
  hammer: "hammer",
  screwdriver: "screwdriver",
  wrench: "wrench",
  pliers: "pliers",
  "tape measure": "tape-measure",
} as const satisfies Record<ThingName, ModelName>;

/** Places that are tried for each thing; it takes the one where it falls least far. */
const TRIES = 24;
/** How often a thing that does not stay is dropped again. */
const AGAIN = 3;
const GAP = 0.004;
/** Things that do not stay the way up in which they are built. */
const ROLLS: ReadonlySet<string> = new Set<ThingName>(["lemon"]);
/** What falls this far below the ground of the plan is left out. */
const LOST = 0.1;

/** Something to drop, with its box and solid in its own space. */
type Loose = {
  readonly instance: InstanceSpec;
  readonly bounds: Bounds;
  readonly collider: Collider;
  /** Chooses the place where it is dropped. */
  readonly stream: Random;
  /** Chooses other places, in case it does not stay there. */
  readonly again: Random;
};

/** Something in the air, with the upright cylinder that it may turn in. */
type Aloft = {
  readonly instance: InstanceSpec;
  readonly x: number;
  readonly z: number;
  readonly radius: number;
  readonly top: number;
};

/** Objects, distractors and the user's models after they were dropped and came to rest, in this order. */
export function drop(
  plan: Plan,
  parameters: TabletopParameters,
  assets: readonly MeasuredAsset[],
  random: Streams,
): InstanceSpec[] {
  const upright = draw(parameters.upright, random("upright"));
  const objects = Array.from({ length: drawCount(parameters.objects, random("objects")) }, (_, at) => {
    const stream = random("object", at);
    const name = pick(stream, parameters.things);
    return loose(varied(MODELS[name], name, stream), stream, random("object", at, "again"));
  });
  const distractors = Array.from({ length: drawCount(parameters.distractors, random("distractors")) }, (_, at) => {
    const stream = random("distractor", at);
    return loose(varied("distractor", "distractor", stream), stream, random("distractor", at, "again"));
  });
  const imported = assetInstances(assets, random).map((thing, at): Loose => {
    const instance = placeAsset(thing, [0, 0, 0], [0, 0, 0, 1]);
    const { bounds, collider } = thing;
    return { instance, bounds, collider, stream: random("asset", at), again: random("asset", at, "again") };
  });
  return settled(plan, [...objects, ...distractors, ...imported], upright);
}

function loose(instance: InstanceSpec, stream: Random, again: Random): Loose {
  return { instance, bounds: modelBounds(instance), collider: modelCollider(instance), stream, again };
}

function varied(model: (typeof MODELS)[ThingName] | "distractor", className: string, random: Random): InstanceSpec {
  const parameters: InstanceSpec["parameters"] = models[model].vary(random);
  return { model, class: className, position: [0, 0, 0], rotation: [0, 0, 0, 1], parameters };
}

/** Turns a thing and puts it over the ground, and over everything that is below it already. */
function lift(
  { instance, bounds: { min, max } }: Loose,
  random: Random,
  plan: Plan,
  upright: number,
  below: readonly Aloft[],
): Aloft {
  const rotation = random() < upright && !ROLLS.has(instance.class) ? turned(random) : tumbled(random);
  const standing = rotation[0] === 0 && rotation[2] === 0;
  const middle = centre(min, max);
  const reach = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
  const radius = standing ? Math.hypot(max[0] - min[0], max[2] - min[2]) / 2 : reach;
  const half = standing ? (max[1] - min[1]) / 2 : reach;
  const floorAt = (x: number, z: number) =>
    Math.max(
      plan.from,
      ...below.filter((one) => Math.hypot(one.x - x, one.z - z) < one.radius + radius + GAP).map(({ top }) => top),
    );
  const spots = Array.from({ length: TRIES }, () => {
    const [x, z] = spot(plan, radius, random);
    return { x, z, y: floorAt(x, z) + GAP + half };
  });
  const best = spots.reduce((lowest, one) => (one.y < lowest.y ? one : lowest));
  const [mx, my, mz] = rotated(rotation, middle);
  const position: Vec3 = [best.x - mx, best.y - my, best.z - mz];
  return { instance: { ...instance, position, rotation }, x: best.x, z: best.z, radius, top: best.y + half };
}

function spot({ half: [x, z], round }: Plan, radius: number, random: Random): readonly [number, number] {
  if (round) {
    const [angle, distance] = [uniform(random, 0, 2 * Math.PI), Math.sqrt(random())];
    return [x * distance * Math.cos(angle), z * distance * Math.sin(angle)];
  }
  // A long thing may start with an end over the rim; it slides in.
  const within = (side: number) => uniform(random, -1, 1) * Math.max(0, side - radius * 0.7);
  return [within(x), within(z)];
}

/** Drops all, one after the other and the large ones first: a fork on a plate is more likely than a plate on a fork. What fell off or never came to rest, wherever it was dropped, is left out. */
function settled(plan: Plan, all: readonly Loose[], upright: number): InstanceSpec[] {
  const aloft: Aloft[] = [];
  const order = all.toSorted((a, b) => room(b.bounds) - room(a.bounds));
  const bodies = order.map((one) => {
    const first = lift(one, one.stream, plan, upright, aloft);
    const others = Array.from({ length: AGAIN }, () => lift(one, one.again, plan, upright, aloft));
    aloft.push(first);
    return { collider: one.collider, starts: [first, ...others].map(({ instance }) => instance) };
  });
  const supports = plan.supports.map((instance) => ({ ...instance, collider: modelCollider(instance) }));
  const poses = settle(bodies, supports, plan.ground - LOST);
  return all.flatMap((one) => {
    const pose = poses[order.indexOf(one)];
    return pose ? [{ ...one.instance, ...pose }] : [];
  });
}

function room({ min, max }: Bounds): number {
  return (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);
}

function centre(min: Bounds["min"], max: Bounds["max"]): Vec3 {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}

/** A turn about the vertical. */
function turned(random: Random): Quaternion {
  const half = uniform(random, 0, Math.PI);
  return [0, Math.sin(half), 0, Math.cos(half)];
}

/** Any rotation, all equally likely (Shoemake, Uniform Random Rotations, 1992). */
function tumbled(random: Random): Quaternion {
  const [u, a, b] = [random(), uniform(random, 0, 2 * Math.PI), uniform(random, 0, 2 * Math.PI)];
  const [s, c] = [Math.sqrt(1 - u), Math.sqrt(u)];
  return [s * Math.sin(a), s * Math.cos(a), c * Math.sin(b), c * Math.cos(b)];
}

function rotated([x, y, z, w]: Quaternion, [vx, vy, vz]: Vec3): Vec3 {
  const [tx, ty, tz] = [2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)];
  return [vx + w * tx + y * tz - z * ty, vy + w * ty + z * tx - x * tz, vz + w * tz + x * ty - y * tx];
}

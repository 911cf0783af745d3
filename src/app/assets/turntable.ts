/** Pictures of the user's files from all sides, by the same workers that render images: a turntable is a few SceneSpecs that differ in one angle. */
import { sceneParameters } from "../../../scenes/parameters";
import { createPool, type Pool } from "../../pool";
import type { AssetEntry, AssetFiles } from "../../recipe/assets";
import { parseRecipe } from "../../recipe/parse";
import type { Recipe } from "../../recipe/schema";
import type { InstanceSpec, SceneSpec, Vec3 } from "../../recipe/spec";
import { assetFiles } from "./state";

/** Pictures of one turn. */
const FRAMES = 16;
export const FRAME = { width: 192, height: 144 };

export type Turning = {
  /** Width, height and length in units of the file; of models only. */
  readonly sides?: Vec3;
  /** The pictures that are there, in order. */
  readonly frames: readonly Blob[];
};

let lent: { readonly pool: Pool; users: number; files?: AssetFiles } | undefined;

/** A worker for turntables; it ends when the last one that uses it is gone. */
function borrowPool(): AsyncDisposable & { current(): Pool } {
  lent ??= { pool: createPool({ workers: 1 }), users: 0 };
  const mine = lent;
  mine.users++;
  return {
    /** With the files as they are now. */
    current() {
      const files = assetFiles.peek();
      if (mine.files !== files) mine.pool.takeAssets(files);
      mine.files = files;
      return mine.pool;
    },
    async [Symbol.asyncDispose]() {
      if (--mine.users > 0) return;
      if (lent === mine) lent = undefined;
      await mine.pool[Symbol.asyncDispose]();
    },
  };
}

/** Resolves when everything that turned before has its pictures: a worker keeps the files of one recipe only. */
let queue: Promise<void> = Promise.resolve();

/** Turns that are complete, by the bytes of their file and what else they depend on. */
const known = new WeakMap<object, Map<string, Turning>>();

/** The pictures of a file as they are made, or at once if they were made before. */
export async function* turnsOf(
  bytes: Uint8Array,
  looks: string,
  make: (pool: Pool) => AsyncGenerator<Turning, void, undefined>,
): AsyncGenerator<Turning, void, undefined> {
  const before = known.get(bytes)?.get(looks);
  if (before) {
    yield before;
    return;
  }
  await using borrowed = borrowPool();
  const turn = queue;
  let finish = () => {};
  queue = new Promise((resolve) => {
    finish = resolve;
  });
  try {
    await turn;
    // Whoever is gone meanwhile can leave here, before there is any work.
    yield { frames: [] };
    for await (const turning of make(borrowed.current())) {
      if (turning.frames.length === FRAMES) known.set(bytes, new Map([...(known.get(bytes) ?? []), [looks, turning]]));
      yield turning;
    }
  } finally {
    finish();
  }
}

/** The worker is shared, and an abort would end it for all: whoever wants no more pictures asks for no more. */
const { signal } = new AbortController();

const plain = {
  name: "turntable",
  scene: "tabletop",
  count: 1,
  image: { ...FRAME, quality: "draft" },
  camera: { fovDegrees: 40 },
  layers: ["image"],
};

function recipeWith(more: object): Recipe {
  return parseRecipe(JSON.stringify({ ...plain, ...more }), { source: "turntable.yaml", scenes: sceneParameters });
}

/** A model that turns on the floor of a room, fitted into the picture; an animated one goes through its first clip meanwhile. Its pictures come one after the other. */
export async function* modelTurns(
  pool: Pool,
  file: string,
  upAxis: AssetEntry["upAxis"],
): AsyncGenerator<Turning, void, undefined> {
  const lamp = { lampShare: 0.5, lampKelvin: 4800, lampElevationDegrees: 50 };
  const recipe = recipeWith({
    assets: [{ file, class: "model", upAxis, count: 1 }],
    parameters: { objects: 0, distractors: 0, ...lamp },
  });
  const base = await firstSpec(pool, recipe);
  const thing = (scale: number, degrees: number, pose: Moment = {}): InstanceSpec => ({
    model: "asset",
    class: "model",
    position: [0, 0, 0],
    rotation: [0, Math.sin((degrees * Math.PI) / 360), 0, Math.cos((degrees * Math.PI) / 360)],
    parameters: { file, scale, upAxis, ...pose },
  });
  const { positions } = await pool.mesh(signal, recipe, thing(1, 0));
  const sides = sidesOf(positions);
  yield { sides, frames: [] };
  const { room, moments } = inMotion(await pool.poses(signal, recipe), sides, upAxis);
  yield* rendered(
    pool,
    recipe,
    (degrees, at) => turned(base, room, (scale) => thing(scale, degrees, moments[at % Math.max(moments.length, 1)])),
    { sides },
  );
}

/** A time of a clip, in seconds; neither for a model without clips. */
type Moment = { readonly clip?: string; readonly time?: number };
type PoseBox = Moment & { readonly bounds: { readonly min: Vec3; readonly max: Vec3 } };

/** The moments of the first clip, in order, and the sides of a box that the model fits in at all of them as well as at rest. */
export function inMotion(
  poses: readonly PoseBox[],
  rest: Vec3,
  upAxis: AssetEntry["upAxis"],
): { readonly moments: readonly Moment[]; readonly room: Vec3 } {
  const clip = poses[0]?.clip;
  if (clip === undefined) return { moments: [], room: rest };
  const first = poses.filter((pose) => pose.clip === clip);
  const sides = first.map(({ bounds: { min, max } }): Vec3 => {
    const [x, y, z] = [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
    return upAxis === "y" ? [x, y, z] : [x, z, y];
  });
  const most = (axis: 0 | 1 | 2) => Math.max(rest[axis], ...sides.map((side) => side[axis]));
  return { moments: first.map(({ time = 0 }) => ({ clip, time })), room: [most(0), most(1), most(2)] };
}

/** A panorama that turns round a few things on a table. */
export async function* panoramaTurns(pool: Pool, file: string): AsyncGenerator<Turning, void, undefined> {
  const recipe = recipeWith({
    environment: { file, rotationDegrees: 0 },
    camera: { fovDegrees: 65 },
    parameters: { objects: 5, things: ["mug", "orange", "spoon"], cameraElevationDegrees: 12, cameraDistance: 0.7 },
  });
  const base = await firstSpec(pool, recipe);
  yield* rendered(pool, recipe, (degrees) => ({ ...base, environment: { file, rotationDegrees: degrees } }), {});
}

async function firstSpec(pool: Pool, recipe: Recipe): Promise<SceneSpec> {
  for await (const { spec } of pool.samples(signal, recipe, [0])) return spec;
  throw new Error("The pool ended without a picture for the turntable");
}

async function* rendered(
  pool: Pool,
  recipe: Recipe,
  specAt: (degrees: number, at: number) => SceneSpec,
  more: Omit<Turning, "frames">,
): AsyncGenerator<Turning, void, undefined> {
  const frames: Blob[] = [];
  const specs = Array.from({ length: FRAMES }, (_, at) => specAt((360 * at) / FRAMES, at));
  for await (const { files } of pool.samples(signal, recipe, specs)) {
    if (files.image) frames.push(new Blob([files.image], { type: "image/png" }));
    yield { ...more, frames: [...frames] };
  }
}

/** The longest side of what turns, metres: small enough for any room. */
const LONGEST = 0.3;
const ELEVATION = (20 * Math.PI) / 180;

/** The room without its table, with the model in the middle of the floor and a camera that has all of it in view. */
export function turned(base: SceneSpec, sides: Vec3, thing: (scale: number) => InstanceSpec): SceneSpec {
  const scale = LONGEST / Math.max(...sides);
  const radius = (scale * Math.hypot(...sides)) / 2;
  const distance = (1.05 * radius) / Math.sin((base.camera.fovDegrees * Math.PI) / 360);
  const target: Vec3 = [0, (scale * sides[1]) / 2, 0];
  const position: Vec3 = [0, target[1] + distance * Math.sin(ELEVATION), distance * Math.cos(ELEVATION)];
  const room = base.instances.filter(({ class: name }) => name === "floor" || name === "wall");
  return {
    ...base,
    camera: { ...base.camera, position, target, rollDegrees: 0 },
    instances: [...room, thing(scale)],
  };
}

/** Width, height and length of the box round some points. */
export function sidesOf(positions: ArrayLike<number>): Vec3 {
  const side = (axis: number) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = axis; at < positions.length; at += 3) {
      low = Math.min(low, positions[at] ?? 0);
      high = Math.max(high, positions[at] ?? 0);
    }
    return Math.max(high - low, 0);
  };
  return [side(0), side(1), side(2)];
}

/** The pipeline stepped as an environment: an agent moves the camera, and sees what it would see, with labels. For active perception and reinforcement learning. */
import { add, cross, degrees, normalised, radians, scaled, subtract, turned } from "./camera/vector";
import type { Sample } from "./encode/sample";
import { RecipeError } from "./errors";
import type { Pool } from "./pool";
import type { Recipe } from "./recipe/schema";
import type { CameraSpec, SceneSpec, Vec3 } from "./recipe/spec";
import { prepare, sample } from "./sample";

/** How the camera moves in a step, in its own axes; what is left out is 0. Metres, degrees. */
export type Action = {
  readonly forwardMetres?: number;
  readonly rightMetres?: number;
  /** Along the vertical of the world. */
  readonly upMetres?: number;
  /** To the right, about the vertical of the world. */
  readonly yawDegrees?: number;
  /** Upwards; the camera stops short of straight up and down. */
  readonly pitchDegrees?: number;
  /** Change of the vertical field of view. */
  readonly zoomDegrees?: number;
};

/** What the agent gets: files as the recipe's `layers` ask for (`image` is the picture), labels as in docs/labels.md, and the whole state. */
export type Observation = {
  readonly step: number;
  /** Whether the sequence of the recipe is at its end; without a sequence the world rests, and never ends. */
  readonly isOver: boolean;
  readonly files: Sample["files"];
  readonly labels: Sample["labels"];
  readonly spec: SceneSpec;
};

export type Environment = {
  /** Another seed is another world; the same one is the same, to the byte. */
  reset(seed: number): Promise<Observation>;
  step(action: Action): Promise<Observation>;
};

const STEEPEST_DEGREES = 89;
const NARROWEST_DEGREES = 5;
const WIDEST_DEGREES = 120;

/** Opens a recipe as an environment. With a `sequence`, traffic moves on by a frame each step; the camera is the agent's alone. Throws RecipeError. */
export function openEnvironment(signal: AbortSignal, pool: Pool, recipe: Recipe): Environment {
  if (recipe.assets.length > 0 || recipe.environment || recipe.background)
    throw new RecipeError("assets: files of your own given; expected a recipe without them for an environment.");
  if (recipe.layers.some((name) => name.startsWith("flow")))
    throw new RecipeError(
      "layers: flow given; expected other layers for an environment, whose next image is the agent's choice.",
    );
  let state: { readonly recipe: Recipe; readonly camera: CameraSpec; readonly step: number } | undefined;

  const observe = async (own: Recipe, spec: SceneSpec, step: number): Promise<Observation> => {
    for await (const { files, labels } of pool.samples(signal, own, [spec]))
      return { step, isOver: own.sequence !== undefined && step + 1 >= own.sequence.frames, files, labels, spec };
    throw new Error("The pool made no sample");
  };

  return {
    async reset(seed) {
      if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
        throw new RecipeError(`reset: ${seed} given; expected a seed, a whole number from 0 to 4294967295, for example 7.`);
      const own = { ...recipe, seed };
      await prepare(own);
      const spec = resting(sample(own, 0));
      state = { recipe: own, camera: spec.camera, step: 0 };
      return observe(own, spec, 0);
    },
    async step(action) {
      if (!state) throw new RecipeError("step: no world given; expected reset(seed) before it, for example reset(7).");
      const { recipe: own, step } = state;
      if (own.sequence && step + 1 >= own.sequence.frames)
        throw new RecipeError(
          `step: the sequence ended at its frame ${step}; expected reset(seed), or more frames in the recipe.`,
        );
      const next = step + 1;
      const world = resting(sample(own, own.sequence ? next : 0));
      const camera = movedCamera(state.camera, action);
      state = { recipe: own, camera, step: next };
      return observe(own, { ...world, camera }, next);
    },
  };
}

/** A spec whose camera has nowhere to go by itself. */
function resting(spec: SceneSpec): SceneSpec {
  const { next: _, motion: __, ...camera } = spec.camera;
  return { ...spec, camera };
}

const known: readonly (keyof Action)[] = [
  "forwardMetres",
  "rightMetres",
  "upMetres",
  "yawDegrees",
  "pitchDegrees",
  "zoomDegrees",
];

/** The camera after an action: it turns first, then goes. Nothing is in its way: it goes through things. Throws RecipeError. */
export function movedCamera(camera: CameraSpec, action: Action): CameraSpec {
  for (const [name, value] of Object.entries(action))
    if (!known.some((one) => one === name) || !Number.isFinite(value))
      throw new RecipeError(
        `step: ${name}: ${value} given; expected numbers for ${known.join(", ")}, for example { "yawDegrees": 10 }.`,
      );
  const { forwardMetres = 0, rightMetres = 0, upMetres = 0, yawDegrees = 0, pitchDegrees = 0, zoomDegrees = 0 } = action;
  if (Object.values(action).every((value) => value === 0)) return camera;
  const up: Vec3 = [0, 1, 0];
  const away = subtract(camera.target, camera.position);
  // By the right-hand rule about the vertical, a turn to the right is negative.
  const yawed = turned(away, up, -radians(yawDegrees));
  const before = degrees(Math.asin(yawed[1] / Math.hypot(...yawed)));
  const after = Math.min(STEEPEST_DEGREES, Math.max(-STEEPEST_DEGREES, before + pitchDegrees));
  const side = Math.hypot(yawed[0], yawed[2]) > 0 ? normalised(cross(yawed, up)) : ([1, 0, 0] as Vec3);
  const view = turned(yawed, side, radians(after - before));
  const way = add(add(scaled(normalised(view), forwardMetres), scaled(side, rightMetres)), scaled(up, upMetres));
  const position = add(camera.position, way);
  const fovDegrees =
    zoomDegrees === 0
      ? camera.fovDegrees
      : Math.min(WIDEST_DEGREES, Math.max(NARROWEST_DEGREES, camera.fovDegrees + zoomDegrees));
  return { ...camera, position, target: add(position, view), fovDegrees };
}

import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { movedCamera, openEnvironment } from "../../src/environment";
import type { Pool } from "../../src/pool";
import { parseRecipe } from "../../src/recipe/parse";
import type { CameraSpec, SceneSpec } from "../../src/recipe/spec";

const camera: CameraSpec = {
  position: [1, 2, 3],
  target: [1, 2, -7],
  rollDegrees: 0,
  fovDegrees: 60,
  near: 0.1,
  far: 1000,
  exposureBias: 0,
};

const close = (given: readonly number[], expected: readonly number[]) => {
  for (const [at, value] of expected.entries()) expect(given[at]).toBeCloseTo(value, 9);
};

test("the camera turns to the right and upwards, then goes where it looks", () => {
  close(movedCamera(camera, { yawDegrees: 90 }).target, [11, 2, 3]);
  close(movedCamera(camera, { pitchDegrees: 90 }).target, [
    1,
    2 + 10 * Math.sin((89 * Math.PI) / 180),
    3 - 10 * Math.cos((89 * Math.PI) / 180),
  ]);
  const gone = movedCamera(camera, { yawDegrees: 90, forwardMetres: 2, rightMetres: 1, upMetres: 0.5 });
  close(gone.position, [3, 2.5, 4]);
  close(gone.target, [13, 2.5, 4]);
  expect(movedCamera(camera, { zoomDegrees: -30 }).fovDegrees).toBe(30);
  expect(movedCamera(camera, { zoomDegrees: -300 }).fovDegrees).toBe(5);
  expect(movedCamera(camera, {})).toEqual(camera);
  expect(() => movedCamera(camera, { yaw: 3 } as object)).toThrow(/step: yaw: 3 given; expected numbers for forwardMetres/);
});

/** A pool that gives back the specs that it is to render. */
function fakePool(rendered: SceneSpec[]): Pool {
  return {
    async *samples(_: AbortSignal, __: unknown, items: Iterable<SceneSpec>) {
      for (const spec of items) {
        rendered.push(spec);
        yield { index: spec.index, spec, labels: { instances: [] }, files: {} };
      }
    },
  } as unknown as Pool;
}

const recipe = (more: string) =>
  parseRecipe(`scene: street\nimage: { width: 64, height: 48, quality: draft }\n${more}`, {
    source: "a.yaml",
    scenes: sceneParameters,
  });
const { signal } = new AbortController();

test("a world rests while the agent looks around, is another with another seed, and the same with the same", async () => {
  const rendered: SceneSpec[] = [];
  const { reset, step } = openEnvironment(signal, fakePool(rendered), recipe("count: 1\n"));
  await expect(step({})).rejects.toThrow(/expected reset\(seed\) before it/);
  const first = await reset(7);
  const second = await step({ yawDegrees: 20 });
  const third = await step({ yawDegrees: -20 });
  expect([first, second, third].map(({ step: at, isOver }) => [at, isOver])).toEqual([
    [0, false],
    [1, false],
    [2, false],
  ]);
  expect(second.spec.instances).toEqual(first.spec.instances);
  expect(second.spec.camera.target).not.toEqual(first.spec.camera.target);
  close(third.spec.camera.target, first.spec.camera.target);
  expect((await reset(8)).spec.instances).not.toEqual(first.spec.instances);
  expect((await reset(7)).spec).toEqual(first.spec);
  await expect(reset(-1)).rejects.toThrow(/expected a seed/);
});

test("with a sequence traffic moves on, whatever the agent does, until it ends", async () => {
  const { reset, step } = openEnvironment(
    signal,
    fakePool([]),
    recipe("count: 2\nsequence: { frames: 2, fps: 2 }\nparameters: { movingCars: 8, viewpoint: pedestrian }\n"),
  );
  const first = await reset(3);
  const second = await step({});
  expect(second.isOver).toBe(true);
  expect(second.spec.camera).toEqual(first.spec.camera);
  expect(second.spec.instances.map(({ position }) => position)).not.toEqual(first.spec.instances.map(({ position }) => position));
  await expect(step({})).rejects.toThrow(/the sequence ended at its frame 1/);
});

import { expect, test } from "vitest";
import { inMotion, modelTurns, sidesOf, turned } from "../../src/app/assets/turntable";
import type { Pool } from "../../src/pool";
import type { InstanceSpec, SceneSpec, Vec3 } from "../../src/recipe/spec";

const thing = (scale: number): InstanceSpec => ({
  model: "asset",
  class: "model",
  position: [0, 0, 0],
  rotation: [0, 0, 0, 1],
  parameters: { file: "a.glb", scale, upAxis: "y" },
});
const piece = (name: string): InstanceSpec => ({ ...thing(1), model: name, class: name });

test.for<[name: string, sides: Vec3]>([
  ["a cube", [1, 1, 1]],
  ["a pole in millimetres", [20, 4000, 20]],
  ["a sheet of no height", [0.3, 0, 0.2]],
])("all of %s is in view from every side, and fills the picture", ([, sides]) => {
  const base = {
    camera: { position: [1, 1, 1], target: [0, 0, 0], rollDegrees: 2, fovDegrees: 40 },
    instances: [piece("table"), piece("wall"), piece("floor"), thing(1)],
  } as unknown as SceneSpec;
  const { camera, instances } = turned(base, sides, thing);
  expect(instances.map(({ class: name }) => name)).toEqual(["wall", "floor", "model"]);
  const scale = Number(instances[2]?.parameters.scale);
  expect(scale * Math.max(...sides)).toBeCloseTo(0.3);
  const distance = Math.hypot(...camera.position.map((place, axis) => place - (camera.target[axis] ?? 0)));
  const radius = (scale * Math.hypot(...sides)) / 2;
  const halfAngle = (Math.asin(radius / distance) * 180) / Math.PI;
  expect(halfAngle).toBeLessThan(20);
  expect(halfAngle).toBeGreaterThan(18);
  expect(camera.position[1]).toBeGreaterThan(0);
});

test("sides are those of the box round all points", () => {
  expect(sidesOf(new Float32Array([0, 0, 0, 2, 1, -1, 1, 5, 3]))).toEqual([2, 5, 4]);
});

test("an animated model goes through its first clip, in a room for all of it; any other stands as in its file", () => {
  const pose = (clip: string, time: number, height: number) => ({
    clip,
    time,
    bounds: { min: [-1, 0, -2] as const, max: [1, height, 2] as const },
  });
  const poses = [pose("walk", 0, 3), pose("walk", 0.5, 7), pose("jump", 0, 90)];
  expect(inMotion(poses, [1, 5, 9], "y")).toEqual({
    moments: [
      { clip: "walk", time: 0 },
      { clip: "walk", time: 0.5 },
    ],
    room: [2, 7, 9],
  });
  expect(inMotion(poses, [1, 1, 1], "z").room).toEqual([2, 4, 7]);
  expect(inMotion([{ bounds: { min: [0, 0, 0], max: [1, 1, 1] } }], [3, 3, 3], "y")).toEqual({ moments: [], room: [3, 3, 3] });
});

/** Parameters of the model in each picture of its turn, from a pool that renders nothing. */
async function turnOf(poses: readonly object[]): Promise<readonly InstanceSpec["parameters"][]> {
  const base = { camera: { fovDegrees: 40 }, instances: [piece("floor")] } as unknown as SceneSpec;
  const seen: InstanceSpec["parameters"][] = [];
  const pool = {
    async *samples(_signal: AbortSignal, _recipe: unknown, items: Iterable<number | SceneSpec>) {
      for (const item of items) {
        const spec = typeof item === "number" ? base : item;
        if (spec !== base) seen.push(spec.instances.at(-1)?.parameters ?? {});
        yield { spec, files: { image: new Uint8Array(1) } };
      }
    },
    mesh: async () => ({ positions: new Float32Array([0, 0, 0, 1, 2, 1]) }),
    poses: async () => poses,
  } as unknown as Pool;
  for await (const { sides } of modelTurns(pool, "a.glb", "y")) expect(sides).toEqual([1, 2, 1]);
  return seen;
}

test("the pictures of a turn show a still model as it is, and an animated one in its poses, over and over", async () => {
  const bounds = { min: [0, 0, 0], max: [1, 4, 1] };
  const still = await turnOf([{ bounds }]);
  expect(still).toHaveLength(16);
  expect(new Set(still.map((parameters) => JSON.stringify(parameters)))).toEqual(
    new Set([JSON.stringify({ file: "a.glb", scale: 0.15, upAxis: "y" })]),
  );
  const moving = await turnOf([0, 0.25, 0.5].map((time) => ({ clip: "walk", time, bounds })));
  expect(moving.slice(0, 4).map(({ time }) => time)).toEqual([0, 0.25, 0.5, 0]);
  expect(moving[0]).toEqual({ file: "a.glb", scale: 0.075, upAxis: "y", clip: "walk", time: 0 });
});

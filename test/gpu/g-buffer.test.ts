import { describe, expect, test } from "vitest";
import { normalsOf, positionsOf, rangesOf } from "../../src/encode/surfaces";
import { partNames } from "../../src/recipe/part-names";
import { stream } from "../../src/recipe/random";
import type { DistortionSpec, SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { models, place } from "../../src/scene/models";
import { build } from "../../src/scene/stage";
import { cuboid, floor, frameOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

async function layersOf(spec: SceneSpec) {
  using stage = build(gpu().rig, spec);
  const frame = await render(gpu(), stage, ["normals", "albedo", "parts"]);
  const { normals, albedo, parts } = frame.gBuffer ?? {};
  if (!normals || !albedo || !parts) throw new Error("a layer is missing");
  return { frame, normals, albedo, parts };
}

const random = stream(5, 0, "g-buffer");
const at = (x: number, z: number) => ({ class: "solid", position: [x, 0, z], headingDegrees: 40 }) as const;
const street = [
  place("car", models.car.vary(random), at(-1.5, -6)),
  place("person", models.person.vary(random), at(1, -4)),
  place("tree", models.tree.vary(random), at(3, -7)),
  floor(),
];

const lenses = {
  none: undefined,
  barrel: { model: "brown-conrady", k1: -0.25, k2: 0.06, p1: 0.003, p2: -0.004, k3: 0 },
  fisheye: { model: "kannala-brandt", k1: -0.02, k2: 0.005, k3: -0.003, k4: 0.0005 },
} as const satisfies Record<string, DistortionSpec | undefined>;

describe("what is drawn besides colour, ids and depth", () => {
  test.each(Object.entries(lenses))("covers the pixels of the ids, holes included, with the lens %s", async (_, distortion) => {
    const camera = { fovDegrees: distortion?.model === "kannala-brandt" ? 110 : 60, ...(distortion && { distortion }) };
    const { frame, normals, albedo, parts } = await layersOf(specOf(street, { camera }));
    for (const layer of [normals, albedo])
      expect(frame.ids.filter((id, pixel) => (layer[pixel] !== 0) !== (id !== 0))).toEqual(new Uint32Array());
    const named = new Set(frame.ids.filter((_id, pixel) => parts[pixel] !== 0));
    expect([...named].sort()).toEqual([1, 2]);
  });

  test("leaves the picture and its labels as they are", async () => {
    const spec = specOf(street, { image: { subframes: 2 } });
    const before = await frameOf(gpu(), spec);
    const { frame } = await layersOf(spec);
    const after = await frameOf(gpu(), spec);
    for (const name of ["colour", "ids", "depth"] as const) {
      expect(frame[name], name).toEqual(before[name]);
      expect(after[name], name).toEqual(before[name]);
    }
    expect(before.gBuffer).toEqual({});
  });

  test("takes no more memory from picture to picture", async () => {
    const counts: string[] = [];
    for (let round = 0; round < 5; round++) {
      await layersOf(specOf([...street, sphere(0.2, round / 4, 1, -5)]));
      counts.push(JSON.stringify(gpu().renderer.info.memory));
    }
    expect(new Set(counts.slice(1)).size, counts.join("\n")).toBe(1);
  });
});

describe("against analytic truth", () => {
  const spec = specOf([sphere(1, 0, 1, -6), floor()], {
    camera: { position: [0.3, 1.4, 0.2], target: [0, 1, -6], rollDegrees: 20 },
  });
  const centre = [0, 1, -6] as const;

  test("points lie on the surfaces, ranges are their distances, and normals stand on them", async () => {
    const { frame } = await layersOf(spec);
    const [positions, ranges] = [positionsOf(frame, spec), rangesOf(frame, spec)];
    const normals = normalsOf(frame, spec);
    let worst = 0;
    for (const [pixel, id] of frame.ids.entries()) {
      const [x = 0, y = 0, z = 0] = positions.subarray(pixel * 3, pixel * 3 + 3);
      if (id === 0) {
        expect([x, ranges[pixel]]).toEqual([Number.NaN, 0]);
        continue;
      }
      const [ex, ey, ez] = spec.camera.position;
      expect(ranges[pixel]).toBeCloseTo(Math.hypot(x - ex, y - ey, z - ez), 3);
      if (id === 2) expect(Math.abs(y)).toBeLessThan(2e-3);
      // The sphere is made of flat triangles with smooth normals.
      const outward = id === 2 ? ([0, 1, 0] as const) : ([x - centre[0], y - centre[1], z - centre[2]] as const);
      if (id === 1) expect(Math.hypot(...outward)).toBeGreaterThan(0.98);
      worst = Math.max(worst, degreesBetween(spec, normals.subarray(pixel * 3, pixel * 3 + 3), outward));
    }
    expect(worst).toBeLessThan(2);
  });

  test("the base colour is that of the part, whatever the light", async () => {
    const wall = { ...cuboid([40, 40, 0.1], 0, -20, -6), parameters: { width: 40, height: 40, length: 0.1, colour: "#3060c0" } };
    const { albedo } = await layersOf(specOf([wall]));
    const means = [0, 8, 16].map((shift) => albedo.reduce((sum, value) => sum + ((value >>> shift) & 255), 0) / albedo.length);
    for (const [channel, mean] of means.entries()) expect(Math.abs(mean - ([0x30, 0x60, 0xc0][channel] ?? 0))).toBeLessThan(12);
  });

  test("a person has its head over its torso over its legs", async () => {
    const figure = place("person", { ...models.person.vary(random), pose: "standing" }, at(0, -3));
    const { frame, parts } = await layersOf(specOf([figure]));
    const heights = new Map<string, number[]>();
    for (const [pixel, part] of parts.entries()) {
      const name = partNames[part - 1];
      if (name) heights.set(name, [...(heights.get(name) ?? []), Math.floor(pixel / frame.width)]);
    }
    const mean = (name: string) => {
      const rows = heights.get(name) ?? [];
      return rows.reduce((sum, row) => sum + row, 0) / rows.length;
    };
    expect(mean("head")).toBeLessThan(mean("torso"));
    expect(mean("torso")).toBeLessThan(mean("leg"));
    expect(mean("leg")).toBeLessThan(mean("foot"));
    expect(parts.every((part, pixel) => (part !== 0) === (frame.ids[pixel] !== 0))).toBe(true);
  });
});

/** The angle between a normal in camera axes and a direction in the world. */
function degreesBetween({ camera }: SceneSpec, normal: Float32Array, direction: readonly [number, number, number]): number {
  const unit = (vector: readonly number[]) => vector.map((value) => value / Math.hypot(...vector));
  const cross = ([a = 0, b = 0, c = 0]: number[], [d = 0, e = 0, f = 0]: number[]) => [
    b * f - c * e,
    c * d - a * f,
    a * e - b * d,
  ];
  const forward = unit(camera.target.map((value, axis) => value - (camera.position[axis] ?? 0)));
  const level = unit(cross(forward, [0, 1, 0]));
  const down = cross(forward, level);
  const [cos, sin] = [Math.cos, Math.sin].map((of) => of((camera.rollDegrees * Math.PI) / 180)) as [number, number];
  const axes = [
    level.map((value, axis) => value * cos + (down[axis] ?? 0) * sin),
    down.map((value, axis) => value * cos - (level[axis] ?? 0) * sin),
    forward,
  ];
  const [x = 0, y = 0, z = 0] = axes.map((axis) =>
    axis.reduce((sum, value, which) => sum + value * (unit(direction)[which] ?? 0), 0),
  );
  const cosine = x * (normal[0] ?? 0) + y * (normal[1] ?? 0) + z * (normal[2] ?? 0);
  return (Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
}

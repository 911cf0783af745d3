import { describe, expect, test } from "vitest";
import { projectionOf } from "../../src/camera/projection";
import type { DistortionSpec, MotionSpec, SceneSpec, Vec3 } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { cuboid, floor, frameOf, lightOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

const lenses = {
  barrel: { model: "brown-conrady", k1: -0.25, k2: 0.06, p1: 0.003, p2: -0.004, k3: 0 },
  pincushion: { model: "brown-conrady", k1: 0.2, k2: 0.05, p1: 0, p2: 0, k3: 0 },
  fisheye: { model: "kannala-brandt", k1: -0.02, k2: 0.005, k3: -0.003, k4: 0.0005 },
} as const satisfies Record<string, DistortionSpec>;

const moving: MotionSpec = {
  forwardMetresPerSecond: 3,
  rightMetresPerSecond: 0,
  upMetresPerSecond: 0,
  yawDegreesPerSecond: 200,
  pitchDegreesPerSecond: 0,
  rollDegreesPerSecond: 60,
};

const balls = [
  [0.8, -1.2, 1.4, -4],
  [0.5, 1.6, 0.6, -3],
  [0.4, -2.6, 0.7, -2],
  [0.6, 2.5, 2.4, -1],
  [0.3, 0.2, 2.2, -3],
] as const;

/** The camera looks down on balls over a floor. */
function ballsSpec(camera: Partial<SceneSpec["camera"]>, size = { width: 240, height: 180 }): SceneSpec {
  const solids = balls.map(([radius, x, y, z]) => sphere(radius, x, y, z));
  return specOf([...solids, floor()], { camera: { target: [0.1, 0.6, -1], ...camera }, image: { ...size, subframes: 1 } });
}

/** What a line of sight meets first: id and distance from its origin. */
function hit(origin: Vec3, direction: Vec3): { id: number; distance: number } {
  let found = { id: 0, distance: Infinity };
  for (const [at, [radius, x, y, z]] of balls.entries()) {
    const away = [x - origin[0], y - origin[1], z - origin[2]] as const;
    const along = away[0] * direction[0] + away[1] * direction[1] + away[2] * direction[2];
    const miss = away[0] ** 2 + away[1] ** 2 + away[2] ** 2 - along ** 2;
    const distance = along - Math.sqrt(Math.max(0, radius ** 2 - miss));
    if (miss < radius ** 2 && along > 0 && distance < found.distance) found = { id: at + 1, distance };
  }
  const down = -origin[1] / direction[1];
  const [x, z] = [origin[0] + down * direction[0], origin[2] + down * direction[2]];
  const onFloor = down > 0 && Math.abs(x) < 40 && Math.abs(z) < 40;
  return onFloor && down < found.distance ? { id: balls.length + 1, distance: down } : found;
}

/** Share of the pixels whose id is not that of what their line of sight meets, and the largest relative error of the depth. */
function errors(frame: Frame, spec: SceneSpec): { ids: number; depth: number } {
  const projection = projectionOf(spec);
  let [wrong, worst] = [0, 0];
  for (let at = 0; at < frame.ids.length; at++) {
    const line = projection.unproject([(at % frame.width) + 0.5, Math.floor(at / frame.width) + 0.5]);
    if (!line) throw new Error(`pixel ${at} shows nothing`);
    const { id, distance } = hit(line.origin, line.direction);
    if (id !== frame.ids[at]) {
      wrong++;
      continue;
    }
    // The floor is flat, a ball only nearly. Far away a small part of a pixel is a long way.
    if (id !== balls.length + 1 || distance > 8) continue;
    const point: Vec3 = [
      line.origin[0] + distance * line.direction[0],
      line.origin[1] + distance * line.direction[1],
      line.origin[2] + distance * line.direction[2],
    ];
    const expected = Math.max(0, projection.project(point)?.depthMetres ?? 0);
    worst = Math.max(worst, Math.abs((frame.depth[at] ?? 0) - expected) / Math.max(expected, 0.5));
  }
  return { ids: wrong / frame.ids.length, depth: worst };
}

describe("labels are what the line of sight of each pixel meets", () => {
  test.each<[string, Partial<SceneSpec["camera"]>]>([
    ["without a lens", {}],
    ["with the axis off the middle", { principalPoint: [0.4, 0.6] }],
    ["barrel", { distortion: lenses.barrel }],
    ["pincushion, axis off the middle", { distortion: lenses.pincushion, principalPoint: [0.55, 0.45] }],
    ["fisheye in one face", { distortion: lenses.fisheye, fovDegrees: 65 }],
    ["wide fisheye in faces of a cube", { distortion: lenses.fisheye, fovDegrees: 125 }],
  ])("%s", async (_, camera) => {
    const spec = ballsSpec(camera);
    const { ids, depth } = errors(await frameOf(gpu(), spec), spec);
    // Only on outlines, where a ball of triangles is a little smaller than a ball.
    expect(ids).toBeLessThan(0.006);
    expect(depth).toBeLessThan(0.03);
  });

  test("a fisheye that sees what is beside the camera gives no planar depth there", async () => {
    const spec = ballsSpec(
      { distortion: lenses.fisheye, fovDegrees: 150, principalPoint: [0.5, 0.5] },
      { width: 180, height: 180 },
    );
    const frame = await frameOf(gpu(), spec);
    expect(errors(frame, spec)).toMatchObject({ ids: expect.closeTo(0, 1) });
    // In the corner, 106 degrees off the axis.
    expect(frame.depth[179 * 180]).toBe(0);
  });

  test.each<[string, Partial<SceneSpec["camera"]>]>([
    ["a straight lens", {}],
    ["barrel", { distortion: lenses.barrel }],
  ])("under a rolling shutter with %s", async (_, camera) => {
    const rolling = { ...camera, rollingShutterSeconds: 0.03, motion: moving };
    const spec = ballsSpec(rolling);
    const frame = await frameOf(gpu(), spec);
    const { ids, depth } = errors(frame, spec);
    expect(ids).toBeLessThan(0.012);
    expect(depth).toBeLessThan(0.05);
    // The shutter does matter.
    const other = { ...spec, camera: { ...spec.camera, rollingShutterSeconds: 0 } };
    expect(errors(frame, other).ids).toBeGreaterThan(0.02);
  });
});

describe("edges of colours and labels", () => {
  /** A dark wall in front of a bright one, its edges slanted, without shadows. */
  function walls(camera: Partial<SceneSpec["camera"]>): SceneSpec {
    const colour = (solid: ReturnType<typeof cuboid>, hex: string) => ({
      ...solid,
      parameters: { ...solid.parameters, colour: hex },
    });
    const dark = colour(cuboid([1.6, 1.2, 0.1], 0, 0.4, -2), "#303030");
    const bright = colour(cuboid([60, 60, 0.1], 0, -30, -6), "#e0e0e0");
    return specOf([dark, bright], {
      shadowReachMetres: 0.01,
      weather: { ...specOf([]).weather, sunAzimuthDegrees: 180 },
      camera: { rollDegrees: 7, ...camera },
      image: { width: 240, height: 180, subframes: 32 },
    });
  }

  test.each<[string, Partial<SceneSpec["camera"]>]>([
    ["without a lens", {}],
    ["barrel", { distortion: lenses.barrel }],
    ["pincushion", { distortion: lenses.pincushion }],
    ["fisheye in one face", { distortion: lenses.fisheye, fovDegrees: 70 }],
    ["fisheye in faces of a cube", { distortion: lenses.fisheye, fovDegrees: 110 }],
  ])("agree within half a pixel, and within the texel that labels are read from: %s", async (_, camera) => {
    const { frame, light } = await lightOf(gpu(), walls(camera));
    const reach = 5;
    const shifts: number[] = [];
    // The rows between the upper and the lower edge.
    for (let y = 75; y < 105; y++) {
      const id = (x: number) => frame.ids[y * frame.width + x];
      for (let edge = reach + 2; edge < frame.width - reach - 2; edge++) {
        const around = Array.from({ length: 2 * reach + 2 }, (_, at) => edge - reach - 1 + at);
        const clean = around.every((x) => id(x) === id(x < edge ? edge - 1 : edge));
        if (id(edge - 1) === id(edge) || !clean) continue;
        const [left, right] = [light(edge - reach - 1, y), light(edge + reach, y)];
        const covered = around.slice(1, -1).reduce((sum, x) => sum + (light(x, y) - right) / (left - right), 0);
        shifts.push(covered - reach);
      }
    }
    expect(shifts.length).toBe(60);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean(shifts))).toBeLessThan(0.12);
    // Labels round to a whole pixel: an edge that lies anywhere in it is off by a quarter of one on average, half at most. Through a lens they are read off
    // texels of half a pixel, of which the nearest one is up to a quarter away. A hundredth or two are for the steps of 32 sub-frames.
    expect(mean(shifts.map(Math.abs))).toBeLessThan(0.28);
    expect(Math.max(...shifts.map(Math.abs))).toBeLessThan(camera.distortion ? 0.75 : 0.52);
  });
});

describe("a lens", () => {
  test("does nothing with all coefficients 0 but filter the colours", async () => {
    const none = await frameOf(gpu(), ballsSpec({}));
    const distortion = { model: "brown-conrady", k1: 0, k2: 0, p1: 0, p2: 0, k3: 0 } as const;
    const zero = await frameOf(gpu(), ballsSpec({ distortion }));
    let different = 0;
    for (let at = 0; at < none.ids.length; at++) if (none.ids[at] !== zero.ids[at]) different++;
    expect(different / none.ids.length).toBeLessThan(0.005);
  });

  test("gives the same bytes again, whatever size was rendered between", async () => {
    const spec = ballsSpec({ distortion: lenses.fisheye, fovDegrees: 110 });
    const first = await frameOf(gpu(), spec);
    await frameOf(gpu(), ballsSpec({ distortion: lenses.barrel }, { width: 90, height: 70 }));
    expect(await frameOf(gpu(), spec)).toEqual(first);
  });
});

import { describe, expect, test } from "vitest";
import { amodalOf } from "../../src/annotate/amodal";
import { silhouetteOf } from "../../src/annotate/silhouette";
import type { Optics } from "../../src/camera/pictured";
import { opticsOf } from "../../src/camera/pictured";
import { stream, uniform } from "../../src/recipe/random";
import { fakeSpec } from "./fake-frame";

const [WIDTH, HEIGHT, FOCAL] = [40, 30, 25];
const size = { width: WIDTH, height: HEIGHT };
/** Looks along +z of the world, y down: camera axes are the world's. */
const optics: Optics = {
  worldToCamera: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  near: 0.1,
  bends: undefined,
  project: ([x, y, z]) => (z > 0 ? [(FOCAL * x) / z + WIDTH / 2, (FOCAL * y) / z + HEIGHT / 2] : undefined),
  pinhole: { focal: FOCAL, centre: [WIDTH / 2, HEIGHT / 2] },
};

/** True when a ray through a pixel centre meets the triangle beyond the near plane: solved for the point on its plane. */
function isHit(triangle: ArrayLike<number>, x: number, y: number, near: number): boolean {
  const ray = [(x + 0.5 - WIDTH / 2) / FOCAL, (y + 0.5 - HEIGHT / 2) / FOCAL, 1] as const;
  const corner = (at: number) => [triangle[at * 3] ?? 0, triangle[at * 3 + 1] ?? 0, triangle[at * 3 + 2] ?? 0] as const;
  const [a, b, c] = [corner(0), corner(1), corner(2)];
  const minus = (p: readonly number[], q: readonly number[]) => [0, 1, 2].map((n) => (p[n] ?? 0) - (q[n] ?? 0));
  const cross = (p: readonly number[], q: readonly number[]) =>
    [0, 1, 2].map((n) => (p[(n + 1) % 3] ?? 0) * (q[(n + 2) % 3] ?? 0) - (p[(n + 2) % 3] ?? 0) * (q[(n + 1) % 3] ?? 0));
  const dot = (p: readonly number[], q: readonly number[]) => [0, 1, 2].reduce((sum, n) => sum + (p[n] ?? 0) * (q[n] ?? 0), 0);
  const normal = cross(minus(b, a), minus(c, a));
  const distance = dot(normal, a) / dot(normal, ray);
  if (!(distance >= near)) return false;
  const point = ray.map((value) => value * distance);
  const signs = [[a, b] as const, [b, c] as const, [c, a] as const].map(([p, q]) =>
    Math.sign(dot(cross(minus(q, p), minus(point, p)), normal)),
  );
  return signs.every((sign) => sign >= 0);
}

describe("silhouetteOf", () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    "covers what rays through the pixels hit (seed %i), also beside the picture",
    (seed) => {
      const random = stream(seed, 0, "triangles");
      const coordinate = (at: number) => (at % 3 === 2 ? uniform(random, -0.5, 3) : uniform(random, -2, 2));
      const triangles = Float32Array.from({ length: 9 * 4 }, (_, at) => coordinate(at));
      const silhouette = silhouetteOf(triangles, optics, size);
      let differing = 0;
      for (let y = -HEIGHT; y < 2 * HEIGHT; y++) {
        for (let x = -WIDTH; x < 2 * WIDTH; x++) {
          const isExpected = [0, 9, 18, 27].some((at) => isHit(triangles.subarray(at, at + 9), x, y, 0.1));
          const { left = 0, top = 0, right = 0, bottom = 0 } = silhouette?.region ?? {};
          const isIn = x >= left && x < right && y >= top && y < bottom;
          const isGiven = isIn && silhouette?.cells[(y - top) * (right - left) + x - left] === 1;
          if (isGiven !== isExpected) differing++;
        }
      }
      // Only a centre that lies on an edge to the last digit may differ.
      expect(differing).toBeLessThanOrEqual(1);
    },
  );

  test("is as tight as it can be, and nothing for what is behind the camera or between the pixels", () => {
    const square = (z: number, half: number) =>
      Float32Array.of(-half, -half, z, half, -half, z, half, half, z, -half, -half, z, half, half, z, -half, half, z);
    expect(silhouetteOf(square(2.5, 0.5), optics, size)).toEqual({
      region: { left: 15, top: 10, right: 25, bottom: 20 },
      cells: new Uint8Array(100).fill(1),
    });
    expect(silhouetteOf(square(-2.5, 0.5), optics, size)).toBeUndefined();
    expect(silhouetteOf(square(2.5, 0.01), optics, size)).toBeUndefined();
  });

  test("leans row by row under a rolling shutter, also that of a wall that goes on far beyond the picture", () => {
    // 3 m away, to the left of the middle; it goes to the right, 8 m/s.
    const [distance, speed, rollingShutterSeconds] = [3, 8, 0.03];
    const camera = {
      ...fakeSpec(0, "train").camera,
      position: [0, 0, 0],
      target: [0, 0, -1],
      rollDegrees: 0,
      rollingShutterSeconds,
    } as const;
    const image = { width: 96, height: 64, subframes: 1 };
    const corners = [[-8, -10], [0, -10], [0, 10], [-8, -10], [0, 10], [-8, 10]].flatMap(([x = 0, y = 0]) => [x, y, -distance]); // biome-ignore format: two triangles
    const velocities = Float32Array.from(corners, (_, at) => (at % 3 === 0 ? speed : 0));
    const found = silhouetteOf(Float32Array.from(corners), opticsOf({ camera, image }), image, velocities);
    if (!found) throw new Error("there is no silhouette");
    const { region, cells } = found;
    const columns = region.right - region.left;
    const focal = 32 / Math.tan((camera.fovDegrees * Math.PI) / 360);
    for (let y = 0; y < 64; y++) {
      const row = cells.subarray((y - region.top) * columns, (y - region.top + 1) * columns);
      const expected = 48 + (focal * speed * ((y + 0.5) / 64 - 0.5) * rollingShutterSeconds) / distance;
      expect(Math.abs(region.left + row.lastIndexOf(1) + 1 - expected)).toBeLessThan(0.65);
    }
  });

  test("is nearly the same in small pieces, as a lens that bends lines needs them", () => {
    const triangles = Float32Array.of(-1.2, -0.7, 2, 0.9, -0.4, 3, 0.1, 0.8, 1.5);
    const count = (bends: "lens" | undefined) =>
      silhouetteOf(triangles, { ...optics, bends, pinhole: undefined }, size)?.cells.reduce((sum, cell) => sum + cell, 0) ?? 0;
    expect(count(undefined)).toBeGreaterThan(100);
    expect(Math.abs(count("lens") - count(undefined))).toBeLessThanOrEqual(1);
  });

  test("both windings count alike", () => {
    const one = Float32Array.of(0, 0, 2, 1, 0, 2, 0, 1, 2);
    const other = Float32Array.of(0, 0, 2, 0, 1, 2, 1, 0, 2);
    expect(silhouetteOf(one, optics, size)).toEqual(silhouetteOf(other, optics, size));
  });
});

describe("amodalOf", () => {
  const frameOf = (ids: Uint32Array<ArrayBuffer>) => ({
    width: WIDTH,
    height: HEIGHT,
    ids,
    colour: new Uint8ClampedArray(),
    depth: new Float32Array(),
  });

  test("counts what is hidden and what lies beside the picture", () => {
    // Ten by ten pixels, half of them beside the picture, and of the rest the upper two rows seen.
    const silhouette = { region: { left: -5, top: 3, right: 5, bottom: 13 }, cells: new Uint8Array(100).fill(1) };
    const ids = new Uint32Array(WIDTH * HEIGHT);
    for (const y of [3, 4]) ids.fill(7, y * WIDTH, y * WIDTH + 5);
    // Behind two other things, for a part.
    ids.fill(9, 5 * WIDTH, 5 * WIDTH + 3);
    ids.fill(2, 6 * WIDTH, 6 * WIDTH + 4);
    const amodal = amodalOf(silhouette, frameOf(ids), 7, { left: 0, top: 3, right: 5, bottom: 5 });
    expect(amodal).toEqual({
      boundingBox: [-5, 3, 10, 10],
      areaPixels: 100,
      areaInFrame: 50,
      visibleFraction: 0.1,
      inFrameFraction: 0.5,
      truncation: 0.5,
      occlusionLevel: 2,
      occluders: [
        { instanceId: 2, pixels: 4 },
        { instanceId: 9, pixels: 3 },
      ],
      polygons: [[5, 3, 5, 13, 0, 13, 0, 3]],
    });
  });

  test("holds every visible pixel, also without a silhouette", () => {
    const ids = new Uint32Array(WIDTH * HEIGHT);
    ids[0] = 7;
    const amodal = amodalOf(undefined, frameOf(ids), 7, { left: 0, top: 0, right: 1, bottom: 1 });
    expect(amodal).toMatchObject({ boundingBox: [0, 0, 1, 1], areaPixels: 1, areaInFrame: 1, visibleFraction: 1 });
  });
});

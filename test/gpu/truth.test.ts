import { describe, expect, test } from "vitest";
import { measureBoxes } from "../../src/annotate/boxes";
import { stream, uniform } from "../../src/recipe/random";
import { checked } from "../../src/render/gpu";
import { brightness, countIds, cuboid, floor, focalLength, frameOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

describe("geometry against analytic truth", () => {
  test.each([
    [0.5, 4],
    [1, 6],
    [0.8, 15],
  ])("a sphere of radius %f m at %f m covers the disc that it should", async (radius, distance) => {
    const spec = specOf([sphere(radius, 0, 1, -distance)], { image: { width: 320, height: 240 } });
    const frame = await frameOf(gpu(), spec);
    const discRadius = focalLength(spec) * Math.tan(Math.asin(radius / distance));
    const area = countIds(frame).get(1) ?? 0;
    const discArea = Math.PI * discRadius ** 2;
    // Counting pixel centres in a disc errs by about the square root of its circumference.
    expect(Math.abs(area - discArea)).toBeLessThan(Math.sqrt(2 * Math.PI * discRadius) + 0.002 * discArea);
  });

  test("depth is planar: the same over a wall, and the nearest point of a sphere", async () => {
    const wall = cuboid([40, 40, 1], 0, -20, -10.5);
    const spec = specOf([wall, sphere(1, 0, 1, -6)]);
    const frame = await frameOf(gpu(), spec);
    const at = (x: number, y: number) => frame.depth[y * frame.width + x] ?? 0;
    for (const [x, y] of [
      [1, 1],
      [198, 1],
      [1, 148],
      [198, 148],
      [30, 75],
    ] as const)
      expect(at(x, y)).toBeCloseTo(10, 3);
    expect(at(100, 75)).toBeCloseTo(5, 2);
  });

  test("depth and ids are 0 where nothing is", async () => {
    const frame = await frameOf(gpu(), specOf([]));
    expect(frame.ids.every((id) => id === 0)).toBe(true);
    expect(frame.depth.every((metres) => metres === 0)).toBe(true);
  });

  test.each(Array.from({ length: 8 }, (_, at) => at))("box %i is where its corners project", async (at) => {
    const random = stream(7, at, "cuboid");
    const size = [uniform(random, 0.3, 2), uniform(random, 0.3, 2), uniform(random, 0.3, 2)] as const;
    const [x, y, z] = [uniform(random, -1.5, 1.5), uniform(random, -0.5, 0.8), uniform(random, -9, -6)];
    const spec = specOf([cuboid(size, x, y, z)]);
    const frame = await frameOf(gpu(), spec);
    const { width, height } = spec.image;
    const f = focalLength(spec);
    const corners = [-0.5, 0.5].flatMap((i) =>
      [0, 1].flatMap((j) => [-0.5, 0.5].map((k) => [x + i * size[0], y + j * size[1], z + k * size[2]] as const)),
    );
    const us = corners.map(([cx, , cz]) => width / 2 + (f * cx) / -cz);
    const vs = corners.map(([, cy, cz]) => height / 2 - (f * (cy - 1)) / -cz);
    const box = measureBoxes(frame, 1);
    const [left, top, right, bottom] = [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)];
    expect(Math.abs((box.left[1] ?? 0) - left)).toBeLessThan(1);
    expect(Math.abs((box.top[1] ?? 0) - top)).toBeLessThan(1);
    expect(Math.abs((box.right[1] ?? 0) - right)).toBeLessThan(1);
    expect(Math.abs((box.bottom[1] ?? 0) - bottom)).toBeLessThan(1);
  });
});

describe("instance ids", () => {
  test("are never blended, and with the background they fill the frame", async () => {
    const random = stream(3, 0, "crowd");
    const side = () => uniform(random, 0.1, 0.9);
    const crowd = Array.from({ length: 120 }, () =>
      cuboid([side(), side(), side()], uniform(random, -4, 4), uniform(random, -1, 3), uniform(random, -12, -3)),
    );
    // Sub-frames smooth the colour; the ids must not notice.
    const spec = specOf([...crowd, floor()], { image: { subframes: 4 } });
    const counts = countIds(await frameOf(gpu(), spec));
    for (const id of counts.keys()) expect(id).toBeLessThanOrEqual(spec.instances.length);
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(200 * 150);
    expect(counts.size).toBeGreaterThan(60);
  });

  test("do not depend on the number of sub-frames", async () => {
    const instances = [sphere(0.7, -1, 1, -5), cuboid([1, 1, 1], 1, 0.5, -5), floor()];
    const one = await frameOf(gpu(), specOf(instances));
    const eight = await frameOf(gpu(), specOf(instances, { image: { subframes: 8 } }));
    expect(eight.ids).toEqual(one.ids);
    expect(eight.depth).toEqual(one.depth);
    expect(eight.colour).not.toEqual(one.colour);
  });

  test("say which of two things is in front", async () => {
    const frame = await frameOf(gpu(), specOf([sphere(1, 0, 1, -8), sphere(0.5, 0, 1, -4)]));
    expect(frame.ids[75 * 200 + 100]).toBe(2);
  });
});

describe("shadows", () => {
  // The sun stands in the east at 45 degrees, so a ball 2 m up throws its shadow 2 m to the west of the spot below it.
  const looking = { camera: { position: [0, 6, 8], target: [0, 0, -6] } } as const;
  const spot = (x: number, z: number) => {
    const spec = specOf([], looking);
    const f = focalLength(spec);
    const forward = [0, -6 / Math.hypot(6, 14), -14 / Math.hypot(6, 14)] as const;
    const [dx, dy, dz] = [x, -6, z - 8];
    const depth = dy * forward[1] + dz * forward[2];
    const up = dy * -forward[2] + dz * forward[1];
    return [100 + (f * dx) / depth, 75 - (f * up) / depth] as const;
  };

  test("fall where the sun puts them, also in the second picture", async () => {
    for (const x of [-1, 3]) {
      const frame = await frameOf(gpu(), specOf([floor(), sphere(0.7, x, 2, -6)], looking));
      const shadow = brightness(frame, ...spot(x - 2, -6));
      const sunlit = brightness(frame, ...spot(x + 2.5, -6));
      expect(shadow).toBeLessThan(sunlit * 0.75);
    }
  });
});

describe("the same spec", () => {
  test("gives the same bytes again, whatever was rendered between", async () => {
    const spec = specOf([floor(), sphere(1, 0, 1, -6)], { image: { subframes: 2 } });
    const first = await frameOf(gpu(), spec);
    await frameOf(
      gpu(),
      specOf([cuboid([2, 2, 2], 1, 0, -7)], { weather: { ...spec.weather, sunElevationDegrees: 10, cloudCover: 1 } }),
    );
    expect(await frameOf(gpu(), spec)).toEqual(first);
  });

  test("shows all of its light: another sun gives another picture", async () => {
    const spec = specOf([floor(), sphere(1, 0, 1, -6)]);
    const morning = await frameOf(gpu(), spec);
    const evening = await frameOf(gpu(), { ...spec, weather: { ...spec.weather, sunAzimuthDegrees: 270 } });
    expect(evening.colour).not.toEqual(morning.colour);
    expect(evening.ids).toEqual(morning.ids);
  });
});

describe("errors of the GPU", () => {
  test("fail the work in which they happen", async () => {
    const { device } = gpu();
    const work = checked(gpu(), async () => device.createBuffer({ label: "test.bad", size: 16, usage: 0 }));
    await expect(work).rejects.toMatchObject({ name: "GpuError", message: expect.stringContaining("refused") });
  });
});

describe("memory", () => {
  test("stays the same from picture to picture", async () => {
    const { renderer } = gpu();
    const spec = specOf([floor(), sphere(1, 0, 1, -6)]);
    const counts: string[] = [];
    for (let at = 0; at < 6; at++) {
      await frameOf(gpu(), { ...spec, instances: [...spec.instances, sphere(0.2, at / 4, 1, -5)] });
      counts.push(JSON.stringify(renderer.info.memory));
    }
    expect(new Set(counts.slice(1)).size, counts.join("\n")).toBe(1);
  });
});

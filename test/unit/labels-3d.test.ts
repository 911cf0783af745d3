import { describe, expect, test } from "vitest";
import { box3d } from "../../src/annotate/box-3d";
import { keypointsOf } from "../../src/annotate/keypoints";
import { coveringNeighbours } from "../../src/annotate/neighbours";
import { orientedBox } from "../../src/annotate/oriented-box";
import { poseOf } from "../../src/annotate/pose";
import { product, quaternionOf, rotated, rotationMatrix } from "../../src/annotate/rotation";
import { viewOf } from "../../src/annotate/view";
import { stream, uniform } from "../../src/recipe/random";
import type { CameraSpec, InstanceSpec, Quaternion, Vec3 } from "../../src/recipe/spec";

const camera: CameraSpec = {
  position: [0, 1, 0],
  target: [0, 1, -1],
  rollDegrees: 0,
  fovDegrees: 90,
  near: 0.1,
  far: 1000,
  exposureBias: 0,
};
/** One pixel is as wide as a hundredth of the distance. */
const view = viewOf({ camera, image: { width: 300, height: 200, subframes: 1 } });
const cube = { box: { min: [-1, 0, -1], max: [1, 2, 1] } } as const;

function at(position: Vec3, rotation: Quaternion = [0, 0, 0, 1]): InstanceSpec {
  return { model: "cuboid", class: "solid", position, rotation, parameters: {} };
}

describe("rotations", () => {
  test.each(Array.from({ length: 20 }, (_, index) => index))("quaternion %i comes back from its matrix", (index) => {
    const random = stream(5, index, "quaternion");
    const four = [0, 1, 2, 3].map(() => uniform(random, -1, 1));
    // Some with a component that vanishes: half turns are where formulas break.
    if (index < 8) four[index % 4] = 0;
    if (index < 4) four[3] = 0;
    const [x = 0, y = 0, z = 0, w = 0] = four.map((value) => value / Math.hypot(...four));
    const again = quaternionOf(rotationMatrix([x, y, z, w]));
    const alike = again[0] * x + again[1] * y + again[2] * z + again[3] * w;
    expect(Math.abs(alike)).toBeCloseTo(1, 12);
    expect(again[3]).toBeGreaterThanOrEqual(0);
  });

  test("a product turns by the second one first", () => {
    const half = Math.SQRT1_2;
    const [aboutY, aboutX] = [rotationMatrix([0, half, 0, half]), rotationMatrix([half, 0, 0, half])];
    const turned = rotated(product(aboutY, aboutX), [0, 0, -1]);
    for (const [axis, value] of rotated(aboutY, rotated(aboutX, [0, 0, -1])).entries())
      expect(turned[axis]).toBeCloseTo(value, 12);
  });
});

describe("3D boxes", () => {
  test("are where the instance is, in both spaces", () => {
    const box = box3d(at([2, 0, -5]), cube, view, camera.near);
    expect(box.size).toEqual([2, 2, 2]);
    expect(box.world.centre).toEqual([2, 1, -5]);
    expect(box.camera.centre).toEqual([2, 0, 5]);
    expect(box.world.corners[0]).toEqual([1, 0, -6]);
    expect(box.world.corners[1]).toEqual([3, 0, -6]);
    expect(box.world.corners[2]).toEqual([1, 2, -6]);
    expect(box.world.corners[4]).toEqual([1, 0, -4]);
    expect(box.camera.corners[0]).toEqual([1, 1, 6]);
  });

  test("project as a camera does", () => {
    const { projectedBox, projectedCorners } = box3d(at([0, 0, -5]), cube, view, camera.near);
    expect(projectedCorners[4]?.[0]).toBeCloseTo(150 - 100 / 4, 9);
    expect(projectedCorners[4]?.[1]).toBeCloseTo(100 + 100 / 4, 9);
    for (const [index, value] of [125, 75, 50, 50].entries()) expect(projectedBox?.[index]).toBeCloseTo(value, 9);
  });

  test("are clipped at the near plane, where the camera is inside", () => {
    const { projectedBox, projectedCorners } = box3d(at([0, 0, 0.2]), cube, view, 0.5);
    expect(projectedCorners.filter((corner) => corner === null)).toHaveLength(4);
    // At the near plane the box reaches 1 m to every side: 100 / 0.5 pixels.
    for (const [index, value] of [150 - 200, 100 - 200, 400, 400].entries()) expect(projectedBox?.[index]).toBeCloseTo(value, 9);
  });

  test("have no projection behind the camera", () => {
    expect(box3d(at([0, 0, 5]), cube, view, camera.near).projectedBox).toBeNull();
  });

  test("turn with the instance", () => {
    const quarter: Quaternion = [0, Math.SQRT1_2, 0, Math.SQRT1_2];
    const { world } = box3d(at([0, 0, -5], quarter), { box: { min: [-1, 0, -3], max: [1, 2, 3] } }, view, camera.near);
    const xs = world.corners.map(([x]) => x);
    expect(Math.max(...xs)).toBeCloseTo(3, 9);
    for (const [index, value] of quarter.entries()) expect(world.rotation[index]).toBeCloseTo(value, 9);
  });
});

test("a pose takes points of the model to the camera", () => {
  const instance = at([1, 0.5, -4], [0, Math.SQRT1_2, 0, Math.SQRT1_2]);
  const { modelToCamera: m } = poseOf(instance, view);
  const point: Vec3 = [0.3, 0.7, -0.2];
  const [x, y, z] = rotated(rotationMatrix(instance.rotation), point);
  const expected = view.toCamera([x + 1, y + 0.5, z - 4]);
  for (const row of [0, 1, 2]) {
    const sum = point.reduce((total, value, axis) => total + value * (m[row * 4 + axis] ?? 0), m[row * 4 + 3] ?? 0);
    expect(sum).toBeCloseTo(expected[row] ?? Number.NaN, 12);
  }
  expect(m.slice(12)).toEqual([0, 0, 0, 1]);
});

describe("keypoints", () => {
  const [width, height] = [300, 200];
  const frame = (id: number, metres: number) => ({
    width,
    height,
    colour: new Uint8ClampedArray(0),
    ids: new Uint32Array(width * height).fill(id),
    depth: new Float32Array(width * height).fill(metres),
  });
  const point = (x: number, y: number, z: number, depth = 0.05) => ({ position: [x, y, z] as const, depth });
  const visibility = (points: ReturnType<typeof point>[], shown: ReturnType<typeof frame>) =>
    keypointsOf(at([0, 0, -5]), 1, { set: "vehicle", points }, view, shown).points.map((one) => one.visibility);

  test("are seen where the instance is and nothing of it is in front", () => {
    expect(visibility([point(0, 1, 0)], frame(1, 4.96))).toEqual([2]);
    expect(visibility([point(0, 1, 0)], frame(1, 4.9))).toEqual([1]);
    expect(visibility([point(0, 1, 0)], frame(2, 4.96))).toEqual([1]);
  });

  test("outside of the picture and behind the camera are not labelled", () => {
    expect(visibility([point(9, 1, 0), point(0, 1, 6)], frame(1, 5))).toEqual([0, 0]);
  });

  test("at the edge of the instance are seen when the nearest pixel shows it", () => {
    const shown = frame(2, 4.96);
    shown.ids[100 * width + 150] = 1;
    expect(visibility([point(0, 1, 0), point(0.08, 1, 0)], shown)).toEqual([2, 1]);
  });
});

describe("oriented boxes", () => {
  const width = 24;
  const drawn = (inside: (x: number, y: number) => boolean) =>
    Uint32Array.from({ length: width * width }, (_, index) =>
      inside((index % width) + 0.5, Math.floor(index / width) + 0.5) ? 1 : 0,
    );
  const whole = { left: 0, top: 0, right: width, bottom: width };

  test("of an upright rectangle is the rectangle", () => {
    const box = orientedBox({ width, ids: drawn((x, y) => x > 4 && x < 14 && y > 6 && y < 9) }, 1, whole);
    expect(box).toMatchObject({ centre: [9, 7.5], size: [10, 3], angleDegrees: 0 });
  });

  test("of a slanted bar lies along it", () => {
    const box = orientedBox({ width, ids: drawn((x, y) => Math.abs(x - y) < 2 && x > 3 && x < 20) }, 1, whole);
    expect(box.angleDegrees).toBeCloseTo(45, 6);
    expect(box.size[0]).toBeGreaterThan(4 * box.size[1]);
  });

  test.each(Array.from({ length: 12 }, (_, index) => index))(
    "of random pixels %i holds all of them, and no turned box is smaller",
    (index) => {
      const random = stream(9, index, "pixels");
      const ids = drawn(() => uniform(random, 0, 1) < 0.05);
      ids[0] = 1;
      const box = orientedBox({ width, ids }, 1, whole);
      const corners = [...ids.entries()].flatMap(([place, id]) => {
        const [x, y] = [place % width, Math.floor(place / width)];
        return id === 1 ? [[x, y] as const, [x + 1, y] as const, [x, y + 1] as const, [x + 1, y + 1] as const] : [];
      });
      const spanAt = (radians: number) => {
        const along = corners.map(([x, y]) => x * Math.cos(radians) + y * Math.sin(radians));
        return Math.max(...along) - Math.min(...along);
      };
      const angle = (box.angleDegrees * Math.PI) / 180;
      expect(spanAt(angle)).toBeCloseTo(box.size[0], 9);
      expect(spanAt(angle + Math.PI / 2)).toBeCloseTo(box.size[1], 9);
      for (let degrees = 0; degrees < 90; degrees += 0.5) {
        const area = spanAt((degrees * Math.PI) / 180) * spanAt((degrees * Math.PI) / 180 + Math.PI / 2);
        expect(area).toBeGreaterThanOrEqual(box.size[0] * box.size[1] - 1e-9);
      }
    },
  );
});

test("neighbours are those in front at the common edge", () => {
  const frame = {
    width: 4,
    height: 2,
    colour: new Uint8ClampedArray(0),
    ids: Uint32Array.from([1, 1, 2, 0, 1, 3, 2, 2]),
    depth: Float32Array.from([5, 5, 4, 0, 5, 6, 4, 4]),
  };
  expect(coveringNeighbours(frame, 3)).toEqual([[], [2], [], [1, 2]]);
});

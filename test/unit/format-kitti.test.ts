import { beforeAll, describe, expect, test } from "vitest";
import { cameraLabel } from "../../src/annotate/camera";
import { levelFrame } from "../../src/dataset/level-frame";
import { datasetOf, type Fake, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures, hostileNames } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);
const stems = [
  ["train", "000000"],
  ["val", "000001"],
  ["train", "000004"],
  ["train", "1234567"],
] as const;

type KittiRow = {
  readonly type: string;
  readonly truncated: number;
  readonly occluded: number;
  readonly alpha: number;
  readonly box: readonly number[];
  readonly size: readonly [height: number, width: number, length: number];
  readonly location: readonly [number, number, number];
  readonly rotationY: number;
};

/** Reads labels by the columns of the development kit's readme. */
function readLabels(text: string): KittiRow[] {
  return text
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const columns = line.split(" ");
      expect(columns).toHaveLength(15);
      const [type = "", ...rest] = columns;
      const numbers = rest.map(Number);
      expect(numbers.every(Number.isFinite)).toBe(true);
      const [
        truncated = 0,
        occluded = 0,
        alpha = 0,
        l = 0,
        t = 0,
        r = 0,
        b = 0,
        h = 0,
        w = 0,
        len = 0,
        x = 0,
        y = 0,
        z = 0,
        ry = 0,
      ] = numbers;
      return { type, truncated, occluded, alpha, box: [l, t, r, b], size: [h, w, len], location: [x, y, z], rotationY: ry };
    });
}

function readCalibration(text: string): Map<string, number[]> {
  return new Map(
    text
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [name = "", values = ""] = line.split(": ");
        return [name, values.split(" ").map(Number)];
      }),
  );
}

/** The corners of a box in the picture, as kitti_object_vis computes them: turned about y, moved, multiplied with P2. */
function corners({ size: [h, w, l], location: [x, y, z], rotationY }: KittiRow, p2: readonly number[]): [number, number][] {
  const [c, s] = [Math.cos(rotationY), Math.sin(rotationY)];
  const xs = [l, l, -l, -l, l, l, -l, -l].map((value) => value / 2);
  const ys = [0, 0, 0, 0, -h, -h, -h, -h];
  const zs = [w, -w, -w, w, w, -w, -w, w].map((value) => value / 2);
  return xs.map((own, at) => {
    const point = [c * own + s * (zs[at] ?? 0) + x, (ys[at] ?? 0) + y, -s * own + c * (zs[at] ?? 0) + z, 1];
    const [u = 0, v = 0, depth = 1] = [0, 4, 8].map((row) =>
      point.reduce((sum, value, n) => sum + value * (p2[row + n] ?? 0), 0),
    );
    return [u / depth, v / depth];
  });
}

function write(fakes: readonly Fake[] = fakePictures(classes)): Promise<Files> {
  return datasetOf(fakes, { formats: ["kitti"], layers: ["image", "instance", "semantic"], classes });
}

/** The corners of the fakes' box (0.8 x 1.6 x 2 m) in the picture, by way of world and camera. */
function trueCorners({ spec }: Fake, instanceId: number): [number, number][] {
  const { position, rotation } = spec.instances[instanceId - 1] ?? {
    position: [0, 0, 0] as const,
    rotation: [0, 0, 0, 1] as const,
  };
  const { intrinsics: k, worldToCamera: m } = cameraLabel(spec.camera, spec.image.width, spec.image.height);
  const angle = 2 * Math.atan2(rotation[1], rotation[3]);
  return [-0.4, 0.4].flatMap((x) =>
    [0, 1.6].flatMap((y) =>
      [-1, 1].map((z): [number, number] => {
        const world = [
          x * Math.cos(angle) + z * Math.sin(angle) + position[0],
          y + position[1],
          z * Math.cos(angle) - x * Math.sin(angle) + position[2],
          1,
        ];
        const [cx = 0, cy = 0, cz = 1] = [0, 4, 8].map((row) =>
          world.reduce((sum, value, n) => sum + value * (m[row + n] ?? 0), 0),
        );
        return [((k[0] ?? 0) * cx) / cz + (k[2] ?? 0), ((k[4] ?? 0) * cy) / cz + (k[5] ?? 0)];
      }),
    ),
  );
}

beforeAll(loadPngEncoder);

test("2D boxes are those of the masks, and types are KITTI's names", async () => {
  const files = await write();
  for (const [split, stem] of stems) {
    const seen = [...seenIn(decodeGrey(files.get(`masks/instance/${split}/${stem}.png`)), 64, 48).values()].sort(
      (a, b) => a.value - b.value,
    );
    const semantic = decodeGrey(files.get(`masks/semantic/${split}/${stem}.png`));
    const rows = readLabels(textOf(files, `training/label_2/${stem}.txt`));
    expect(rows.map(({ box }) => box)).toEqual(seen.map(({ box: [x, y, w, h] }) => [x, y, x + w, y + h]));
    expect(rows.map(({ type }) => type)).toEqual(
      seen.map(({ mask }) => ["Car", "Pedestrian", "traffic_light"][(semantic[mask.indexOf(1)] ?? 0) - 1]),
    );
  }
});

test("the corners of the 3D boxes fall where the things stand, although the camera is tilted and turned", async () => {
  const fakes = fakePictures(classes);
  const files = await write(fakes);
  let checked = 0;
  for (const [at, [split, stem]] of stems.entries()) {
    const fake = fakes[at];
    if (!fake) throw new Error("a fake is missing");
    const calibration = readCalibration(textOf(files, `training/calib/${stem}.txt`));
    const ids = [...seenIn(decodeGrey(files.get(`masks/instance/${split}/${stem}.png`)), 64, 48).keys()].sort((a, b) => a - b);
    for (const [n, row] of readLabels(textOf(files, `training/label_2/${stem}.txt`)).entries()) {
      const given = corners(row, calibration.get("P2") ?? []);
      for (const [u, v] of trueCorners(fake, ids[n] ?? 0)) {
        const nearest = Math.min(...given.map(([x, y]) => Math.hypot(x - u, y - v)));
        expect(nearest).toBeLessThan(0.05);
      }
      expect(row.size.map((side) => side.toFixed(3))).toEqual(["1.600", "0.800", "2.000"]);
      const expectedAlpha = row.rotationY - Math.atan2(row.location[0], row.location[2]);
      expect(Math.cos(row.alpha - expectedAlpha)).toBeCloseTo(1, 4);
      expect(Math.abs(row.alpha)).toBeLessThanOrEqual(3.15);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(15);
});

test("truncation and occlusion are shares in their ranges, and something is hidden", async () => {
  const rows = await write().then((files) =>
    stems.flatMap(([, stem]) => readLabels(textOf(files, `training/label_2/${stem}.txt`))),
  );
  expect(rows.every(({ truncated, occluded }) => truncated >= 0 && truncated <= 1 && [0, 1, 2].includes(occluded))).toBe(true);
  expect(new Set(rows.map(({ occluded }) => occluded)).size).toBeGreaterThan(1);
});

test("a calibration file has all lines in KITTI's order", async () => {
  const calibration = readCalibration(textOf(await write(), "training/calib/000000.txt"));
  expect([...calibration].map(([name, values]) => [name, values.length])).toEqual([
    ["P0", 12],
    ["P1", 12],
    ["P2", 12],
    ["P3", 12],
    ["R0_rect", 9],
    ["Tr_velo_to_cam", 12],
    ["Tr_imu_to_velo", 12],
  ]);
});

test("the lists name the images of each split", async () => {
  const files = await write();
  expect(textOf(files, "ImageSets/train.txt")).toBe("000000\n000004\n1234567\n");
  expect(textOf(files, "ImageSets/val.txt")).toBe("000001\n");
});

test("any class name is one column", async () => {
  const hostile = classesOf(hostileNames);
  const files = await datasetOf(fakePictures(hostile), { formats: ["kitti"], classes: hostile });
  for (const [, stem] of stems) expect(readLabels(textOf(files, `training/label_2/${stem}.txt`)).length).toBeGreaterThan(0);
});

describe("levelFrame", () => {
  const camera = {
    position: [1, 2, 3],
    target: [1, 2, -9],
    rollDegrees: 0,
    fovDegrees: 50,
    near: 0.1,
    far: 300,
    exposureBias: 0,
  } as const;

  test("of a camera that looks ahead has the plain camera matrix", () => {
    const label = cameraLabel(camera, 64, 48);
    const [f = 0] = label.intrinsics;
    const rounded = Math.round(f * 1e9) / 1e9;
    expect(levelFrame(label).projection).toEqual([rounded, 0, 32, 0, 0, rounded, 24, 0, 0, 0, 1, 0]);
    expect(levelFrame(label).toLevel([2, 1, -7])).toEqual([1, 1, 10]);
  });

  test("of a camera that looks straight down still projects points to where the camera sees them", () => {
    const label = cameraLabel({ ...camera, target: [1, -5, 3] }, 64, 48);
    const { projection, toLevel } = levelFrame(label);
    const point = [2, 0, 2] as const;
    const level = [...toLevel(point), 1];
    const [u = 0, v = 0, w = 1] = [0, 4, 8].map((row) =>
      level.reduce((sum, value, n) => sum + value * (projection[row + n] ?? 0), 0),
    );
    const [f = 0] = label.intrinsics;
    // Two metres below the camera, one to the east (right) and one to the north (up).
    expect(u / w).toBeCloseTo(32 + f / 2, 1);
    expect(v / w).toBeCloseTo(24 - f / 2, 1);
  });
});

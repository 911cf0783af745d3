import { PLYLoader } from "three/addons/loaders/PLYLoader.js";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { cameraLabel } from "../../src/annotate/camera";
import { datasetOf, type Files, jsonOf } from "./fake-dataset";
import { classesOf, fakePicture, hostileNames } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey, headerOf } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);
const plan = [
  [0, "train", "train_pbr/000000", 0],
  [4, "train", "train_pbr/000000", 4],
  [1007, "val", "val/000001", 7],
  [1_234_567, "train", "train_pbr/001234", 567],
] as const;
const fakes = plan.map(([index, split]) => fakePicture(index, split, classes));

const list = (length: number) => z.array(z.number()).length(length);
const cameras = z.record(
  z.string().regex(/^(0|[1-9]\d*)$/),
  z.strictObject({ cam_K: list(9), depth_scale: z.literal(1), cam_R_w2c: list(9), cam_t_w2c: list(3) }),
);
const poses = z.record(
  z.string(),
  z.array(z.strictObject({ obj_id: z.int().positive(), cam_R_m2c: list(9), cam_t_m2c: list(3) })),
);
const infos = z.record(
  z.string(),
  z.array(
    z.strictObject({
      bbox_obj: list(4),
      bbox_visib: list(4),
      px_count_all: z.int().positive(),
      px_count_valid: z.int(),
      px_count_visib: z.int().positive(),
      visib_fract: z.number().min(0).max(1),
    }),
  ),
);

function write(): Promise<Files> {
  return datasetOf(fakes, { formats: ["bop"], layers: ["image", "instance"], classes });
}

beforeAll(loadPngEncoder);

test("every image has its picture, depth, and a mask of each kind for each pose", async () => {
  const files = await write();
  for (const [, , scene, image] of plan) {
    const stem = String(image).padStart(6, "0");
    const gt = poses.parse(jsonOf(files, `${scene}/scene_gt.json`))[image] ?? [];
    expect(gt.length).toBeGreaterThan(3);
    for (const kind of ["rgb", "depth"]) expect(files.has(`${scene}/${kind}/${stem}.png`)).toBe(true);
    expect(headerOf(files.get(`${scene}/depth/${stem}.png`))).toMatchObject({ depth: 16, colourType: 0 });
    for (const kind of ["mask", "mask_visib"]) {
      const names = [...files.keys()].filter((path) => path.startsWith(`${scene}/${kind}/${stem}_`));
      expect(names).toEqual(gt.map((_, at) => `${scene}/${kind}/${stem}_${String(at).padStart(6, "0")}.png`));
    }
  }
});

test("masks, counts and boxes are those of the instance masks", async () => {
  const files = await write();
  for (const [index, split, scene, image] of plan) {
    const stem = String(image).padStart(6, "0");
    const instance = decodeGrey(files.get(`masks/instance/${split}/${String(index).padStart(6, "0")}.png`));
    const seen = [...seenIn(instance, 64, 48).values()].sort((a, b) => a.value - b.value);
    const given = infos.parse(jsonOf(files, `${scene}/scene_gt_info.json`))[image] ?? [];
    expect(given).toHaveLength(seen.length);
    for (const [at, info] of given.entries()) {
      const name = `${stem}_${String(at).padStart(6, "0")}.png`;
      const { mask = new Uint8Array(), area = 0, box: [x, y, w, h] = [0, 0, 0, 0] } = seen[at] ?? {};
      const visible = decodeGrey(files.get(`${scene}/mask_visib/${name}`));
      const whole = decodeGrey(files.get(`${scene}/mask/${name}`));
      expect(Uint8Array.from(visible, (value) => (value === 255 ? 1 : 0))).toEqual(mask);
      expect([...visible, ...whole].every((value) => value === 0 || value === 255)).toBe(true);
      expect(visible.every((value, pixel) => value <= (whole[pixel] ?? 0))).toBe(true);
      expect(info.px_count_visib).toBe(area);
      expect(info.px_count_valid).toBe(whole.filter((value) => value === 255).length);
      expect(info.px_count_all).toBeGreaterThanOrEqual(info.px_count_valid);
      expect(info.visib_fract).toBeCloseTo(area / info.px_count_all, 12);
      expect(info.bbox_visib).toEqual([x, y, w - 1, h - 1]);
      const [ox = 0, oy = 0, ow = 0, oh = 0] = info.bbox_obj;
      expect(ox <= x && oy <= y && ox + ow >= x + w - 1 && oy + oh >= y + h - 1).toBe(true);
    }
  }
});

test("corners of the models fall where the things stand, by pose and camera matrix, and by way of the world", async () => {
  const files = await write();
  const model = new PLYLoader().parse(files.get("models/obj_000001.ply")?.buffer ?? new ArrayBuffer());
  const corners = model.getAttribute("position");
  expect(corners.count).toBe(8);
  for (const [at, [, , scene, image]] of plan.entries()) {
    const fake = fakes[at];
    if (!fake) throw new Error("a fake is missing");
    const {
      cam_K: k,
      cam_R_w2c: r,
      cam_t_w2c: t,
    } = cameras.parse(jsonOf(files, `${scene}/scene_camera.json`))[image] ?? {
      cam_K: [],
      cam_R_w2c: [],
      cam_t_w2c: [],
    };
    const { intrinsics, worldToCamera: m } = cameraLabel(fake.spec.camera, 64, 48);
    expect(k).toEqual(intrinsics);
    expect([...r, ...t.map((millimetres) => millimetres / 1000)].map((value) => value.toFixed(9))).toEqual(
      [0, 1, 2, 4, 5, 6, 8, 9, 10, 3, 7, 11].map((cell) => (m[cell] ?? 0).toFixed(9)),
    );
    const ids = [...seenIn(fake.frame.ids, 64, 48).keys()].filter((id) => id > 1).sort((a, b) => a - b);
    for (const [n, pose] of (poses.parse(jsonOf(files, `${scene}/scene_gt.json`))[image] ?? []).entries()) {
      const { position = [0, 0, 0], rotation = [0, 0, 0, 1] } = fake.spec.instances[(ids[n] ?? 0) - 1] ?? {};
      const R = pose.cam_R_m2c;
      const determinant =
        (R[0] ?? 0) * ((R[4] ?? 0) * (R[8] ?? 0) - (R[5] ?? 0) * (R[7] ?? 0)) -
        (R[1] ?? 0) * ((R[3] ?? 0) * (R[8] ?? 0) - (R[5] ?? 0) * (R[6] ?? 0)) +
        (R[2] ?? 0) * ((R[3] ?? 0) * (R[7] ?? 0) - (R[4] ?? 0) * (R[6] ?? 0));
      expect(determinant).toBeCloseTo(1, 9);
      const angle = 2 * Math.atan2(rotation[1], rotation[3]);
      for (let corner = 0; corner < 8; corner++) {
        const [x, y, z3] = [corners.getX(corner), corners.getY(corner), corners.getZ(corner)];
        const inCamera = [0, 3, 6].map(
          (row, axis) => (R[row] ?? 0) * x + (R[row + 1] ?? 0) * y + (R[row + 2] ?? 0) * z3 + (pose.cam_t_m2c[axis] ?? 0),
        );
        const [mx, my, mz] = [x / 1000, y / 1000 + 0.8, z3 / 1000];
        const world = [
          mx * Math.cos(angle) + mz * Math.sin(angle) + position[0],
          my + position[1],
          mz * Math.cos(angle) - mx * Math.sin(angle) + position[2],
          1,
        ];
        const expected = [0, 4, 8].map((row) => 1000 * world.reduce((sum, value, cell) => sum + value * (m[row + cell] ?? 0), 0));
        for (const axis of [0, 1, 2]) expect(Math.abs((inCamera[axis] ?? 0) - (expected[axis] ?? 0))).toBeLessThan(0.01);
      }
    }
  }
});

test("models are numbered from 1, once for the same thing, with their sizes in millimetres", async () => {
  const files = await write();
  const modelInfo = z.record(
    z.string(),
    z.object({ diameter: z.number(), min_x: z.number(), size_x: z.number(), size_y: z.number(), size_z: z.number() }),
  );
  const all = modelInfo.parse(jsonOf(files, "models/models_info.json"));
  // The fakes differ in nothing but their class.
  expect(Object.keys(all)).toEqual(["1", "2", "3"]);
  for (const { diameter, min_x, size_x, size_y, size_z } of Object.values(all)) {
    expect(diameter).toBeCloseTo(1000 * Math.hypot(0.8, 1.6, 2), 1);
    expect([size_x, size_y, size_z, min_x].map(Math.round)).toEqual([800, 1600, 2000, -400]);
  }
  const used = plan.flatMap(([, , scene, image]) =>
    (poses.parse(jsonOf(files, `${scene}/scene_gt.json`))[image] ?? []).map(({ obj_id }) => String(obj_id)),
  );
  expect(new Set(used)).toEqual(new Set(Object.keys(all)));
  const names = z.record(z.string(), z.object({ class: z.string() })).parse(jsonOf(files, "models/names.json"));
  expect(
    Object.values(names)
      .map((entry) => entry.class)
      .sort(),
  ).toEqual(["car", "person", "traffic light"]);
});

test("any class name comes back, and none is in a path", async () => {
  const hostile = classesOf(hostileNames);
  const files = await datasetOf([fakePicture(0, "train", hostile)], { formats: ["bop"], classes: hostile });
  const names = z.record(z.string(), z.object({ class: z.string() })).parse(jsonOf(files, "models/names.json"));
  for (const { class: name } of Object.values(names)) expect(hostileNames).toContain(name);
  expect([...files.keys()].every((path) => /^[a-zA-Z0-9_.]+(\/[a-z0-9_.]+)*$/.test(path))).toBe(true);
});

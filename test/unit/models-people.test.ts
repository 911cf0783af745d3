import type { BufferGeometry } from "three";
import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import type { Skeleton } from "../../src/scene/models/bones";
import { soles } from "../../src/scene/models/feet";
import type { Detail, Part } from "../../src/scene/models/model";
import { type PersonParameters, person } from "../../src/scene/models/person";
import { pose, poses } from "../../src/scene/models/skeleton";
import { byPaint } from "./by-paint";

const seed = 11;
const drawn: PersonParameters[] = Array.from({ length: 100 }, (_, index) => person.vary(stream(seed, index, "person")));
const posed = poses.map((pose, at) => ({ ...(drawn[at] ?? drawn[0] ?? none()), pose }));
const details: readonly Detail[] = ["near", "middle", "far"];
const built = (detail: Detail) => [...drawn, ...posed].map((given) => ({ given, parts: person.build(given, detail) }));
const byDetail = { near: built("near"), middle: built("middle"), far: built("far") };
const people = byDetail.near;

/** Positions in the list of COCO keypoints. */
const coco = {
  nose: 0,
  leftEye: 1,
  leftEar: 3,
  leftShoulder: 5,
  rightShoulder: 6,
  leftElbow: 7,
  leftWrist: 9,
  leftHip: 11,
  leftKnee: 13,
  leftAnkle: 15,
};

describe(`people of seed ${seed}`, () => {
  test("drawn parameters are valid, and every skin tone is as likely as another", () => {
    for (const given of drawn) expect(person.parameters.parse(given)).toEqual(given);
    const tones = Array.from({ length: 2000 }, (_, index) => person.vary(stream(seed, index, "tone")).skin);
    const kinds = new Set(tones);
    expect(kinds.size).toBe(10);
    // 200 expected for each, standard deviation 13.
    for (const kind of kinds) {
      const count = tones.filter((tone) => tone === kind).length;
      expect(Math.abs(count - 200), kind).toBeLessThan(60);
    }
  });

  test("bounds contain every vertex, near with at most 10 cm to spare", () => {
    for (const detail of details) {
      for (const { given, parts } of byDetail[detail]) {
        const { min, max } = person.bounds(given);
        const box = extent(parts);
        for (const axis of [0, 1, 2] as const) {
          const where = `${detail}, ${JSON.stringify(given)}, axis ${axis}`;
          for (const gap of [box.min[axis] - min[axis], max[axis] - box.max[axis]]) {
            expect(gap, where).toBeGreaterThanOrEqual(-1e-3);
            if (detail === "near") expect(gap, where).toBeLessThan(0.1);
          }
        }
      }
    }
  });

  test("everybody stands on the ground, standing ones as tall as asked for", () => {
    for (const { given, parts } of Object.values(byDetail).flat()) {
      const box = extent(parts);
      // Who runs is in the air now and then.
      expect(box.min[1], given.pose).toBeGreaterThan(-0.015);
      expect(box.min[1], given.pose).toBeLessThan(given.pose === "running" ? 0.12 : 0.015);
      if (given.pose === "standing" && given.hair === "bald") expect(Math.abs(box.max[1] - given.height)).toBeLessThan(0.06);
    }
  });

  test.each([
    ["near", 3000],
    ["middle", 900],
    ["far", 220],
  ] as const)("%s: at most %i triangles of sound geometry", (detail, most) => {
    for (const { given, parts } of byDetail[detail]) {
      const triangles = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0) / 3, 0);
      expect(triangles, JSON.stringify(given)).toBeLessThanOrEqual(most);
      expect(triangles).toBeGreaterThan(most / 2);
    }
    for (const { parts } of byDetail[detail].slice(-poses.length))
      for (const { geometry } of byPaint(parts)) expectSound(geometry, detail);
  });

  test("from afar the outline is the same to a few centimetres", () => {
    for (const detail of ["middle", "far"] as const) {
      for (const [at, { given, parts }] of byDetail[detail].entries()) {
        // Telephones are left out.
        if (detail === "far" && given.pose === "phone") continue;
        const [rough, fine] = [extent(parts), extent(people[at]?.parts ?? [])];
        for (const axis of [0, 1, 2] as const) {
          const where = `${detail}, ${JSON.stringify(given)}, axis ${axis}`;
          expect(Math.abs(rough.min[axis] - fine.min[axis]), where).toBeLessThan(detail === "far" ? 0.07 : 0.03);
          expect(Math.abs(rough.max[axis] - fine.max[axis]), where).toBeLessThan(detail === "far" ? 0.07 : 0.03);
        }
      }
    }
  });

  test("keypoints lie inside the bounds", () => {
    for (const { given } of people) {
      const { min, max } = person.bounds(given);
      const points = person.keypoints(given).points.map(({ position }) => position);
      expect(points).toHaveLength(17);
      for (const point of points) {
        for (const axis of [0, 1, 2] as const) {
          expect(point[axis]).toBeGreaterThan(min[axis]);
          expect(point[axis]).toBeLessThan(max[axis]);
        }
      }
    }
  });

  test("keypoints of upright people are in anatomical order, left on the left", () => {
    for (const { given } of people.filter(({ given }) => ["standing", "phone"].includes(given.pose))) {
      const points = person.keypoints(given).points.map(({ position }) => position);
      const at = (name: keyof typeof coco, axis: 0 | 1 | 2) => points[coco[name]]?.[axis] ?? Number.NaN;
      const column = ["leftAnkle", "leftKnee", "leftHip", "leftShoulder", "nose", "leftEye"] as const;
      const heights = column.map((name) => at(name, 1));
      expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      expect(at("leftWrist", 1)).toBeLessThan(at("leftElbow", 1));
      expect(at("leftShoulder", 0)).toBeLessThan(at("rightShoulder", 0));
      expect(at("nose", 2), "the face looks to -z").toBeLessThan(at("leftEar", 2));
    }
  });

  test("bones keep their lengths in every pose and phase", () => {
    const bones = (skeleton: Skeleton) =>
      ([0, 1] as const).flatMap((side) => [
        distance(skeleton.hips[side], skeleton.knees[side]),
        distance(skeleton.knees[side], skeleton.ankles[side]),
        distance(skeleton.shoulders[side], skeleton.elbows[side]),
        distance(skeleton.elbows[side], skeleton.wrists[side]),
        distance(skeleton.pelvis, skeleton.neck),
      ]);
    const standing = bones(pose(1.75, "standing", 0));
    for (const what of poses)
      for (const phase of [0, 0.15, 0.4, 0.5, 0.7, 0.9])
        for (const [at, length] of bones(pose(1.75, what, phase)).entries())
          expect(length, `${what} ${phase}, bone ${at}`).toBeCloseTo(standing[at] ?? 0, 6);
  });

  test("the soles are on the ground in every pose, and nothing is under it", () => {
    for (const what of poses)
      for (let phase = 0; phase < 1; phase += 0.03) {
        const skeleton = pose(1.7, what, phase);
        const lowest = Math.min(
          ...([0, 1] as const).flatMap((side) => soles(skeleton.ankles[side], skeleton.feet[side], 1.7).map(([, y]) => y)),
        );
        if (what === "running") expect(Math.abs(lowest - 0.05), what).toBeLessThan(0.052);
        else expect(lowest, what).toBeCloseTo(0, 6);
        const joints = [...skeleton.knees, ...skeleton.wrists, ...skeleton.hips, skeleton.pelvis];
        for (const [, y] of joints) expect(y, what).toBeGreaterThan(0.08);
      }
  });

  test("heights, builds and hair of 500 people vary widely and evenly", () => {
    const many = Array.from({ length: 500 }, (_, index) => person.vary(stream(seed, index, "wide")));
    const heights = many.map(({ height }) => height).toSorted((a, b) => a - b);
    const at = (list: readonly number[], share: number) => list[Math.floor(share * list.length)] ?? Number.NaN;
    expect(at(heights, 0.05)).toBeLessThan(1.58);
    expect(at(heights, 0.95)).toBeGreaterThan(1.82);
    // A normal distribution with mean 1.70 m: the mean of 500 is within 2 cm nearly always.
    expect(Math.abs(heights.reduce((sum, height) => sum + height, 0) / 500 - 1.7)).toBeLessThan(0.02);
    const girths = many.map(({ girth }) => girth).toSorted((a, b) => a - b);
    expect(at(girths, 0.95) - at(girths, 0.05)).toBeGreaterThan(0.28);
    for (const of of ["hairColour", "topColour", "skin"] as const) {
      const counts = new Map<string, number>();
      for (const one of many) counts.set(one[of], (counts.get(one[of]) ?? 0) + 1);
      const expected = 500 / counts.size;
      expect(counts.size, of).toBeGreaterThanOrEqual(6);
      for (const [name, count] of counts)
        expect(Math.abs(count - expected), `${of} ${name}`).toBeLessThan(4.5 * Math.sqrt(expected));
    }
    expect(new Set(many.map(({ hair }) => hair)).size).toBeGreaterThanOrEqual(5);
  });

  test("the same parameters give the same geometry", () => {
    const numbers = (parts: readonly Part[]) =>
      parts.map(({ material, colour, geometry }) => [material, colour, [...geometry.getAttribute("position").array]]);
    const given = drawn[3] ?? none();
    for (const detail of details) expect(numbers(person.build(given, detail))).toEqual(numbers(person.build(given, detail)));
  });
});

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function none(): never {
  throw new Error("nobody was drawn");
}

function extent(parts: readonly Part[]) {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number, number];
  const max = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number, number];
  for (const { geometry } of parts) {
    const { array } = geometry.getAttribute("position");
    for (let at = 0; at < array.length; at++) {
      const axis = at % 3 === 0 ? 0 : at % 3 === 1 ? 1 : 2;
      min[axis] = Math.min(min[axis], array[at] ?? Number.NaN);
      max[axis] = Math.max(max[axis], array[at] ?? Number.NaN);
    }
  }
  return { min, max };
}

/** Finite, unit normals that agree with the winding, hardly any empty triangle. */
function expectSound(geometry: BufferGeometry, detail: Detail): void {
  const position = geometry.getAttribute("position").array;
  const normal = geometry.getAttribute("normal").array;
  const index = geometry.index?.array ?? [];
  expect([...position, ...normal, ...geometry.getAttribute("uv").array].every(Number.isFinite)).toBe(true);
  const vector = (array: ArrayLike<number>, at: number) =>
    [array[3 * at] ?? 0, array[3 * at + 1] ?? 0, array[3 * at + 2] ?? 0] as const;
  for (let at = 0; at < normal.length / 3; at++) expect(Math.hypot(...vector(normal, at))).toBeCloseTo(1, 4);
  let empty = 0;
  let against = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => vector(position, index[at + corner] ?? 0));
    if (!a || !b || !c) continue;
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
    const face = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    if (Math.hypot(...face) < 1e-9) empty++;
    const n = vector(normal, index[at] ?? 0);
    if (face[0] * n[0] + face[1] * n[1] + face[2] * n[2] < 0) against++;
  }
  expect(empty / (index.length / 3)).toBeLessThan(0.02);
  // Bent elbows and knees of three columns have normals of round ones.
  expect(against / (index.length / 3)).toBeLessThan({ near: 0.08, middle: 0.1, far: 0.25 }[detail]);
}

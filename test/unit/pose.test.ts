import { beforeAll, describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { type Box, blocks, contains } from "../../src/camera/box";
import { poseOf } from "../../src/camera/pose";
import { subtract } from "../../src/camera/vector";
import { parseRecipe } from "../../src/recipe/parse";
import type { Recipe } from "../../src/recipe/schema";
import type { SceneSpec, Vec3 } from "../../src/recipe/spec";
import { prepare, sample } from "../../src/sample";
import { obstacles } from "../../src/scene/obstacles";

/** Small worlds, so that layouts are quick; a radius that fits each of them, and one that does not fit its room. */
const worlds = [
  ["street", "{}", 6],
  ["aerial", "{}", 40],
  ["shelf", "{ viewpoint: front }", 1.2],
  ["tabletop", "{ support: table, objects: 3 }", 0.7],
  ["warehouse", "{}", 4],
] as const;

function read(scene: string, parameters: string, pose: string): Recipe {
  const text = `scene: ${scene}\nseed: 3\nparameters: ${parameters}\ncamera: { pose: ${pose} }`;
  return parseRecipe(text, { source: "a.yaml", scenes: sceneParameters });
}

function surroundingsOf({ instances, classes }: SceneSpec) {
  return obstacles(instances, classes, []);
}

function expectFree(spec: SceneSpec): void {
  const { room, boxes } = surroundingsOf(spec);
  const { position } = spec.camera;
  expect(position[1]).toBeGreaterThan(0);
  if (room) expect(contains(room, position)).toBe(true);
  expect(boxes.filter((box) => contains(box, position))).toEqual([]);
}

function radiusOf({ camera }: SceneSpec): number {
  return Math.hypot(...subtract(camera.position, camera.target));
}

describe.each(worlds)("in the scene %s", (scene, parameters, radius) => {
  beforeAll(() => prepare(read(scene, parameters, "{}")));

  test("an orbit is on its sphere, over the ground, in the room, outside of things, and changes nothing else", () => {
    const orbit = `{ orbit: { radiusMetres: { uniform: [${radius}, ${1.2 * radius}] } } }`;
    for (const index of [0, 1]) {
      const spec = sample(read(scene, parameters, orbit), index);
      const own = sample(read(scene, parameters, "{}"), index);
      expect(spec.camera.target).toEqual(own.camera.target);
      expect(radiusOf(spec)).toBeGreaterThan(radius - 1e-5);
      expect(radiusOf(spec)).toBeLessThan(1.2 * radius + 1e-5);
      expect({ ...spec, camera: 0, shadowReachMetres: 0 }).toEqual({ ...own, camera: 0, shadowReachMetres: 0 });
      expectFree(spec);
    }
  });

  test("a point to look from is kept, and aims at a thing", () => {
    const target = sample(read(scene, parameters, "{}"), 0).camera.target;
    const [x, y, z] = sample(read(scene, parameters, `{ orbit: { radiusMetres: ${radius} } }`), 0).camera.position;
    const text = `{ lookAt: { position: { x: ${x}, y: ${y}, z: ${z} }, instance: { choose: nearest } }, rollDegrees: 7 }`;
    const spec = sample(read(scene, parameters, text), 0);
    expect(spec.camera.position).toEqual([x, y, z]);
    expect(spec.camera.rollDegrees).toBe(7);
    const near = (centre: Vec3) => Math.hypot(...subtract(centre, target));
    const things = surroundingsOf(spec).boxes.filter((box) => box.class !== undefined);
    const nearest = Math.min(...things.map(({ centre }) => near(centre)));
    expect(near(spec.camera.target)).toBeCloseTo(nearest, 4);
  });
});

describe("on the street", () => {
  const [scene, parameters] = ["street", "{ movingCars: 8 }"];

  test("angles are those of the recipe, clockwise from the front of the thing", () => {
    const text = "{ orbit: { radiusMetres: 7, azimuthDegrees: 90, elevationDegrees: 30, instance: { class: car } } }";
    const spec = sample(read(scene, parameters, text), 1);
    const { position, target } = spec.camera;
    const cars = surroundingsOf(spec).boxes.filter((box) => box.class === "car");
    const car = cars.find(({ centre }) => Math.hypot(...subtract(centre, target)) < 1e-4);
    if (!car) throw new Error("the camera looks at no car");
    expect(position[1] - target[1]).toBeCloseTo(7 * Math.sin(Math.PI / 6), 4);
    // 90 degrees clockwise from its front is its right side, +x of the model.
    const away = subtract(position, target);
    const level = Math.hypot(away[0], away[2]);
    expect((away[0] * car.axes[0][0] + away[2] * car.axes[0][2]) / level).toBeCloseTo(1, 4);
  });

  test("without an instance the azimuth is a compass direction", () => {
    const text =
      "{ orbit: { radiusMetres: 9, azimuthDegrees: 90, elevationDegrees: 80, target: { x: 0, y: 1, z: { uniform: [-12, -4] } } } }";
    const { position, target } = sample(read(scene, parameters, text), 0).camera;
    expect(target[2]).toBeGreaterThan(-12.001);
    expect(target[2]).toBeLessThan(-3.999);
    expect(position[0] - target[0]).toBeCloseTo(9 * Math.cos((80 * Math.PI) / 180), 4);
    expect(position[2]).toBeCloseTo(target[2], 4);
  });

  test("a changed radius leaves the angles as they were", () => {
    const direction = (radius: number) =>
      poseOf(sample(read(scene, parameters, `{ orbit: { radiusMetres: ${radius}, elevationDegrees: 80 } }`), 4).camera).forward;
    for (const [at, value] of direction(30).entries()) expect(value).toBeCloseTo(direction(31)[at] ?? Number.NaN, 5);
  });

  test("changes come after an orbit", () => {
    const [plain, turned] = ["", ", yawDegrees: 20"].map(
      (more) => sample(read(scene, parameters, `{ orbit: { radiusMetres: 30, elevationDegrees: 60 }${more} }`), 0).camera,
    );
    expect(turned?.position).toEqual(plain?.position);
    expect(turned?.target).not.toEqual(plain?.target);
  });

  test.each([
    ["{ lookAt: { position: { x: 0, y: -3, z: 0 } } }", /camera\.pose\.lookAt: none of 200 places .* \(200 under the ground\)/],
    ["{ orbit: { radiusMetres: 5, instance: { class: cra } } }", /camera\.pose\.orbit\.instance\.class: "cra" given; .* car/],
  ])("%s is refused", (pose, message) => {
    expect(() => sample(read(scene, parameters, pose), 0)).toThrow(message);
  });

  test.each([
    ["{ orbit: { radiusMetres: 5 }, lookAt: { position: { x: 0, y: 3, z: 0 } } }", /orbit or lookAt, not both/],
    ["{ orbit: { radiusMetres: 5 }, distanceMetres: 4 }", /no distanceMetres beside orbit/],
    ["{ orbit: { radiusMetres: 5, target: { x: 0, y: 1, z: 0 }, instance: {} } }", /a target or an instance, not both/],
    ["{ orbit: { elevationDegrees: 5 } }", /radiusMetres/],
  ])("%s is not understood", (pose, message) => {
    expect(() => read(scene, parameters, pose)).toThrow(message);
  });
});

test("an orbit of goods stays before their shelf and outside of all others, with no shelf in between", () => {
  for (const viewpoint of ["front", "aisle"]) {
    const recipe = read(
      "shelf",
      `{ viewpoint: ${viewpoint}, bays: 2 }`,
      "{ orbit: { radiusMetres: { uniform: [0.4, 3] }, instance: { choose: random } } }",
    );
    for (let index = 0; index < 5; index++) {
      const spec = sample(recipe, index);
      expectFree(spec);
      const { position, target } = spec.camera;
      const shelves = surroundingsOf(spec).boxes.filter((box) => box.opensToFront);
      expect(shelves.length).toBeGreaterThanOrEqual(viewpoint === "front" ? 2 : 4);
      const around = shelves.filter((box) => contains(box, target, 0.01));
      expect(around.length, `${viewpoint} ${index}`).toBeGreaterThan(0);
      // The front of a shelf is its own -z.
      const before = around.filter(({ axes: [, , back] }) =>
        back.every((share, at) => Math.abs(share) < 0.5 || share * ((position[at] ?? 0) - (target[at] ?? 0)) < 0),
      );
      expect(before.length, `${viewpoint} ${index}`).toBeGreaterThan(0);
      for (const box of shelves)
        if (!around.includes(box)) expect(blocks(box, position, target), `${viewpoint} ${index}`).toBe(false);
    }
  }
});

test("a camera that would only see the back of a shelf is refused", () => {
  const text = "{ orbit: { radiusMetres: 1, azimuthDegrees: 180, elevationDegrees: 5, instance: { class: bottle } } }";
  expect(() =>
    sample(read("shelf", "{ viewpoint: aisle, category: drinks, fallenShare: 0, misplacedShare: 0 }", text), 0),
  ).toThrow(/not in front of the shelf/);
});

test("a camera that only fits outside of the hall is refused", () => {
  const text = "{ orbit: { radiusMetres: 300, elevationDegrees: 10 } }";
  expect(() => sample(read("warehouse", "{}", text), 0)).toThrow(/\(.*200 outside of the room\)/);
});

describe("a box", () => {
  const diagonal = Math.SQRT1_2;
  const box: Box = {
    centre: [1, 2, 3],
    axes: [
      [diagonal, 0, -diagonal],
      [0, 1, 0],
      [diagonal, 0, diagonal],
    ],
    half: [1, 2, 3],
  };

  test("holds what lies within its own axes", () => {
    expect(contains(box, [1 + 2 * diagonal, 2, 3 + 2 * diagonal])).toBe(true);
    expect(contains(box, [1 + 2 * diagonal, 2, 3 - 2 * diagonal])).toBe(false);
    expect(contains(box, [1, 4.1, 3])).toBe(false);
    expect(contains(box, [1, 4.1, 3], 0.2)).toBe(true);
  });

  test("blocks the ways that pass through it, and not those that end before it", () => {
    expect(blocks(box, [1, 9, 3], [1, -9, 3])).toBe(true);
    expect(blocks(box, [1, 9, 3], [1, 4.5, 3])).toBe(false);
    expect(blocks(box, [4, 9, 3], [4, -9, 3])).toBe(false);
    expect(blocks(box, [-5, 2, 3], [9, 2, 3])).toBe(true);
  });
});

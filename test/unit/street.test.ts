import { beforeAll, describe, expect, it } from "vitest";
import { streetParameters } from "../../scenes/street/parameters";
import { street } from "../../scenes/street/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import type { Bounds } from "../../src/scene/models/model";

const INDICES = 200;
const KERB = 0.12;
const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};

type Layout = ReturnType<typeof street.layout>;
type Point = readonly [x: number, z: number];
type Thing = { readonly instance: InstanceSpec; readonly bounds: Bounds };

function layout(index: number, given: object = {}): Layout {
  const parameters = streetParameters.parse(given);
  return street.layout({ parameters, weather, aspect: 16 / 9, random: (...purpose) => stream(11, index, ...purpose) });
}

/** Moves a point of the world into the model's own space by the inverse of the instance's quaternion (turns about y only). */
function toLocal([x, z]: Point, { position, rotation: [qx, qy, qz, qw] }: InstanceSpec): Point {
  if (qx !== 0 || qz !== 0) throw new Error("only turns about y are expected");
  const angle = -2 * Math.atan2(qy, qw);
  const [dx, dz] = [x - position[0], z - position[2]];
  return [dx * Math.cos(angle) + dz * Math.sin(angle), -dx * Math.sin(angle) + dz * Math.cos(angle)];
}

function covers({ instance, bounds }: Thing, point: Point): boolean {
  const [x, z] = toLocal(point, instance);
  return x > bounds.min[0] && x < bounds.max[0] && z > bounds.min[2] && z < bounds.max[2];
}

/** A grid of points of the world that lie on the instance's rectangle. */
function samples({ instance, bounds: { min, max } }: Thing): Point[] {
  const angle = 2 * Math.atan2(instance.rotation[1], instance.rotation[3]);
  return [0, 0.25, 0.5, 0.75, 1].flatMap((u) =>
    [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].map((v): Point => {
      const [x, z] = [min[0] + u * (max[0] - min[0]), min[2] + v * (max[2] - min[2])];
      return [
        instance.position[0] + x * Math.cos(angle) + z * Math.sin(angle),
        instance.position[2] - x * Math.sin(angle) + z * Math.cos(angle),
      ];
    }),
  );
}

/** Heading of the instance's front, degrees clockwise from north (-z). */
function heading({ rotation }: InstanceSpec): number {
  return ((((-2 * Math.atan2(rotation[1], rotation[3]) * 180) / Math.PI) % 360) + 360) % 360;
}

const MOUNTED = new Set(["traffic light", "traffic sign"]);
const thingNames = new Set(street.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
const withBounds = (instance: InstanceSpec): Thing => ({ instance, bounds: modelBounds(instance) });
const standing = ({ instances }: Layout) =>
  instances.filter((one) => thingNames.has(one.class) && !MOUNTED.has(one.class)).map(withBounds);
const ofClass = ({ instances }: Layout, name: string) => instances.filter((one) => one.class === name);

describe(`street, ${INDICES} layouts`, () => {
  let layouts: readonly Layout[] = [];
  beforeAll(() => {
    layouts = Array.from({ length: INDICES }, (_, index) => layout(index));
  }, 60_000);

  it("has no two things, poles or houses on the same ground", () => {
    const clashes: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const solid = [
        ...standing(one),
        ...one.instances.filter(({ model }) => model === "pole" || model === "wall").map(withBounds),
      ];
      for (const [at, a] of solid.entries()) {
        const points = samples(a);
        for (const [other, b] of solid.entries()) {
          if (
            at === other ||
            Math.hypot(a.instance.position[0] - b.instance.position[0], a.instance.position[2] - b.instance.position[2]) > 7
          )
            continue;
          if (points.some((point) => covers(b, point))) clashes.push(`${index}: ${a.instance.class} in ${b.instance.class}`);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it("keeps everybody out of the houses' walls", () => {
    const clashes: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const houses = ofClass(one, "building").map((instance): Thing => {
        const { depth = 0, width = 0 } = instance.parameters as { depth?: number; width?: number };
        return { instance, bounds: { min: [-width / 2, 0, -depth / 2], max: [width / 2, 1, depth / 2] } };
      });
      for (const thing of standing(one)) {
        if (houses.some((house) => samples(thing).some((point) => covers(house, point))))
          clashes.push(`${index}: ${thing.instance.class}`);
      }
    }
    expect(clashes).toEqual([]);
  });

  it("stands everything on the road or on the sidewalk, inside it", () => {
    for (const one of layouts) {
      const road = ofClass(one, "road").map(withBounds)[0];
      const walks = ofClass(one, "sidewalk")
        .filter(({ model }) => model === "sidewalk")
        .map(withBounds);
      if (!road) throw new Error("no road");
      for (const thing of standing(one)) {
        const { position } = thing.instance;
        const ground = covers(road, [position[0], position[2]]) ? 0 : KERB;
        expect(position[1] + thing.bounds.min[1], thing.instance.class).toBeCloseTo(ground, 2);
        if (ground === KERB) expect(walks.some((walk) => covers(walk, [position[0], position[2]]))).toBe(true);
      }
    }
  });

  it("hangs every sign and traffic light on a post", () => {
    for (const one of layouts) {
      const posts = one.instances.filter(({ model }) => model === "pole");
      for (const { position } of one.instances.filter((instance) => MOUNTED.has(instance.class))) {
        const post = posts.find(({ position: foot }) => Math.hypot(foot[0] - position[0], foot[2] - position[2]) < 0.3);
        const top = (post?.position[1] ?? 0) + Number(post?.parameters.height ?? 0);
        expect(position[1]).toBeLessThan(top);
        expect(position[1]).toBeGreaterThan(2);
      }
    }
  });

  it("drives on the right, along the road, inside the lanes", () => {
    for (const one of layouts) {
      const { width = 0 } = ofClass(one, "road")[0]?.parameters as { width?: number };
      for (const car of ofClass(one, "car")) {
        const expected = car.position[0] > 0 ? 0 : 180;
        const off = Math.abs(((heading(car) - expected + 540) % 360) - 180);
        expect(off).toBeLessThan(3);
        for (const [x] of samples(withBounds(car))) {
          expect(Math.sign(x)).toBe(Math.sign(car.position[0]));
          expect(Math.abs(x)).toBeLessThan(width);
        }
      }
    }
  });

  it("leaves 4 m free in front of the camera", () => {
    for (const { viewpoint, instances } of layouts) {
      const [x, , z] = viewpoint.position;
      const [dx, dz] = [viewpoint.target[0] - x, viewpoint.target[2] - z];
      const length = Math.hypot(dx, dz);
      const solid = instances.filter(
        ({ class: name }) => thingNames.has(name) || name === "pole" || name === "vegetation" || name === "wall",
      );
      for (const thing of solid.map(withBounds)) {
        for (let step = -0.4; step <= 4; step += 0.1) {
          expect(covers(thing, [x + (dx / length) * step, z + (dz / length) * step]), thing.instance.class).toBe(false);
        }
      }
    }
  });

  it("shows many classes of things in front of the camera", () => {
    const seen = (one: Layout) =>
      new Set(one.instances.filter(({ position }) => position[2] < -3 && position[2] > -60).map((instance) => instance.class));
    const counts = layouts.map((one) => [...seen(one)].filter((name) => thingNames.has(name)).length);
    expect(counts.filter((count) => count >= 5).length).toBeGreaterThan(INDICES * 0.8);
    for (const name of thingNames)
      expect(layouts.filter((one) => seen(one).has(name)).length, name).toBeGreaterThan(INDICES * 0.1);
  });

  it("is plain JSON, and the same twice", () => {
    const twice = layouts.slice(0, 5).map((_, index) => layout(index));
    expect(JSON.parse(JSON.stringify(twice))).toEqual(layouts.slice(0, 5));
  });
});

describe("named streams", () => {
  const ranges = [0, 1, 2, 3, 4];

  it("leaves cars and furniture where they are when there are more people", () => {
    for (const index of ranges) {
      const rest = (pedestrians: number) => layout(index, { pedestrians }).instances.filter((one) => one.class !== "person");
      expect(rest(0)).toEqual(rest(12));
      expect(ofClass(layout(index, { pedestrians: 12 }), "person").length).toBeGreaterThan(3);
    }
  });

  it("keeps the first cars when there are more of them", () => {
    for (const index of ranges) {
      const cars = (movingCars: number) => ofClass(layout(index, { movingCars }), "car");
      expect(cars(8).slice(0, cars(3).length)).toEqual(cars(3));
    }
  });

  it("leaves the houses when the weather of trees changes", () => {
    for (const index of ranges) {
      expect(ofClass(layout(index, { treeSpacing: 8 }), "building")).toEqual(
        ofClass(layout(index, { treeSpacing: 30 }), "building"),
      );
    }
  });
});

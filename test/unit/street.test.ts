import { beforeAll, describe, expect, it } from "vitest";
import { streetParameters } from "../../scenes/street/parameters";
import { street } from "../../scenes/street/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import type { Bounds } from "../../src/scene/models/model";
import { worldSpecs } from "./world-specs";

const INDICES = worldSpecs(40);
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
/** An instance with its box, and the turn of its quaternion (about y only). */
type Thing = { readonly instance: InstanceSpec; readonly bounds: Bounds; readonly cos: number; readonly sin: number };

function layout(index: number, given: object = {}): Layout {
  const parameters = streetParameters.parse(given);
  return street.layout({ parameters, weather, aspect: 16 / 9, random: (...purpose) => stream(11, index, ...purpose) });
}

function withBounds(instance: InstanceSpec, bounds = modelBounds(instance)): Thing {
  const [x, y, z, w] = instance.rotation;
  if (x !== 0 || z !== 0) throw new Error("only turns about y are expected");
  const angle = 2 * Math.atan2(y, w);
  return { instance, bounds, cos: Math.cos(angle), sin: Math.sin(angle) };
}

function covers({ instance: { position }, bounds: { min, max }, cos, sin }: Thing, [worldX, worldZ]: Point): boolean {
  const [dx, dz] = [worldX - position[0], worldZ - position[2]];
  const [x, z] = [dx * cos - dz * sin, dx * sin + dz * cos];
  return x > min[0] && x < max[0] && z > min[2] && z < max[2];
}

/** A grid of points of the world that lie on the instance's rectangle. */
function samples({ instance: { position }, bounds: { min, max }, cos, sin }: Thing): Point[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((u) =>
    [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].map((v): Point => {
      const [x, z] = [min[0] + u * (max[0] - min[0]), min[2] + v * (max[2] - min[2])];
      return [position[0] + x * cos + z * sin, position[2] - x * sin + z * cos];
    }),
  );
}

/** Heading of the instance's front, degrees clockwise from north (-z). */
function heading({ rotation }: InstanceSpec): number {
  return ((((-2 * Math.atan2(rotation[1], rotation[3]) * 180) / Math.PI) % 360) + 360) % 360;
}

function distance(a: Thing, b: Thing): number {
  return Math.hypot(a.instance.position[0] - b.instance.position[0], a.instance.position[2] - b.instance.position[2]);
}

const MOUNTED = new Set(["traffic light", "traffic sign"]);
const thingNames = new Set(street.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
const standingIn = ({ instances }: Layout) =>
  instances.filter((one) => thingNames.has(one.class) && !MOUNTED.has(one.class)).map((instance) => withBounds(instance));
const ofClass = ({ instances }: Layout, name: string) => instances.filter((one) => one.class === name);

describe(`street, ${INDICES} layouts`, () => {
  let layouts: readonly Layout[] = [];
  let things: readonly (readonly Thing[])[] = [];
  beforeAll(() => {
    layouts = Array.from({ length: INDICES }, (_, index) => layout(index));
    things = layouts.map(standingIn);
  }, 600_000);

  it("has no two things, poles or houses on the same ground", () => {
    const clashes: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const solid = [
        ...(things[index] ?? []),
        ...one.instances.filter(({ model }) => model === "pole" || model === "wall").map((instance) => withBounds(instance)),
      ];
      for (const [at, a] of solid.entries()) {
        const points = samples(a);
        for (const [other, b] of solid.entries()) {
          if (at !== other && distance(a, b) < 7 && points.some((point) => covers(b, point)))
            clashes.push(`${index}: ${a.instance.class} in ${b.instance.class}`);
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
        return withBounds(instance, { min: [-width / 2, 0, -depth / 2], max: [width / 2, 1, depth / 2] });
      });
      for (const thing of things[index] ?? []) {
        const points = samples(thing);
        if (houses.some((house) => distance(house, thing) < 30 && points.some((point) => covers(house, point))))
          clashes.push(`${index}: ${thing.instance.class}`);
      }
    }
    expect(clashes).toEqual([]);
  });

  it("stands everything on the road or on the sidewalk, inside it", () => {
    const wrong: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const road = ofClass(one, "road").map((instance) => withBounds(instance))[0];
      const walks = ofClass(one, "sidewalk")
        .filter(({ model }) => model === "sidewalk")
        .map((instance) => withBounds(instance));
      if (!road) throw new Error("no road");
      for (const thing of things[index] ?? []) {
        const { position } = thing.instance;
        const ground = covers(road, [position[0], position[2]]) ? 0 : KERB;
        const level = position[1] + thing.bounds.min[1];
        const held = ground === 0 || walks.some((walk) => covers(walk, [position[0], position[2]]));
        if (Math.abs(level - ground) > 0.005 || !held) wrong.push(`${index}: ${thing.instance.class} at ${position}`);
      }
    }
    expect(wrong).toEqual([]);
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

  it("turns cars with the traffic, on the right half of the road", () => {
    const wrong: string[] = [];
    for (const [index, some] of things.entries()) {
      for (const car of some.filter(({ instance }) => instance.class === "car")) {
        const east = car.instance.position[0] > 0;
        const off = Math.abs(((heading(car.instance) - (east ? 0 : 180) + 540) % 360) - 180);
        if (off > 3 || samples(car).some(([x]) => x > 0 !== east))
          wrong.push(`${index}: ${car.instance.position}, off by ${off}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("leaves 4 m free in front of the camera", () => {
    const wrong: string[] = [];
    const solidClasses = new Set([...thingNames, "pole", "vegetation", "wall"]);
    for (const [index, { viewpoint, instances }] of layouts.entries()) {
      const [x, , z] = viewpoint.position;
      const [dx, dz] = [viewpoint.target[0] - x, viewpoint.target[2] - z];
      const length = Math.hypot(dx, dz);
      const ahead = Array.from(
        { length: 45 },
        (_, at): Point => [x + (dx / length) * (at / 10 - 0.4), z + (dz / length) * (at / 10 - 0.4)],
      );
      const near = instances.filter(
        (one) => solidClasses.has(one.class) && Math.hypot(one.position[0] - x, one.position[2] - z) < 15,
      );
      for (const thing of near.map((instance) => withBounds(instance))) {
        if (ahead.some((point) => covers(thing, point))) wrong.push(`${index}: ${thing.instance.class}`);
      }
    }
    expect(wrong).toEqual([]);
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

it("keeps moving cars and their mirrors inside lanes of 3.2 m, with a gap of a metre between them", () => {
  for (let index = 0; index < 40; index++) {
    const cars = ofClass(layout(index, { laneWidth: 3.2, parking: "none", movingCars: 12 }), "car").map((instance) =>
      withBounds(instance),
    );
    expect(cars.length).toBeGreaterThan(5);
    for (const east of [true, false]) {
      const lane = cars.filter(({ instance }) => instance.position[0] > 0 === east).map((car) => samples(car));
      expect(lane.flat().every(([x]) => Math.abs(x) < 3.2)).toBe(true);
      const spans = lane.map((points) => points.map(([, z]) => z)).map((zs) => [Math.min(...zs), Math.max(...zs)] as const);
      const sorted = spans.sort((a, b) => a[0] - b[0]);
      for (const [at, [start]] of sorted.slice(1).entries()) expect(start - (sorted[at]?.[1] ?? 0)).toBeGreaterThan(1);
    }
  }
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

  it("leaves the houses when the trees change", () => {
    for (const index of ranges) {
      expect(ofClass(layout(index, { treeSpacing: 8 }), "building")).toEqual(
        ofClass(layout(index, { treeSpacing: 30 }), "building"),
      );
    }
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { warehouseParameters } from "../../scenes/warehouse/parameters";
import { warehouse } from "../../scenes/warehouse/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import { worldSpecs } from "./world-specs";

const INDICES = worldSpecs(40);
/** Layouts whose goods are checked one by one. */
const CLOSELY = worldSpecs(20);
const PALLET = 0.144;
const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};

type Layout = ReturnType<typeof warehouse.layout>;
type Point = readonly [x: number, z: number];
/** The rectangle of an instance on the floor; front and right are unit vectors. */
type Thing = {
  readonly instance: InstanceSpec;
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly cos: number;
  readonly sin: number;
};

function layout(index: number, given: object = {}): Layout {
  const parameters = warehouseParameters.parse(given);
  return warehouse.layout({ parameters, weather, aspect: 4 / 3, random: (...purpose) => stream(23, index, ...purpose) });
}

function thingOf(instance: InstanceSpec): Thing {
  const angle = 2 * Math.atan2(instance.rotation[1], instance.rotation[3]);
  return { instance, ...modelBounds(instance), cos: Math.cos(angle), sin: Math.sin(angle) };
}

function covers({ instance: { position }, min, max, cos, sin }: Thing, [worldX, worldZ]: Point): boolean {
  const [dx, dz] = [worldX - position[0], worldZ - position[2]];
  const [x, z] = [dx * cos - dz * sin, dx * sin + dz * cos];
  return x > (min[0] ?? 0) && x < (max[0] ?? 0) && z > (min[2] ?? 0) && z < (max[2] ?? 0);
}

/** A grid of points of the floor under an instance. */
function samples({ instance: { position }, min, max, cos, sin }: Thing): Point[] {
  const between = (axis: 0 | 2, share: number) => (min[axis] ?? 0) + share * ((max[axis] ?? 0) - (min[axis] ?? 0));
  return [0, 0.25, 0.5, 0.75, 1].flatMap((u) =>
    [0, 0.2, 0.4, 0.6, 0.8, 1].map((v): Point => {
      const [x, z] = [between(0, u), between(2, v)];
      return [position[0] + x * cos + z * sin, position[2] - x * sin + z * cos];
    }),
  );
}

const numberOf = (instance: InstanceSpec, name: string) => Number(instance.parameters[name]);
const ofClass = ({ instances }: Layout, ...names: string[]) => instances.filter((one) => names.includes(one.class));
const apart = (a: InstanceSpec, b: InstanceSpec) => Math.hypot(a.position[0] - b.position[0], a.position[2] - b.position[2]);
const thingNames = warehouse.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name);

/** All that stands on the floor itself: no drivers, no second pallets. */
function onFloor(one: Layout): InstanceSpec[] {
  return ofClass(one, "person", "forklift", "pallet jack", "traffic cone", "bin", "pallet").filter(
    ({ position }) => position[1] === 0,
  );
}

describe(`warehouse, ${INDICES} layouts`, () => {
  let layouts: readonly Layout[] = [];
  beforeAll(() => {
    layouts = Array.from({ length: INDICES }, (_, index) => layout(index));
  }, 600_000);

  it("has no two things on the same floor", () => {
    const clashes: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const all = onFloor(one).map(thingOf);
      const loose = all.filter(({ instance }) => instance.class !== "pallet");
      for (const a of loose) {
        const points = samples(a);
        for (const b of all) {
          if (a !== b && apart(a.instance, b.instance) < 5 && points.some((point) => covers(b, point)))
            clashes.push(`${index}: ${a.instance.class} in ${b.instance.class}`);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it("keeps everybody out of the racks and inside the walls", () => {
    const wrong: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const racks = ofClass(one, "rack").map(thingOf);
      const walls = ofClass(one, "wall").map(thingOf)[0];
      if (!walls) throw new Error("no walls");
      for (const thing of onFloor(one).map(thingOf)) {
        const points = samples(thing);
        if (points.some((point) => !covers(walls, point))) wrong.push(`${index}: ${thing.instance.class} in a wall`);
        if (thing.instance.class !== "pallet" && racks.some((rack) => points.some((point) => covers(rack, point))))
          wrong.push(`${index}: ${thing.instance.class} in a rack`);
      }
      const { position } = one.viewpoint;
      if (!covers(walls, [position[0], position[2]]) || position[1] > (walls.max[1] ?? 0) - 0.5) wrong.push(`${index}: camera`);
    }
    expect(wrong).toEqual([]);
  });

  it("lets nothing float: goods stand on pallets, pallets on the floor, on beams, on goods or on forks", () => {
    const floating: string[] = [];
    for (const [index, one] of layouts.slice(0, CLOSELY).entries()) {
      const pallets = ofClass(one, "pallet");
      const goods = ofClass(one, "pallet load", "box");
      const trucks = ofClass(one, "forklift");
      const beams = ofClass(one, "rack").flatMap(({ parameters }) => parameters.beams);
      const tops = columnsOf([
        ...pallets.map((pallet) => ({ at: pallet, top: pallet.position[1] + PALLET })),
        ...goods.map((some) => ({ at: some, top: some.position[1] + numberOf(some, "height") })),
      ]);
      const held = (some: InstanceSpec, reach: number, slack: number) =>
        nearTo(tops, some).some(({ at, top }) => Math.abs(top - some.position[1]) < slack && apart(at, some) < reach);
      for (const some of goods) if (!held(some, 0.75, 0.004)) floating.push(`${index}: ${some.class} at ${some.position}`);
      for (const pallet of pallets) {
        const level = pallet.position[1];
        const carried = trucks.some((truck) => {
          const gap = level + 0.1 - (numberOf(truck, "lift") + 0.04);
          return Math.abs(gap) < 0.001 && Math.abs(apart(truck, pallet) - 1.675) < 0.01;
        });
        if (level !== 0 && !beams.includes(level) && !carried && !held(pallet, 0.1, 0.004))
          floating.push(`${index}: pallet at ${pallet.position}`);
      }
    }
    expect(floating).toEqual([]);
  });

  it("leaves air between the goods in a rack and the beams over them", () => {
    const tight: InstanceSpec[] = [];
    for (const one of layouts.slice(0, CLOSELY)) {
      const beams = [ofClass(one, "rack")[0]?.parameters.beams].flat().map(Number);
      const inRacks = ofClass(one, "pallet load", "box").filter(({ position }) => position[2] < 0);
      const trucks = ofClass(one, "forklift");
      for (const some of inRacks.filter((candidate) => trucks.every((truck) => apart(truck, candidate) > 2.6))) {
        const above = beams.find((beam) => beam > some.position[1]) ?? Infinity;
        if (some.position[1] + numberOf(some, "height") > above - 0.13) tight.push(some);
      }
    }
    expect(tight).toEqual([]);
  });

  it("leaves 2 m free in front of a camera near the floor", () => {
    const wrong: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const [x, y, z] = one.viewpoint.position;
      if (y > 2.4) continue;
      const [dx, dz] = [one.viewpoint.target[0] - x, one.viewpoint.target[2] - z];
      const length = Math.hypot(dx, dz);
      const ahead = Array.from({ length: 24 }, (_, at): Point => [x + (dx / length) * (at / 10), z + (dz / length) * (at / 10)]);
      for (const thing of onFloor(one).map(thingOf))
        if (ahead.some((point) => covers(thing, point))) wrong.push(`${index}: ${thing.instance.class}`);
    }
    expect(wrong).toEqual([]);
  });

  it("labels boxes one by one only near the camera", () => {
    for (const { viewpoint, instances } of layouts) {
      const far = instances.filter(({ class: name, position }) => {
        const [dx, dy, dz] = [0, 1, 2].map((axis) => (position[axis] ?? 0) - (viewpoint.position[axis] ?? 0));
        return name === "box" && Math.hypot(dx ?? 0, dy ?? 0, dz ?? 0) > 13.5;
      });
      expect(far).toEqual([]);
    }
  });

  it("has every class of things in many pictures", () => {
    for (const name of thingNames)
      expect(layouts.filter((one) => ofClass(one, name).length > 0).length, name).toBeGreaterThan(INDICES * 0.4);
  });

  it("is plain JSON, and the same twice", () => {
    const twice = layouts.slice(0, 3).map((_, index) => layout(index));
    expect(JSON.parse(JSON.stringify(twice))).toEqual(layouts.slice(0, 3));
  });
});

describe("named streams", () => {
  it("leaves goods, forklifts and their drivers where they are when there are more people", () => {
    for (const index of [0, 1, 2]) {
      const rest = (workers: number) => layout(index, { workers }).instances;
      const more = new Set(rest(12).map((one) => JSON.stringify(one)));
      expect(rest(0).every((one) => more.has(JSON.stringify(one)))).toBe(true);
      expect(rest(12).length).toBeGreaterThan(rest(0).length + 3);
    }
  });

  it("dresses nobody or everybody in a vest", () => {
    const vests = (vestShare: number) =>
      ofClass(layout(3, { vestShare, workers: 10 }), "person").map(({ parameters }) => parameters.top === "vest");
    expect(vests(0)).not.toContain(true);
    expect(vests(1)).not.toContain(false);
    expect(vests(1).length).toBeGreaterThan(5);
  });
});

type Top = { readonly at: InstanceSpec; readonly top: number };

/** Tops by squares of two metres. */
function columnsOf(tops: readonly Top[]): Map<string, Top[]> {
  const columns = new Map<string, Top[]>();
  for (const top of tops) {
    const key = square(top.at.position[0], top.at.position[2]);
    const known = columns.get(key);
    if (known) known.push(top);
    else columns.set(key, [top]);
  }
  return columns;
}

function nearTo(columns: Map<string, Top[]>, { position: [x, , z] }: InstanceSpec): Top[] {
  const shifts = [-1, 0, 1];
  const keys = new Set(shifts.flatMap((dx) => shifts.map((dz) => square(x + dx, z + dz))));
  return [...keys].flatMap((key) => columns.get(key) ?? []);
}

function square(x: number, z: number): string {
  return `${Math.floor(x / 2)} ${Math.floor(z / 2)}`;
}

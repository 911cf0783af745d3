import { beforeAll, describe, expect, it } from "vitest";
import { aerialParameters } from "../../scenes/aerial/parameters";
import { aerial } from "../../scenes/aerial/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import { worldSpecs } from "./world-specs";

const INDICES = worldSpecs(30);
const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};

type Layout = ReturnType<typeof aerial.layout>;
type Point = readonly [x: number, z: number];
/** What an instance covers, with the turn of its quaternion (about y only). */
type Thing = { readonly instance: InstanceSpec; readonly corners: readonly Point[]; readonly covers: (point: Point) => boolean };

function layout(index: number, given: object = {}): Layout {
  const parameters = aerialParameters.parse(given);
  return aerial.layout({ parameters, weather, aspect: 4 / 3, random: (...purpose) => stream(11, index, ...purpose) });
}

function thing(instance: InstanceSpec, shrink = 0): Thing {
  const [x, y, z, w] = instance.rotation;
  if (x !== 0 || z !== 0) throw new Error("only turns about y are expected");
  const angle = 2 * Math.atan2(y, w);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const { min, max } = modelBounds(instance);
  const [x0, x1, z0, z1] = [min[0] + shrink, max[0] - shrink, min[2] + shrink, max[2] - shrink];
  const at = (u: number, v: number): Point => {
    const [dx, dz] = [x0 + u * (x1 - x0), z0 + v * (z1 - z0)];
    return [instance.position[0] + dx * cos + dz * sin, instance.position[2] - dx * sin + dz * cos];
  };
  return {
    instance,
    corners: [0, 0.25, 0.5, 0.75, 1].flatMap((u) => [0, 0.25, 0.5, 0.75, 1].map((v) => at(u, v))),
    covers([worldX, worldZ]) {
      const [dx, dz] = [worldX - instance.position[0], worldZ - instance.position[2]];
      const [localX, localZ] = [dx * cos - dz * sin, dx * sin + dz * cos];
      return localX > x0 && localX < x1 && localZ > z0 && localZ < z1;
    },
  };
}

const apart = (a: Thing, b: Thing) =>
  Math.hypot(a.instance.position[0] - b.instance.position[0], a.instance.position[2] - b.instance.position[2]);
const thingNames = new Set(aerial.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));
const VEHICLES = new Set(["car", "truck", "bus"]);

describe(`aerial, ${INDICES} layouts`, () => {
  let layouts: readonly Layout[] = [];
  beforeAll(() => {
    layouts = Array.from({ length: INDICES }, (_, index) => layout(index));
  }, 600_000);

  it("has no two things on the same ground", () => {
    const clashes: string[] = [];
    // Houses of a row touch, and the bounds of a roof reach over its neighbour by its eaves.
    for (const [index, { instances }] of layouts.slice(0, 60).entries()) {
      const solid = instances
        .filter((one) => thingNames.has(one.class))
        .map((instance) => thing(instance, instance.model === "building" ? 0.8 : 0));
      for (const [at, a] of solid.entries()) {
        for (const b of solid.slice(at + 1)) {
          const near = apart(a, b) < (a.instance.class === "building" || b.instance.class === "building" ? 60 : 14);
          if (near && (a.corners.some(b.covers) || b.corners.some(a.covers)))
            clashes.push(`${index}: ${a.instance.class} in ${b.instance.class} at ${a.instance.position}`);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it("keeps vehicles on roads inside their half of it, turned with the traffic", () => {
    const wrong: string[] = [];
    for (const [index, { instances }] of layouts.entries()) {
      const roads = instances.filter(({ class: name }) => name === "road").map((road) => thing(road));
      for (const vehicle of instances.filter(({ class: name, position }) => VEHICLES.has(name) && position[1] === 0)) {
        const on = roads.filter(({ covers }) => covers([vehicle.position[0], vehicle.position[2]]));
        const [x, , z] = vehicle.position;
        const turn = 2 * Math.atan2(vehicle.rotation[1], vehicle.rotation[3]);
        // Along an axis: the heading wavers by a degree.
        const ahead: Point = [Math.round(-Math.sin(turn)), Math.round(-Math.cos(turn))];
        const right: Point = [-ahead[1], ahead[0]];
        const fits = on.some(({ instance }) => {
          const off = (x - instance.position[0]) * right[0] + (z - instance.position[2]) * right[1];
          return off > 0.8 && off < modelBounds(instance).max[0] - 0.8;
        });
        if (!fits) wrong.push(`${index}: ${vehicle.class} at ${vehicle.position}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("covers the ground below and around the middle of the picture with streets or blocks", () => {
    const open: string[] = [];
    for (const [index, { instances, viewpoint }] of layouts.entries()) {
      const flat = instances
        .filter(({ model, position }) => ["ground", "road", "walkway"].includes(model) && position[1] > -0.2)
        .map((instance) => thing(instance));
      const [x, , z] = viewpoint.target;
      for (const point of [
        [x, z],
        [x + 6, z + 4],
        [x - 5, z + 6],
        [x + 5, z - 7],
      ] as const) {
        if (!flat.some(({ covers }) => covers(point))) open.push(`${index}: ${point}`);
      }
    }
    expect(open).toEqual([]);
  });

  it("hangs the camera over all roofs, at the altitude and pitch that were asked for", () => {
    for (const index of [0, 1, 2, 3]) {
      const { viewpoint, instances } = layout(index, { altitude: 25, pitch: 50 });
      const [x, y, z] = viewpoint.position;
      expect(y).toBe(25);
      const away = Math.hypot(viewpoint.target[0] - x, viewpoint.target[2] - z);
      expect((Math.atan2(y, away) * 180) / Math.PI).toBeCloseTo(50, 6);
      const under = instances.filter((one) => thing(one).covers([x, z]));
      for (const one of under) expect(one.position[1] + modelBounds(one).max[1]).toBeLessThan(y - 1.5);
    }
  });

  it("has every class in some picture, and not too many instances", () => {
    const counts = layouts.map(({ instances }) => instances.length);
    expect(Math.max(...counts)).toBeLessThan(900);
    for (const name of thingNames) {
      const shown = layouts.filter(({ instances }) => instances.some((one) => one.class === name)).length;
      expect(shown, name).toBeGreaterThan(INDICES * 0.1);
    }
  });

  it("gives every model parameters that it accepts", () => {
    for (const { instances } of layouts) for (const instance of instances) expect(() => modelBounds(instance)).not.toThrow();
  });

  it("is plain JSON, and the same twice", () => {
    const twice = [0, 1, 2].map((index) => layout(index));
    expect(JSON.parse(JSON.stringify(twice))).toEqual(layouts.slice(0, 3));
  });
});

it("leaves everything else where it is when there are more people", () => {
  for (const index of [0, 1, 2, 3]) {
    const rest = (pedestrians: number) => layout(index, { pedestrians }).instances.filter((one) => one.class !== "person");
    expect(rest(0)).toEqual(rest(20));
  }
});

it("fills parking lots to the share that was asked for", () => {
  const cars = (parkedShare: number) =>
    layout(2, { area: "parking", parkedShare, vehicles: 0, pitch: 90, altitude: 100 }).instances.filter(
      ({ model }) => model === "car",
    ).length;
  expect(cars(0)).toBe(0);
  expect(cars(1)).toBeGreaterThan(60);
  expect(Math.abs(cars(0.5) / cars(1) - 0.5)).toBeLessThan(0.2);
});

import { Box3, Matrix4, Quaternion, Vector3 } from "three";
import { beforeAll, describe, expect, it } from "vitest";
import { shelfParameters } from "../../scenes/shelf/parameters";
import { shelf } from "../../scenes/shelf/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import { worldSpecs } from "./world-specs";

const INDICES = worldSpecs(60);
/** Print stands out of its package, and its bounds by less than this, metres. */
const PRINT = 0.0035;
const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};

type Layout = ReturnType<typeof shelf.layout>;
type Thing = { readonly instance: InstanceSpec; readonly box: Box3 };

const GOODS = new Set(["bottle", "can", "carton", "bag"]);

function layout(index: number, given: object = {}): Layout {
  const parameters = shelfParameters.parse(given);
  return shelf.layout({ parameters, weather, aspect: 4 / 3, random: (...purpose) => stream(11, index, ...purpose) });
}

/** The corners of an instance in the world. */
function boxOf(instance: InstanceSpec): Box3 {
  const { min, max } = modelBounds(instance);
  const place = new Matrix4().compose(
    new Vector3(...instance.position),
    new Quaternion(...instance.rotation),
    new Vector3(1, 1, 1),
  );
  return new Box3(new Vector3(...min), new Vector3(...max)).applyMatrix4(place);
}

/** Round things fill less than the box round their turned box: take the middle of it with their true width. */
function solid(instance: InstanceSpec): Thing {
  const box = boxOf(instance);
  const { radius, kind } = instance.parameters as { radius?: number; kind?: string };
  const upright = Math.abs(instance.rotation[0]) + Math.abs(instance.rotation[2]) === 0;
  if (radius !== undefined && kind !== "detergent" && upright) {
    const [x, , z] = instance.position;
    box.min.set(x - radius, box.min.y, z - radius);
    box.max.set(x + radius, box.max.y, z + radius);
  } else {
    box.expandByVector(new Vector3(-PRINT, 0, -PRINT));
  }
  return { instance, box };
}

const goodsOf = ({ instances }: Layout) => instances.filter((one) => GOODS.has(one.class));
const unitsOf = ({ instances }: Layout) => instances.filter(({ model }) => model === "shelf-unit");

describe(`shelf, ${INDICES} layouts`, () => {
  let layouts: readonly Layout[] = [];
  beforeAll(() => {
    layouts = Array.from({ length: INDICES }, (_, index) =>
      layout(index, index % 2 ? { gapShare: 0.3, fallenShare: 0.1, misplacedShare: 0.1 } : {}),
    );
  }, 600_000);

  it("has no two goods in the same place", () => {
    const clashes: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const things = goodsOf(one).map(solid);
      things.sort((a, b) => a.box.min.x - b.box.min.x);
      for (const [at, a] of things.entries()) {
        for (let other = at + 1; other < things.length; other++) {
          const b = things[other];
          if (!b || b.box.min.x >= a.box.max.x) break;
          const overlap = b.box.clone().intersect(a.box).getSize(new Vector3());
          if (!b.box.intersectsBox(a.box)) continue;
          if (Math.min(overlap.x, overlap.y, overlap.z) > 0.001)
            clashes.push(
              `${index}: ${a.instance.class} in ${b.instance.class} at ${a.instance.position}, ${b.instance.position}: ${overlap.toArray()}`,
            );
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it("stands every item on a board or on another item, inside its shelf", () => {
    const wrong: string[] = [];
    for (const [index, one] of layouts.entries()) {
      const units = unitsOf(one).map((instance) => ({
        box: boxOf(instance),
        boards: (instance.parameters as { boards: number[] }).boards,
      }));
      const things = goodsOf(one).map((instance) => ({ instance, box: boxOf(instance) }));
      for (const { instance, box } of things) {
        const unit = units.find(({ box: shelfBox }) => shelfBox.containsPoint(box.getCenter(new Vector3())));
        if (!unit) {
          wrong.push(`${index}: ${instance.class} outside at ${instance.position}`);
          continue;
        }
        const onBoard = unit.boards.some((up) => Math.abs(up - box.min.y) < 0.004);
        const onAnother = things.some(
          ({ instance: lower, box: under }) =>
            lower !== instance &&
            Math.abs(under.max.y - box.min.y) < 1e-3 &&
            under.clone().expandByScalar(1e-3).intersectsBox(box),
        );
        if (!onBoard && !onAnother) wrong.push(`${index}: ${instance.class} floats at ${instance.position}`);
        const through = unit.boards.some((up) => up - 0.028 > box.min.y && up - 0.028 < box.max.y - 0.001);
        if (through) wrong.push(`${index}: ${instance.class} through a board at ${instance.position}`);
        const { min, max } = unit.box;
        if (box.min.x < min.x - PRINT || box.max.x > max.x + PRINT || box.min.z < min.z - PRINT || box.max.z > max.z + PRINT)
          wrong.push(`${index}: ${instance.class} sticks out at ${instance.position}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("keeps the camera in the room and out of the shelves, with goods before it", () => {
    for (const one of layouts) {
      const camera = new Vector3(...one.viewpoint.position);
      for (const unit of unitsOf(one)) expect(boxOf(unit).containsPoint(camera)).toBe(false);
      const walls = one.instances.find(({ class: name }) => name === "wall");
      if (!walls) throw new Error("no walls");
      expect(boxOf(walls).containsPoint(camera), `${one.viewpoint.position}`).toBe(true);
      const forward = new Vector3(...one.viewpoint.target).sub(camera).normalize();
      const ahead = goodsOf(one).filter(({ position }) => new Vector3(...position).sub(camera).normalize().dot(forward) > 0.85);
      expect(ahead.length).toBeGreaterThan(8);
    }
  });

  it("shows every class", () => {
    for (const { name } of shelf.classes.filter((one) => one.name !== "background")) {
      const share = layouts.filter(({ instances }) => instances.some((one) => one.class === name)).length / INDICES;
      expect(share, name).toBeGreaterThan(0.2);
    }
  });

  it("is plain JSON, and the same twice", () => {
    expect(JSON.parse(JSON.stringify(layout(3)))).toEqual(layout(3));
  });
});

describe("the shares", () => {
  const tidy = { viewpoint: "front", gapShare: 0, misplacedShare: 0, fallenShare: 0, frontedShare: 1, depthRows: 1 };
  const count = (given: object) => Array.from({ length: 8 }, (_, index) => goodsOf(layout(index, { ...tidy, ...given }))).flat();

  it("sells out as many places as asked", () => {
    const full = count({}).length;
    const left = count({ gapShare: 0.5 }).length / full;
    expect(left).toBeGreaterThan(0.4);
    expect(left).toBeLessThan(0.6);
    expect(count({ gapShare: 1 }).length).toBe(0);
  });

  it("lays nobody down unless asked", () => {
    const lying = (given: object) =>
      count(given).filter(({ rotation }) => Math.abs(rotation[0]) + Math.abs(rotation[2]) > 0).length;
    expect(lying({})).toBe(0);
    expect(lying({ fallenShare: 0.2 })).toBeGreaterThan(20);
  });

  it("leaves the shelves and the goods of other bays when one quantity changes", () => {
    for (const index of [0, 1, 2]) {
      const kept = (kelvin: number) => layout(index, { lampKelvin: kelvin }).instances;
      expect(kept(3000)).toEqual(kept(6000));
      expect(unitsOf(layout(index, { ...tidy, gapShare: 0 }))).toEqual(unitsOf(layout(index, { ...tidy, gapShare: 0.9 })));
    }
  });
});

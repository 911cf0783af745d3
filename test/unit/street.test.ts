import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sceneParameters } from "../../scenes/parameters";
import { eventNames } from "../../scenes/street/events";
import { planStreet } from "../../scenes/street/layouts";
import { streetParameters } from "../../scenes/street/parameters";
import type { Plan } from "../../scenes/street/plan";
import { street } from "../../scenes/street/scene";
import { parseRecipe } from "../../src/recipe/parse";
import { sample } from "../../src/sample";
import { type Region, regionSchema } from "../../src/scene/models/region";
import { besidePath, onPath, pathLength } from "../../src/scene/path";
import {
  type Box,
  boxOf,
  corners,
  depthOf,
  groundOf,
  kinds,
  type Layout,
  layoutOf,
  type Point,
  SEED,
  streams,
  type Walk,
  walksOf,
} from "./street-world";
import { worldSpecs } from "./world-specs";

/** Specs looked at, over all layouts: quick here, and 200 with `npm run test:worlds`. */
const SPECS = worldSpecs(16);
const HOOK_TIMEOUT = 600_000;

/** Hung on posts that stand; their ground is the posts'. */
const MOUNTED = new Set(["traffic light", "traffic sign"]);
/** Level ground and paint. */
const SURFACES = new Set(["ground", "road", "markings", "sidewalk", "plot", "island", "grate"]);
const VEHICLES = new Set(["car", "truck", "bus", "motorcycle"]);
const thingNames = new Set(street.classes.filter(({ kind }) => kind === "thing").map(({ name }) => name));

type Case = { readonly name: string; readonly layout: Layout; readonly plan: Plan; readonly solids: readonly Box[] };

const planOf = (index: number, given: object) => planStreet(streetParameters.parse(given), streams(index));
const solidsOf = ({ instances }: Layout) => instances.filter(({ model }) => !SURFACES.has(model) && model !== "grove").map(boxOf);
const ofClass = ({ instances }: Layout, name: string) => instances.filter((one) => one.class === name);
/** Degrees from one heading to another. */
const apart = (a: number, b: number) => Math.abs(((((a - b + 180) % 360) + 360) % 360) - 180);

it("whoever drives in the dark, in fog or in rain has the lights on", () => {
  const lit = (kind: string) => {
    const recipe = parseRecipe(`scene: street\nweather: { kind: ${kind} }`, { source: "a", scenes: sceneParameters });
    return Array.from({ length: 6 }, (_, index) => sample(recipe, index).instances)
      .flat()
      .filter(({ model, parameters }) => ["car", "bus", "truck", "motorcycle"].includes(model) && parameters.headlights === true)
      .length;
  };
  const clear = lit("clear");
  for (const kind of ["night", "fog", "heavy-rain"]) expect(lit(kind), kind).toBeGreaterThan(1.2 * clear);
});

describe(`street, ${SPECS} layouts of seed ${SEED}`, () => {
  let cases: readonly Case[] = [];
  beforeAll(() => {
    cases = Array.from({ length: SPECS }, (_, index): Case => {
      const given = { layout: kinds[index % kinds.length] };
      const layout = layoutOf(index, given);
      return { name: `${given.layout} ${index}`, layout, plan: planOf(index, given), solids: solidsOf(layout) };
    });
  }, HOOK_TIMEOUT);

  /** What is wrong in any case, each with the name of its case. */
  const faults = (of: (one: Case) => readonly string[]) =>
    cases.flatMap((one) => of(one).map((fault) => `${one.name}: ${fault}`));

  it("has no two things in each other", () => {
    const found = faults(({ solids }) =>
      solids.flatMap((a, at) =>
        solids.slice(at + 1).flatMap((b) => {
          const hung = MOUNTED.has(a.instance.class) || MOUNTED.has(b.instance.class);
          const post = [a, b].some(({ instance: { model } }) => model === "pole");
          if (hung && post) return [];
          // Who sits on a bench is within its box.
          if ([a, b].some(isSitting) && [a, b].some(({ instance: { model } }) => model === "bench")) return [];
          const depth = depthOf(a, b);
          return depth > 0.002
            ? [`${a.instance.class} in ${b.instance.class} by ${depth.toFixed(3)} at ${a.instance.position}`]
            : [];
        }),
      ),
    );
    expect(found).toEqual([]);
  });

  it("stands everything on the road, a sidewalk or an island", () => {
    const found = faults(({ layout, solids }) => {
      const ground = groundOf(layout);
      return solids
        .filter(({ instance }) => (thingNames.has(instance.class) && !MOUNTED.has(instance.class)) || instance.class === "pole")
        .filter((box) => {
          const over = box.low - ground(box.centre);
          // Feet of who is small hang from a bench.
          return over < -0.005 || over > (isSitting(box) ? 0.1 : 0.005);
        })
        .map(({ instance, low }) => `${instance.class} at ${instance.position}, ${low.toFixed(3)} high`);
    });
    expect(found).toEqual([]);
  });

  it("hangs every sign and traffic light on a post", () => {
    const found = faults(({ layout }) => {
      const posts = layout.instances.filter(({ model }) => model === "pole");
      return layout.instances
        .filter((one) => MOUNTED.has(one.class))
        .filter(({ position }) => {
          const post = posts.find(({ position: foot }) => Math.hypot(foot[0] - position[0], foot[2] - position[2]) < 0.3);
          const top = (post?.position[1] ?? 0) + Number(post?.parameters.height ?? 0);
          return position[1] < 2 || position[1] > top;
        })
        .map((one) => `${one.class} at ${one.position}`);
    });
    expect(found).toEqual([]);
  });

  it("keeps vehicles in their lanes or parking lanes, headed along them", () => {
    const found = faults(({ plan, solids }) =>
      solids
        .filter(({ instance }) => VEHICLES.has(instance.class))
        .flatMap((box) =>
          inSomeLane(plan, box) || isParked(plan, box) ? [] : [`${box.instance.class} at ${box.instance.position}`],
        ),
    );
    expect(found).toEqual([]);
  });

  it("leaves 4 m free in front of the camera, which is in nothing", () => {
    const found = faults(({ layout: { viewpoint }, solids }) => {
      const [x, height, z] = viewpoint.position;
      const [dx, dz] = [viewpoint.target[0] - x, viewpoint.target[2] - z];
      const headingDegrees = (Math.atan2(dx, -dz) * 180) / Math.PI;
      const length = Math.hypot(dx, dz);
      const middle = 1.8;
      const { instance } = solids[0] ?? { instance: undefined };
      if (!instance) return ["nothing there"];
      const free: Box = {
        instance,
        centre: [x + (dx / length) * middle, z + (dz / length) * middle],
        half: [0.15, 2.2],
        headingDegrees,
        low: height - 0.5,
        high: height + 0.3,
      };
      return solids.filter((box) => depthOf(box, free) > 0).map((box) => `${box.instance.class} before the camera`);
    });
    expect(found).toEqual([]);
  });

  it("keeps houses off the sidewalks", () => {
    const found = faults(({ plan, solids }) =>
      solids
        .filter(({ instance }) => instance.model === "building" || instance.model === "wall")
        .flatMap((box) => {
          const nearest = Math.min(
            ...plan.kerbs.flatMap(({ path }) =>
              corners(box).flatMap((corner) => {
                const { s, t } = besidePath(path, corner);
                return t >= 0 && s >= 0 && s <= pathLength(path) ? [t] : [];
              }),
            ),
          );
          return nearest < plan.sidewalkWidth - 0.05 ? [`${box.instance.class}, ${nearest.toFixed(2)} m from the kerb`] : [];
        }),
    );
    expect(found).toEqual([]);
  });

  it("shows many classes of things in front of the camera", () => {
    const seen = ({ layout: { instances, viewpoint } }: Case) => {
      const near = instances.filter(({ position: [x, , z] }) => {
        const ahead = viewpoint.position[2] - z;
        return ahead > 3 && ahead < 70 && Math.abs(x - viewpoint.position[0]) < ahead * 0.9;
      });
      return new Set(near.map((one) => one.class));
    };
    const counts = cases.map((one) => [...seen(one)].filter((name) => thingNames.has(name)).length);
    expect(counts.filter((count) => count >= 5).length).toBeGreaterThan(SPECS * 0.8);
  });

  it("has only classes of the scene, and plain JSON that is the same twice", () => {
    const known = new Set(street.classes.map(({ name }) => name));
    for (const { layout } of cases) for (const one of layout.instances) expect(known).toContain(one.class);
    for (const [index, { layout }] of cases.slice(0, 4).entries())
      expect(JSON.parse(JSON.stringify(layoutOf(index, { layout: kinds[index] })))).toEqual(layout);
  });
});

function isSitting({ instance: { parameters } }: Box): boolean {
  return parameters.pose === "sitting";
}

/** Whether all of a vehicle is in a lane (it swings out a little in bends) and looks along it. */
function inSomeLane({ lanes, laneWidth }: Plan, box: Box): boolean {
  return lanes.some(({ path, kind }) => {
    const swing = kind === "ring" ? 1.6 : kind === "link" ? 0.8 : 0.4;
    const middle = besidePath(path, box.centre);
    const along = apart(onPath(path, middle.s).headingDegrees, box.headingDegrees) < 3;
    const half = laneWidth / 2 + swing * (Math.abs(middle.t) < laneWidth ? 1 : 0);
    return along && corners(box).every((corner) => Math.abs(besidePath(path, corner).t) < half);
  });
}

/** Whether a vehicle stands in a parking lane, in the direction of the traffic beside it. */
function isParked({ kerbs }: Plan, box: Box): boolean {
  return kerbs.some(({ path, stretches }) => {
    const middle = besidePath(path, box.centre);
    const stretch = stretches.find(({ from, to }) => middle.s >= from && middle.s <= to);
    if (!stretch || stretch.parking === 0) return false;
    const along = apart(onPath(path, middle.s).headingDegrees, box.headingDegrees) < 3;
    // Mirrors and bumpers may reach a little over the line.
    return (
      along &&
      corners(box).every((corner) => {
        const { t } = besidePath(path, corner);
        return t < 0 && t > -stretch.parking - 0.45;
      })
    );
  });
}

describe("named streams", () => {
  const cases = kinds.map((layout, index) => ({ layout, index }));

  it("leave cars and furniture where they are when there are more people", () => {
    for (const { layout, index } of cases) {
      const rest = (pedestrians: number) =>
        layoutOf(index, { layout, pedestrians }).instances.filter((one) => one.class !== "person");
      expect(rest(0)).toEqual(rest(12));
    }
  });

  it("keep the first cars when there are more of them", () => {
    for (const { layout, index } of cases) {
      const cars = (movingCars: number) => ofClass(layoutOf(index, { layout, movingCars, heavyShare: 0 }), "car");
      expect(cars(8).slice(0, cars(3).length)).toEqual(cars(3));
    }
  });

  it("leave the houses when the trees change", () => {
    for (const { layout, index } of cases) {
      expect(ofClass(layoutOf(index, { layout, treeSpacing: 8 }), "building")).toEqual(
        ofClass(layoutOf(index, { layout, treeSpacing: 30 }), "building"),
      );
    }
  });
});

describe("rare events", () => {
  const kindsOf = {
    jaywalking: ["person"],
    fallenLoad: ["box", "pallet", "tyre"],
    animal: ["dog", "cat", "deer"],
    blockedLane: ["car", "truck", "barrier"],
  } as const;

  it.each(eventNames)("%s is in sight whenever its probability is 1, and changes no other choice", (name) => {
    const found: string[] = [];
    for (let index = 0; index < worldSpecs(5); index++) {
      const layout = kinds[index % kinds.length];
      const none = { layout, jaywalking: 0, fallenLoad: 0, animal: 0, blockedLane: 0 };
      const without = new Set(layoutOf(index, none).instances.map((one) => JSON.stringify(one)));
      const happened = layoutOf(index, { ...none, [name]: 1 });
      const own = happened.instances.filter((one) => !without.has(JSON.stringify(one)));
      const classes: readonly string[] = kindsOf[name];
      const seen = own.filter((one) => classes.includes(one.class) && isSeen(happened, boxOf(one)));
      if (seen.length === 0) found.push(`${layout} ${index}: ${own.map((one) => one.class)}`);
      const { viewpoint } = layoutOf(index, none);
      expect(happened.viewpoint).toEqual(viewpoint);
      expect(ofClass(happened, "building")).toEqual(ofClass(layoutOf(index, none), "building"));
    }
    expect(found).toEqual([]);
  });

  it("all happen in one image where all are certain", () => {
    const certain = { jaywalking: 1, fallenLoad: 1, animal: 1, blockedLane: 1 };
    for (const [index, layout] of kinds.entries()) {
      const classes = new Set(layoutOf(index, { layout, ...certain }).instances.map((one) => one.class));
      expect(
        ["dog", "cat", "deer"].some((name) => classes.has(name)),
        layout,
      ).toBe(true);
      expect(
        ["box", "pallet", "tyre"].some((name) => classes.has(name)),
        layout,
      ).toBe(true);
      expect(
        ["warning triangle", "barrier"].some((name) => classes.has(name)),
        layout,
      ).toBe(true);
    }
  });
});

/** Whether a box is within 30 degrees of where the camera looks, and most lines to points across its width are free. */
function isSeen(layout: Layout, target: Box): boolean {
  const [x, y, z] = layout.viewpoint.position;
  const [dx, dz] = [layout.viewpoint.target[0] - x, layout.viewpoint.target[2] - z];
  const [tx, tz] = [target.centre[0] - x, target.centre[1] - z];
  const distance = Math.hypot(tx, tz);
  const degrees = (Math.acos((dx * tx + dz * tz) / (Math.hypot(dx, dz) * distance)) * 180) / Math.PI;
  if (degrees > 30 || distance > 45) return false;
  const others = solidsOf(layout).filter(({ instance }) => instance !== target.instance);
  // Half its width as the camera sees it.
  const reaches = corners(target).map(
    ([cx, cz]) => Math.abs((cx - target.centre[0]) * -tz + (cz - target.centre[1]) * tx) / distance,
  );
  const wide = Math.max(...reaches) * 0.8;
  const free = [-1, -0.5, 0, 0.5, 1].filter((share) => {
    const end: Point = [target.centre[0] - (tz / distance) * wide * share, target.centre[1] + (tx / distance) * wide * share];
    return others.every((box) => !isInWay(box, [x, y, z], end, target));
  });
  return free.length >= 3;
}

/** Whether a box is on the line from an eye to a point of a target at half its height. */
function isInWay(box: Box, [x, y, z]: readonly [number, number, number], end: Point, target: Box): boolean {
  const middle = (target.low + target.high) / 2;
  const reach = Math.hypot(...target.half);
  return Array.from({ length: 60 }, (_, at) => (at + 0.5) / 60).some((share) => {
    const centre: Point = [x + (end[0] - x) * share, z + (end[1] - z) * share];
    if (Math.hypot(centre[0] - target.centre[0], centre[1] - target.centre[1]) < reach) return false;
    const height = y + (middle - y) * share;
    return depthOf(box, { ...target, centre, half: [0.02, 0.02], low: height - 0.02, high: height + 0.02 }) > 0;
  });
}

describe("the ground", () => {
  it("has asphalt up to every kerb and a sidewalk behind it, without holes or overlaps", () => {
    const found = [0, 1, 2].flatMap((index) =>
      kinds.flatMap((layout) => {
        const { instances } = layoutOf(index, { layout });
        const asphalt = instances
          .filter(({ model }) => model === "road")
          .flatMap(({ parameters }) => regionsOf(parameters.regions));
        const walks = walksOf(instances);
        const random = streams(index)("ground");
        return walks.flatMap(({ path }) => {
          return Array.from({ length: 80 }, () => {
            const [s, t] = [random() * pathLength(path), (random() - 0.5) * 4];
            const { x, z } = onPath(path, s, t);
            const roads = asphalt.filter((region) => covers(region, [x, z])).length;
            const paved = walks.filter((other) => isBehind(other, [x, z])).length;
            const where = `${layout} ${index}: ${roads} roads, ${paved} sidewalks at ${x.toFixed(2)}, ${z.toFixed(2)}`;
            // Arcs are drawn with chords, so that their edges are off by a centimetre.
            if (Math.abs(t) < 0.03) return "";
            return (t < 0 ? roads === 1 && paved === 0 : roads === 0 && paved >= 1) ? "" : where;
          }).filter((fault) => fault !== "");
        });
      }),
    );
    expect(found).toEqual([]);
  });
});

function regionsOf(given: unknown): readonly Region[] {
  return z.array(regionSchema).parse(given);
}

function covers(region: Region, point: Point): boolean {
  if ("corners" in region) return inside(region.corners, point);
  const { s, t } = besidePath(region.path, point);
  return region.strips.some(([from, to, left, right]) => s >= from && s < to && t > left && t < right);
}

function isBehind({ path, width }: Walk, point: Point): boolean {
  const { s, t } = besidePath(path, point);
  return t >= 0 && t < width && s >= 0 && s <= pathLength(path);
}

/** Even-odd rule. */
function inside(outline: readonly Point[], [x, y]: Point): boolean {
  return (
    outline.filter(([ax, ay], at) => {
      const [bx, by] = outline[(at + 1) % outline.length] ?? [0, 0];
      return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
    }).length %
      2 ===
    1
  );
}

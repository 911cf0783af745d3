import { beforeAll, expect, test } from "vitest";
import { scenes } from "../../scenes";
import { headingOf } from "../../scenes/motion/goes";
import { sceneParameters } from "../../scenes/parameters";
import type { Instant, Layout } from "../../scenes/scene";
import { parseRecipe } from "../../src/recipe/parse";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, Vec3, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import { soles } from "../../src/scene/models/feet";
import { strideLength } from "../../src/scene/models/gait";
import { pose } from "../../src/scene/models/skeleton";
import { type Footprint, footprint, isFree } from "../../src/scene/placement";

const SECONDS = 4;
const STEP = 0.5;
const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};
const TIMES = Array.from({ length: SECONDS / STEP + 1 }, (_, at) => at * STEP);

function layout(scene: keyof typeof scenes, index: number, given: object = {}): Layout {
  const parameters = JSON.stringify(given);
  const recipe = parseRecipe(`{ scene: ${scene}, parameters: ${parameters} }`, { source: "test.yaml", scenes: sceneParameters });
  const random = (...purpose: readonly (string | number)[]) => stream(5, index, ...purpose);
  return scenes[scene].layout({ parameters: recipe.parameters, weather, aspect: 4 / 3, random, seconds: SECONDS });
}

/** Moments of a sequence. */
function moments({ at }: Layout): Instant[] {
  if (!at) throw new Error("Nothing moves");
  return TIMES.map(at);
}

/** m/s at most. */
const FASTEST = { person: 4.2, other: 13.5, camera: 9 } as const;
const SEQUENCES = [
  { scene: "aerial", count: 8, movers: 80 },
  { scene: "warehouse", count: 12, movers: 36 },
  { scene: "shelf", count: 8, movers: 0 },
  { scene: "tabletop", count: 4, movers: 0, given: { objects: 3 } },
] as const;

beforeAll(async () => scenes.tabletop.prepare?.());

test.each(SEQUENCES)(
  "in sequences of $scene nothing meets or jumps, and the camera goes through nothing",
  ({ scene, count, movers, ...more }) => {
    let [moved, flights] = [0, 0];
    for (let index = 0; index < count; index++) {
      const all = moments(layout(scene, index, "given" in more ? more.given : {}));
      const moves = movedIn(all);
      expect([...collisions(all, moves), ...jumps(all, moves), ...cameraIn(all)], `${scene} ${index}`).toEqual([]);
      moved += moves.size;
      if (distance(all[0]?.viewpoint.position, all.at(-1)?.viewpoint.position) > 0.1) flights++;
    }
    expect(moved).toBeGreaterThanOrEqual(movers);
    expect(flights).toBeGreaterThanOrEqual(count / 2);
  },
  60_000,
);

/** Vehicles keep off the blocks between the roads, and people on foot off the roads. */
test("traffic seen from the air stays on the roads, people on the blocks", () => {
  for (let index = 0; index < 6; index++) {
    const all = moments(
      layout("aerial", index, { area: ["suburb", "centre", "parking"][index % 3], vehicles: 10, pedestrians: 4 }),
    );
    const moves = movedIn(all);
    const blocks = all[0]?.instances.filter(({ model }) => model === "walkway").map((one) => groundOf(one)) ?? [];
    for (const { instances } of all) {
      for (const at of moves) {
        const one = instances[at] as InstanceSpec;
        // Tight corners are cut by no more than the kerb is wide.
        const ground = groundOf(one, one.model === "person" ? -0.1 : -0.3);
        expect(isFree(ground, blocks), `${index}: ${one.model} ${at} at ${one.position}`).toBe(one.model !== "person");
      }
    }
  }
}, 60_000);

/** Of the soles on the ground while somebody goes, metres for each step. */
test("the feet of who walks or runs do not slip on the ground", () => {
  const { at } = layout("aerial", 0, { pedestrians: 30, vehicles: 0 });
  const frame = 0.02;
  const all = Array.from({ length: 60 }, (_, step) => at?.(step * frame) ?? { instances: [] });
  const slips = { walking: [0, 0], running: [0, 0] };
  for (const [person, { model, parameters }] of all[0]?.instances.entries() ?? []) {
    if (model !== "person" || (parameters.pose !== "walking" && parameters.pose !== "running")) continue;
    const sum = slips[parameters.pose];
    for (const [step, { instances }] of all.entries()) {
      const [before, now] = [all[step - 1]?.instances[person], instances[person]];
      if (!before || !now || before.parameters.pose !== now.parameters.pose) continue;
      if (Math.abs(headingOf(now) - headingOf(before)) > 1e-9) continue;
      const [was, is] = [solesOf(before), solesOf(now)];
      const planted = is.flatMap(({ height }, sole) => (Math.max(height, was[sole]?.height ?? 1) < 0.001 ? [sole] : []));
      // A foot rolls from heel to ball: the sole point that stays is the one that stands.
      const [left, right] = [0, 1].map((foot) => planted.filter((sole) => sole >> 1 === foot));
      for (const standing of [left, right].filter((soles) => soles?.length))
        sum[0] = (sum[0] ?? 0) + Math.min(...(standing ?? []).map((sole) => distance(is[sole]?.point, was[sole]?.point)));
      sum[1] = (sum[1] ?? 0) + distance(before.position, now.position) / stepOf(now);
    }
  }
  for (const [gait, [slip = 0, steps = 0]] of Object.entries(slips)) {
    console.info(`slip when ${gait}: ${((slip / steps) * 1000).toFixed(2)} mm a step, of ${steps.toFixed(0)} steps`);
    expect(steps).toBeGreaterThan(4);
    expect(slip / steps).toBeLessThan(0.01);
  }
});

function stepOf({ parameters }: InstanceSpec): number {
  return strideLength(Number(parameters.height), parameters.pose === "running" ? "running" : "walking") / 2;
}

/** Heel and ball of the left foot and of the right one in the world, and how high they are over the ground. */
function solesOf({ parameters, position, ...one }: InstanceSpec) {
  const { height, pose: what, phase } = parameters;
  const skeleton = pose(Number(height), what === "running" ? "running" : "walking", Number(phase));
  const angle = (headingOf(one) * Math.PI) / 180;
  return ([0, 1] as const)
    .flatMap((side) => soles(skeleton.ankles[side], skeleton.feet[side], Number(height)))
    .map(([x, y, z]) => ({
      height: y,
      point: [
        position[0] + x * Math.cos(angle) - z * Math.sin(angle),
        position[1] + y,
        position[2] + x * Math.sin(angle) + z * Math.cos(angle),
      ] as const,
    }));
}

/** Numbers of those that move, without what they carry. */
function movedIn(all: readonly Instant[]): Set<number> {
  const first = all[0]?.instances ?? [];
  const moves = all.flatMap(({ instances }) =>
    instances.flatMap((one, at) => (one !== first[at] && distance(one.position, first[at]?.position) > 0.02 ? [at] : [])),
  );
  return new Set(moves.filter((at) => first[at] && isSolid(first[at], true)));
}

/** Who stands on the ground of another; not those who stood together at the beginning, or somebody and the jack that he pulls. */
function collisions(all: readonly Instant[], moves: ReadonlySet<number>): string[] {
  const first = all[0]?.instances ?? [];
  const solid = first.flatMap((one, at) => (isSolid(one, moves.has(at)) ? [at] : []));
  const grounds = all.map(({ instances }) => new Map(solid.map((at) => [at, groundOf(instances[at] as InstanceSpec)])));
  const pairs = [...moves].flatMap((a) => solid.filter((b) => b < a || (b > a && !moves.has(b))).map((b) => [a, b] as const));
  const met = grounds.map((ground) => pairs.filter(([a, b]) => meet(ground.get(a), ground.get(b))));
  const together = new Set(met[0]?.map(String));
  return met.flatMap((now, step) =>
    now
      .filter((pair) => !together.has(String(pair)) && !pulls(first, pair))
      .map((pair) => `${pair.map((at) => `${first[at]?.model} ${at}`).join(" meets ")} at ${TIMES[step]} s`),
  );
}

function pulls(instances: readonly InstanceSpec[], pair: readonly [number, number]): boolean {
  const [person, jack] = pair.toSorted((a, b) => a - b);
  return jack === (person ?? 0) + 1 && instances[jack]?.model === "pallet-jack";
}

/** Who moves faster than he can, or is somebody else all of a sudden. */
function jumps(all: readonly Instant[], moves: ReadonlySet<number>): string[] {
  return all.slice(1).flatMap(({ instances, viewpoint }, before) => {
    const earlier = all[before] as Instant;
    expect(instances.map(({ model, class: name }) => model + name)).toEqual(
      earlier.instances.map((one) => one.model + one.class),
    );
    const speed = (a: Vec3 | undefined, b: Vec3 | undefined) => distance(a, b) / STEP;
    const fast = [...moves].filter((at) => {
      const limit = instances[at]?.model === "person" ? FASTEST.person : FASTEST.other;
      return speed(instances[at]?.position, earlier.instances[at]?.position) > limit;
    });
    const camera = speed(viewpoint.position, earlier.viewpoint.position) > FASTEST.camera ? ["the camera jumps"] : [];
    return [...fast.map((at) => `${instances[at]?.model} ${at} jumps before ${TIMES[before + 1]} s`), ...camera];
  });
}

function cameraIn(all: readonly Instant[]): string[] {
  return all.flatMap(({ instances, viewpoint }, step) =>
    instances
      .filter((one) => contains(one, viewpoint.position))
      .map(({ model }) => `the camera is in a ${model} at ${TIMES[step]} s`),
  );
}

function distance(a: Vec3 | undefined, b: Vec3 | undefined): number {
  return a && b ? Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) : Infinity;
}

const SOLID = new Set([
  "car",
  "truck",
  "bus",
  "bicycle",
  "person",
  "forklift",
  "pallet-jack",
  "cone",
  "bin",
  "rack",
  "building",
  "house",
  "block",
  "shed",
  "pallet",
]);
const ENCLOSES = new Set(["hall-roof", "hall-walls", "store-room", "chamber-walls", "chamber-floor", "shelf-unit", "grove"]);

/** Things on the ground; not those that ride on others. */
function isSolid({ model, parameters, position }: InstanceSpec, moves: boolean): boolean {
  return SOLID.has(model) && parameters.pose !== "sitting" && !(model === "pallet" && (moves || position[1] > 0.01));
}

function meet(one: Footprint | undefined, other: Footprint | undefined): boolean {
  return one !== undefined && other !== undefined && !isFree(one, [other]);
}

function contains(one: InstanceSpec, [x, y, z]: Vec3): boolean {
  const { min, max } = modelBounds(one);
  const height = y - one.position[1];
  if (ENCLOSES.has(one.model) || height < min[1] || height > max[1]) return false;
  return !isFree(groundOf(one), [{ centre: [x, z], half: [0.05, 0.05], headingDegrees: 0 }]);
}

function groundOf(instance: InstanceSpec, clearance = 0): Footprint {
  return footprint(modelBounds(instance), instance.position, headingOf(instance), clearance);
}

import { integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Region } from "../../src/scene/models/region";
import { onPath, type Point } from "../../src/scene/path";
import type { Streams } from "../scene";
import { crossingStations, isFurnished } from "./beside-kerbs";
import { blockGround } from "./block-ground";
import { GUTTER } from "./lane-lines";
import { paint } from "./paint";
import { CROSSWALK_LENGTH, KERB_HEIGHT, type Kerb, type Plan, type Road } from "./plan";

/** The land lies under the road by more than the error of its depth, so that the two never fight for a pixel. */
const LAND_LEVEL = -0.25;
/** Gardens and yards behind the sidewalks are a little lower than those. */
const BLOCK_LEVEL = KERB_HEIGHT - 0.03;
/** The sidewalk goes on under the houses, which stand back a little here and there. */
const UNDER_HOUSES = 1;
const PAVING = ["#a5a29c", "#b3ada3", "#97958f", "#a89f94"] as const;
export const KERBSTONE = "#b4b2ac";

/** Everything level: the land, the roads with their paint, the sidewalks and what is behind them. */
export function surfaces(plan: Plan, random: Streams): InstanceSpec[] {
  const style = random("surfaces");
  const asphalt = pick(style, ["#5b5c60", "#66676a", "#525357", "#6e6d6c"]);
  const paving = pick(style, PAVING);
  const lawn = pick(style, ["#6d7f4d", "#64794a", "#74824f"]);
  const here = (name: string, height = 0) => ({ class: name, position: [0, height, 0], headingDegrees: 0 }) as const;
  const land = { width: 2000, length: 2000, material: "grass", colour: "#6d7f4d" } as const;
  return [
    place("ground", land, here("ground", LAND_LEVEL)),
    place("road", { colour: asphalt, ...carriageways(plan), ...repairs(plan, random) }, here("road")),
    paint(plan),
    ...plan.kerbs.map((kerb) => sidewalk(plan, kerb, paving)),
    ...blockGround(plan).map((region) => place("plot", { material: "grass", colour: lawn, region }, here("ground", BLOCK_LEVEL))),
  ];
}

/** Asphalt of all roads up to where they meet, and there; concrete along the kerbs. */
function carriageways({ roads, hub, kerbs }: Plan): { regions: Region[]; gutters: Region[] } {
  const strips = roads.map(({ path, from, to, half }): Region => ({ path, strips: [[from, to, -half.left, half.right]] }));
  const gutters = kerbs.flatMap(({ path, stretches }): Region[] => {
    const last = Math.max(...stretches.map(({ to }) => to));
    return stretches.some(({ kind }) => kind === "end") ? [] : [{ path, strips: [[0, last, -GUTTER, 0]] }];
  });
  return { regions: hub ? [...strips, { corners: [...hub.outline] }] : strips, gutters };
}

function sidewalk(plan: Plan, kerb: Kerb, colour: string): InstanceSpec {
  const ramps = crossingStations(plan, kerb).map((s) => [s, CROSSWALK_LENGTH] as const);
  const width = plan.sidewalkWidth + UNDER_HOUSES;
  const walk = { path: kerb.path, width, height: KERB_HEIGHT, colour, kerbColour: KERBSTONE, ramps };
  return place("sidewalk", walk, { class: "sidewalk", position: [0, 0, 0], headingDegrees: 0 });
}

/** Manhole covers in the lanes, and patches of newer asphalt and sealed cracks that keep clear of the crosswalks' paint. */
function repairs(plan: Plan, random: Streams) {
  const marked = plan.roads.filter((road) => road.marked);
  const parts = marked.map((road, at) => repairsOf(plan, road, random("repairs", at)));
  return { manholes: parts.flatMap(({ manholes }) => manholes), patches: parts.flatMap(({ patches }) => patches) };
}

function repairsOf(plan: Plan, road: Road, random: Random) {
  const { path, from, to, half } = road;
  const isClear = (s: number, reach: number) =>
    isFurnished(plan, onPath(path, s)) &&
    plan.crossings.every((crossing) => crossing.road !== road || Math.abs(s - crossing.s) > reach + CROSSWALK_LENGTH / 2 + 1.5);
  const lane = (side: number) => side * plan.laneWidth;
  const count = Math.round((to - from) / 22);
  const station = (at: number) => from + ((at + uniform(random, 0.2, 0.8)) * (to - from)) / count;
  const manholes = Array.from({ length: count }, (_, at) => {
    const [s, t] = [station(at), lane(pick(random, [1, -1])) * uniform(random, 0.35, 0.6)];
    const { x, z } = onPath(path, s, t);
    return isClear(s, 0.5) ? [[x, z] as Point] : [];
  }).flat();
  const patches = Array.from({ length: count }, (_, at) => {
    const [s, side, length] = [station(at), pick(random, [1, -1]), uniform(random, 1.2, 8)];
    const width = uniform(random, 0.7, plan.laneWidth * 0.75);
    const middle = lane(side) * 0.5 + uniform(random, -0.2, 0.2);
    const colour = pick(random, ["#4b4c50", "#57585b", "#707072", "#5f5e5c"]);
    const trench: Region = { path, strips: [[s - 0.4, s + 0.4, -half.left + GUTTER, half.right - GUTTER]] };
    const patch: Region = { path, strips: [[s - length / 2, s + length / 2, middle - width / 2, middle + width / 2]] };
    // Now and then a trench over the whole road.
    const across = integer(random, 0, 5) === 0;
    return isClear(s, across ? 0.6 : length / 2) ? [{ region: across ? trench : patch, colour }] : [];
  }).flat();
  return { manholes, patches };
}

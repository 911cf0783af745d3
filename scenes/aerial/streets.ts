import type { InstanceSpec } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import type { Markings } from "../../src/scene/models/markings";
import type { Region } from "../../src/scene/models/region";
import { straight } from "../../src/scene/path";
import { type Cell, measure, type Plan } from "./plan";

type Stripe = Markings["stripes"][number];

/** A stretch of street in the middle between its kerbs; along x, or else along z. Traffic keeps right. */
export type Stretch = {
  readonly alongX: boolean;
  /** The coordinate across: z of a street along x. */
  readonly middle: number;
  readonly from: number;
  readonly to: number;
};

/** The streets beside the blocks that are shown: long ones along x, and short ones between them. */
export function stretches(plan: Plan, cells: readonly Cell[]): Stretch[] {
  const rows = new Map<number, { from: number; to: number }>();
  const cuts = new Map<string, Stretch>();
  const half = plan.roadWidth / 2;
  for (const { row, column, rect } of cells) {
    for (const street of [row, row + 1]) {
      const known = rows.get(street);
      const [from, to] = [rect.x0 - plan.roadWidth, rect.x1 + plan.roadWidth];
      rows.set(street, { from: Math.min(known?.from ?? from, from), to: Math.max(known?.to ?? to, to) });
    }
    for (const cut of [column, column + 1]) {
      const [from, to] = [plan.street(row) + half, plan.street(row + 1) - half];
      cuts.set(`${row} ${cut}`, { alongX: false, middle: plan.cut(row, cut), from, to });
    }
  }
  const long = [...rows].map(
    ([row, { from, to }]): Stretch => ({ alongX: true, middle: plan.street(row), from: from - 60, to: to + 60 }),
  );
  return [...long, ...cuts.values()];
}

/** Asphalt and paint. */
export function streets(plan: Plan, all: readonly Stretch[]): InstanceSpec[] {
  const roads = all.map(({ alongX, middle, from, to }) => {
    const centre = (from + to) / 2;
    return place(
      "road",
      { colour: plan.asphalt, regions: [carriageway(plan.roadWidth, to - from)], gutters: [], manholes: [], patches: [] },
      { class: "road", position: alongX ? [centre, 0, middle] : [middle, 0, centre], headingDegrees: alongX ? 90 : 0 },
    );
  });
  const paint = all.flatMap((stretch) => paintOn(plan, stretch, all));
  if (paint.length === 0) return roads;
  const where = { class: "road marking", position: [0, 0, 0], headingDegrees: 0 } as const;
  return [...roads, place("markings", { colour: "#e6e5df", stripes: paint }, where)];
}

/** A straight piece of road about the origin. */
function carriageway(width: number, length: number): Region {
  return { path: straight([0, length / 2], 0, length), strips: [[0, length, -width / 2, width / 2]] };
}

/** The middle line in dashes, the edges on country roads, stop lines and crosswalks where a short street meets a long one. */
function paintOn(plan: Plan, stretch: Stretch, all: readonly Stretch[]): Stripe[] {
  const stripe = (along: number, across: number, length: number, width: number): Stripe =>
    stretch.alongX ? [along, stretch.middle + across, length, width] : [stretch.middle + across, along, width, length];
  const half = plan.roadWidth / 2;
  const clear = plan.area === "centre" ? 8 : 4;
  const crossings = crossingsOf(plan, stretch, all);
  const free = (along: number) => crossings.every((middle) => Math.abs(along - middle) > half + clear);
  const result: Stripe[] = [];
  for (let along = stretch.from + clear; along < stretch.to - clear; along += 6) {
    if (free(along)) result.push(stripe(along, 0, 2.6, 0.14));
    if (plan.area === "farmland" && free(along)) {
      for (const side of [-1, 1]) result.push(stripe(along, side * (half - 0.3), 6, 0.12));
    }
  }
  if (stretch.alongX) return result;
  for (const [end, inward] of [
    [stretch.from, 1],
    [stretch.to, -1],
  ] as const) {
    // Who comes to the junction keeps right: in the west on the way south, in the east on the way north.
    const lane = inward > 0 ? 1 : -1;
    if (plan.area !== "farmland")
      result.push(stripe(end + inward * (plan.area === "centre" ? 6.2 : 1), (lane * half) / 2, 0.4, half - 0.5));
    if (plan.area !== "centre") continue;
    for (let across = -half + 0.7; across < half - 0.4; across += 1) result.push(stripe(end + inward * 3.2, across, 3.4, 0.5));
  }
  return result;
}

/** x of the middles of the short streets that meet a long one. */
export function crossingsOf({ roadWidth }: Plan, { alongX, middle }: Stretch, all: readonly Stretch[]): number[] {
  if (!alongX) return [];
  const reach = roadWidth / 2 + 1;
  const meets = (one: Stretch) => !one.alongX && Math.min(Math.abs(one.from - middle), Math.abs(one.to - middle)) < reach;
  return all.filter(meets).map((one) => one.middle);
}

/** The sidewalk round a block with its kerb. */
export function walkway(plan: Plan, { rect }: Cell): InstanceSpec[] {
  if (plan.walk === 0) return [];
  const { x, z, width, length } = measure(rect);
  const path = { width, length, path: plan.walk, height: 0.12, colour: plan.paving, kerbColour: "#b4b2ac" };
  return [place("walkway", path, { class: "sidewalk", position: [x, 0, z], headingDegrees: 0 })];
}

import type { ClassSpec, InstanceSpec } from "../../src/recipe/spec";
import type { Footprint } from "../../src/scene/placement";
import { animate } from "../motion/animate";
import type { Scene, Streams } from "../scene";
import { centre } from "./centre";
import { country, farmland } from "./farmland";
import { retail } from "./lots";
import type { AerialParameters } from "./parameters";
import { type Area, type Cell, cellAt, KERB, type Plan, planTown } from "./plan";
import type { Site } from "./site";
import { type Stretch, streets, stretches, walkway } from "./streets";
import { suburb } from "./suburb";
import { traffic } from "./traffic";
import { placeCamera, showsRect, type View } from "./view";

const classes: readonly ClassSpec[] = [
  { name: "car", kind: "thing", supercategory: "vehicle" },
  { name: "truck", kind: "thing", supercategory: "vehicle" },
  { name: "bus", kind: "thing", supercategory: "vehicle" },
  { name: "bicycle", kind: "thing", supercategory: "vehicle" },
  { name: "person", kind: "thing", supercategory: "person" },
  { name: "building", kind: "thing", supercategory: "construction" },
  { name: "swimming pool", kind: "thing", supercategory: "construction" },
  { name: "shed", kind: "thing", supercategory: "construction" },
  { name: "trampoline", kind: "thing", supercategory: "outdoor" },
  { name: "road", kind: "stuff", supercategory: "flat" },
  { name: "road marking", kind: "stuff", supercategory: "flat" },
  { name: "sidewalk", kind: "stuff", supercategory: "flat" },
  { name: "parking", kind: "stuff", supercategory: "flat" },
  { name: "vegetation", kind: "stuff", supercategory: "nature" },
  { name: "grass", kind: "stuff", supercategory: "nature" },
  { name: "field", kind: "stuff", supercategory: "nature" },
  { name: "water", kind: "stuff", supercategory: "nature" },
  { name: "ground", kind: "stuff", supercategory: "flat" },
  { name: "sky", kind: "stuff", supercategory: "sky" },
];

/** What fills a block of each kind of place. */
const FILL: Record<Area, (site: Site) => void> = { suburb, centre, farmland, parking: retail };

/** Models that spread over a block. What else is out of view by more than this is left out; nearer things may still cast a shadow. */
const SPREAD = new Set(["ground", "yard", "hedge", "grove", "parking-lot", "field"]);
const NEARBY = 30;
/** Farther away than this, in metres, small things would cost more than they show. */
const FARTHEST: Readonly<Record<string, number>> = { car: 260, shed: 220, trampoline: 200, person: 180 };

/** Blocks in view at most: rows and columns on each side of the one that the camera looks at. */
const AROUND = 8;

/** A town, its edge or the country as a drone sees it. Each block draws from streams of its own. */
export const aerial: Scene<AerialParameters> = {
  classes,
  background: "sky",
  layout({ parameters, aspect, random, seconds }) {
    const plan = planTown(parameters, random);
    const view = placeCamera(plan.pitch, aspect, parameters, random, seconds ?? 0);
    const cells = cellsInView(plan, view);
    const roads = stretches(plan, cells);
    const land = country(
      plan,
      view,
      roads.map((stretch) => groundOf(plan, stretch)),
      cells.map(({ rect }) => rect),
      random,
    );
    const placed = traffic(plan, view, cells, roads, parameters, random);
    const around = [
      ...cells.flatMap((cell) => fill(plan, cell, view, parameters, random)),
      ...cells.flatMap((cell) => walkway(plan, cell)),
      ...streets(plan, roads),
      ...land,
    ];
    const layout = {
      viewpoint: view.viewpoint,
      shadowReachMetres: view.shadowReach,
      clipMetres: { near: Math.max(1.5, view.altitude * 0.1), far: 3000 },
      instances: [...placed.map(({ instance }) => instance), ...around],
    };
    if (seconds === undefined) return layout;
    const moving = animate(placed, { seconds, random });
    return {
      ...layout,
      at: (time) => ({ viewpoint: view.viewpointAt(time), instances: [...moving.instances(time), ...around] }),
    };
  },
};

function cellsInView(plan: Plan, view: View): Cell[] {
  const cells: Cell[] = [];
  for (let row = -AROUND; row <= AROUND; row++) {
    for (let column = -AROUND - 1; column <= AROUND; column++) {
      const cell = cellAt(plan, row, column);
      if (showsRect(view, cell.rect)) cells.push(cell);
    }
  }
  return cells;
}

function fill(plan: Plan, cell: Cell, view: View, parameters: AerialParameters, random: Streams): InstanceSpec[] {
  const own: Streams = (...purpose) => random("block", cell.row, cell.column, ...purpose);
  const level = plan.walk > 0 ? KERB : 0;
  const site: Site = { plan, cell, view, parameters, random: own, level, instances: [], taken: [] };
  FILL[plan.area](site);
  return site.instances.filter(
    ({ model, position: [x, , z] }) =>
      SPREAD.has(model) || (view.shows(x, z, NEARBY) && view.distance(x, z) < (FARTHEST[model] ?? Infinity)),
  );
}

function groundOf(plan: Plan, { alongX, middle, from, to }: Stretch): Footprint {
  const [across, along] = [plan.roadWidth / 2, (to - from) / 2];
  const centre = (from + to) / 2;
  return alongX
    ? { centre: [centre, middle], half: [along, across], headingDegrees: 0 }
    : { centre: [middle, centre], half: [across, along], headingDegrees: 0 };
}

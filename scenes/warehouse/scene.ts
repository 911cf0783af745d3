import type { ClassSpec } from "../../src/recipe/spec";
import { animate } from "../motion/animate";
import { footprints, type Placed } from "../put";
import type { Scene } from "../scene";
import { placeCamera } from "./camera";
import { clutter, floorStacks } from "./floor";
import { hall, roomLight } from "./hall";
import type { WarehouseParameters } from "./parameters";
import { outside, planHall, rowGround, rows } from "./plan";
import { stock } from "./stock";
import { trucks } from "./trucks";
import { dressCode, workers } from "./workers";

const classes: readonly ClassSpec[] = [
  { name: "person", kind: "thing", supercategory: "person" },
  { name: "forklift", kind: "thing", supercategory: "vehicle" },
  { name: "pallet jack", kind: "thing", supercategory: "vehicle" },
  { name: "pallet", kind: "thing", supercategory: "goods" },
  { name: "box", kind: "thing", supercategory: "goods" },
  { name: "pallet load", kind: "thing", supercategory: "goods" },
  { name: "traffic cone", kind: "thing", supercategory: "equipment" },
  { name: "bin", kind: "thing", supercategory: "equipment" },
  { name: "floor", kind: "stuff", supercategory: "flat" },
  { name: "floor marking", kind: "stuff", supercategory: "flat" },
  { name: "rack", kind: "stuff", supercategory: "construction" },
  { name: "wall", kind: "stuff", supercategory: "construction" },
  { name: "ceiling", kind: "stuff", supercategory: "construction" },
  { name: "lamp", kind: "stuff", supercategory: "construction" },
  { name: "outside", kind: "stuff", supercategory: "outside" },
];

/** Half the side of the floor with fine shadows. */
const SHADOW_REACH = 20;

/**
 * A warehouse: aisles between pallet racks, and an open floor before dock doors. Racks and goods come first, then what stands on
 * the floor, forklifts, people; each takes free ground only and draws from streams of its own.
 */
export const warehouse: Scene<WarehouseParameters> = {
  classes,
  background: "outside",
  layout({ parameters, random, seconds }) {
    const plan = planHall(parameters, random);
    const { viewpoint, free, carrier } = placeCamera(plan, parameters, random);
    const eye = viewpoint.position;
    const dress = dressCode(parameters, random);
    const stacks = floorStacks(plan, parameters, eye, free, random);
    const racks = rows(plan).map((row) => rowGround(plan, row));
    const firm = [free, ...outside(plan), ...racks, ...stacks.map(({ ground }) => ground)];
    const small = clutter(plan, parameters, firm, random);
    const forklifts = trucks(plan, parameters, dress, eye, [...firm, ...footprints(small)], random);
    const people = workers(plan, parameters, dress, [...firm, ...footprints([...small, ...forklifts])], random);
    const placed = [...people, ...forklifts, ...small];
    const around = [
      ...stacks.flatMap((stack) => stack.instances),
      ...stock(plan, parameters, eye, random),
      ...hall(plan, random),
    ];
    const layout = {
      viewpoint,
      instances: [...instances(placed), ...around],
      room: roomLight(plan, parameters, random),
      shadowReachMetres: SHADOW_REACH,
    };
    if (seconds === undefined) return layout;
    const walls = [...outside(plan), ...racks, ...stacks.map(({ ground }) => ground)];
    const still = [...walls, ...footprints(placed.filter(({ goes, towed }) => !goes && !towed))];
    const observer = carrier?.observer(still);
    const moving = animate(placed, { seconds, random, observer, walls });
    return {
      ...layout,
      at: (time) => ({
        viewpoint: carrier && observer ? carrier.viewpointAt(observer, moving.observed(time)) : viewpoint,
        instances: [...moving.instances(time), ...around],
      }),
    };
  },
};

function instances(placed: readonly Placed[]) {
  return placed.flatMap(({ instance, also = [] }) => [instance, ...also]);
}

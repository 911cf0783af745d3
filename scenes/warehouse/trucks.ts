import { drawCount } from "../../src/recipe/quantity";
import { chance, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { modelBounds, models, place } from "../../src/scene/models";
import { DRIVER } from "../../src/scene/models/forklift";
import { FORK_FACE, FORK_HEIGHT } from "../../src/scene/models/forklift-mast";
import type { Bounds } from "../../src/scene/models/model";
import { PALLET } from "../../src/scene/models/pallet";
import type { Footprint } from "../../src/scene/placement";
import { type Goes, headingOf } from "../motion/goes";
import { roam } from "../motion/roam";
import { onAxles } from "../motion/way";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { LABELLED, loadedPallet, varyGoods } from "./goods";
import type { WarehouseParameters } from "./parameters";
import { inAisle, openFloor, type Plan } from "./plan";
import { type Dress, worker } from "./workers";

const TRIES = 12;
const CLEARANCE = 0.3;
/** The boards on which the forks lift a pallet are this high over its lower side. */
const DECK = PALLET.height - 0.044;

/** Forklifts that drive through the aisles or over the open floor, with or without a load, or are parked at the southern wall. */
export function trucks(
  plan: Plan,
  parameters: WarehouseParameters,
  dress: Dress,
  eye: Vec3,
  taken: readonly Footprint[],
  random: Streams,
): Placed[] {
  const count = drawCount(parameters.forklifts, random("forklifts"));
  const kept: Placed[] = [];
  for (let at = 0; at < count; at++) {
    const style = random("forklift", at);
    const truck = models.forklift.vary(style);
    const doing = pick(style, ["aisle", "open", "parked"] as const, [4, 4, 1.5]);
    const loaded = doing !== "parked" && chance(style, 0.6);
    const lift = loaded ? uniform(style, 0.14, 0.4) : truck.lift;
    const attempt = () => {
      const { position, headingDegrees } = STANDS[doing](plan, style);
      const where = { class: "forklift", position, headingDegrees };
      return [put("forklift", { ...truck, lift, beacon: truck.beacon && doing !== "parked" }, where, CLEARANCE)];
    };
    const found = firstThatFits(TRIES, attempt, [...taken, ...footprints(kept)]);
    kept.push(
      ...found.map((placed): Placed => {
        const cargo = loaded ? carried(placed.instance, lift, eye, random("cargo", at)) : [];
        const driver = doing === "parked" ? [] : [seated(placed.instance, worker(dress, random("driver", at)))];
        const also = [...cargo, ...driver];
        return doing === "parked" ? { ...placed, also } : { ...placed, also, goes: driving(placed.instance, loaded) };
      }),
    );
  }
  return kept;
}

/** Driven through the aisles and over the open floor, between what stands there; slower with a load. */
function driving(truck: InstanceSpec, loaded: boolean): Goes {
  const own = modelBounds(truck);
  const { min, max } = own;
  // A pallet reaches beyond the forks.
  const bounds: Bounds = loaded ? { min: [min[0], 0, Math.min(min[2], FORK_FACE - PALLET.length - 0.05)], max } : own;
  const [x, , z] = truck.position;
  return (random, taken) => {
    const start = { x, z, headingDegrees: headingOf(truck) };
    const way = roam({ start, bounds, taken, clearance: 0.25, radius: 1.9, straight: [1.2, 9], turns: [0, 90, -90] }, random);
    const wish = loaded ? uniform(random, 1.3, 2.2) : uniform(random, 1.8, 3);
    return { way: onAxles(way, AXLE), wish, eager: 0.9, onFoot: false, bounds };
  };
}

/** From the middle of a truck to its axles, metres. */
const AXLE = 0.65;

type Stand = { readonly position: Vec3; readonly headingDegrees: number };

const STANDS: Record<"aisle" | "open" | "parked", (plan: Plan, random: Random) => Stand> = {
  aisle(plan, random) {
    const [x, z] = inAisle(plan, random);
    const off = Math.max(0, plan.aisleWidth / 2 - 1.15);
    return { position: [x + uniform(random, -off, off), 0, z], headingDegrees: pick(random, [0, 180]) + uniform(random, -3, 3) };
  },
  open(plan, random) {
    const [x, z] = openFloor(plan, 2.4, random);
    return { position: [x, 0, z], headingDegrees: pick(random, [0, 90, 180, 270]) + uniform(random, -25, 25) };
  },
  parked(plan, random) {
    const x = uniform(random, 1.5 - plan.width / 2, plan.width / 2 - 1.5);
    return { position: [x, 0, plan.south - 1.6], headingDegrees: uniform(random, -3, 3) };
  },
};

/** The pallet on the forks. */
function carried({ position, rotation }: InstanceSpec, lift: number, eye: Vec3, random: Random): InstanceSpec[] {
  const turn = -2 * Math.atan2(rotation[1], rotation[3]);
  const ahead = -(FORK_FACE - 0.015) + PALLET.length / 2;
  const [x, , z] = position;
  const spot = [x + Math.sin(turn) * ahead, lift + FORK_HEIGHT - DECK, z - Math.cos(turn) * ahead] as const;
  const single = Math.hypot(spot[0] - eye[0], spot[2] - eye[2]) < LABELLED;
  return loadedPallet(varyGoods(random, 1.3), { position: spot, headingDegrees: (turn * 180) / Math.PI, single }, random);
}

/** A driver in the seat. */
function seated({ position, rotation }: InstanceSpec, driver: ReturnType<typeof worker>): InstanceSpec {
  const turn = -2 * Math.atan2(rotation[1], rotation[3]);
  const [x, y, z] = position;
  const seat = [x - Math.sin(turn) * DRIVER[2], y + DRIVER[1], z + Math.cos(turn) * DRIVER[2]] as const;
  const person = { ...driver, pose: "sitting" as const, height: Math.min(driver.height, 1.86) };
  return place("person", person, { class: "person", position: seat, headingDegrees: (turn * 180) / Math.PI });
}

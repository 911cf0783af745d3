import { draw } from "../../src/recipe/quantity";
import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { models } from "../../src/scene/models";
import { PALLET } from "../../src/scene/models/pallet";
import { type Footprint, isFree } from "../../src/scene/placement";
import { keepFree, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { fewer, LABELLED, loadedPallet, varyGoods } from "./goods";
import { LANES_FROM, LANES_TO, lanePlaces } from "./hall";
import type { WarehouseParameters } from "./parameters";
import { aisleX, type Plan } from "./plan";
import { emptyPallets } from "./stock";

const PITCH = 1.45;

/** A group of instances that stand on one piece of ground. */
type Stack = { readonly ground: Footprint; readonly instances: readonly InstanceSpec[] };

/** Pallets in the lanes before the doors, one or two above each other, with empty ones here and there. */
export function floorStacks(plan: Plan, parameters: WarehouseParameters, eye: Vec3, free: Footprint, random: Streams): Stack[] {
  const share = draw(parameters.floorShare, random("floorShare"));
  const count = Math.floor((plan.south - LANES_TO - LANES_FROM) / PITCH);
  return lanePlaces(plan).flatMap((x, lane) => {
    const goods = varyGoods(random("lane", lane), 1.5);
    return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
      const style = random("floor", lane, at);
      const position = [
        x + uniform(style, -0.05, 0.05),
        0,
        LANES_FROM + (at + 0.5) * PITCH + uniform(style, -0.06, 0.06),
      ] as const;
      const headingDegrees = pick(style, [0, 180]) + uniform(style, -4, 4);
      const half = [PALLET.width / 2 + 0.04, PALLET.length / 2 + 0.04] as const;
      const ground: Footprint = { centre: [position[0], position[2]], half, headingDegrees };
      if (!chance(style, share) || !isFree(ground, [free])) return [];
      if (chance(style, 0.15))
        return [{ ground, instances: emptyPallets(position, headingDegrees, integer(style, 2, 11), style) }];
      const single = Math.hypot(position[0] - eye[0], position[2] - eye[2]) < LABELLED;
      const below = fewer(goods, style);
      const first = loadedPallet(below, { position, headingDegrees, single }, style);
      const flat = below.load.kind !== "boxes" && below.load.height < 1.1;
      if (!flat || !chance(style, 0.4)) return [{ ground, instances: first }];
      const above = [position[0], PALLET.height + below.load.height, position[2]] as const;
      return [
        {
          ground,
          instances: [...first, ...loadedPallet(varyGoods(style, 1.1), { position: above, headingDegrees, single }, style)],
        },
      ];
    });
  });
}

/** Cones at the ends of the racks, bins along the walls, pallet jacks left standing. */
export function clutter(plan: Plan, parameters: WarehouseParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const share = draw(parameters.clutter, random("clutter"));
  const wanted = [...cones(plan, share, random), ...bins(plan, share, random), ...jacks(plan, share, random)];
  return keepFree(wanted, taken);
}

/** One beside each aisle's mouth, or a few round a wet place on the floor. */
function cones(plan: Plan, share: number, random: Streams): Placed[] {
  const style = random("cones");
  const cone = models.cone.vary(style);
  const mouths = Array.from({ length: plan.aisles }, (_, at) => at).flatMap((at): Placed[] => {
    const wanted = chance(style, share);
    const x = aisleX(plan, at) + pick(style, [-1, 1]) * (plan.aisleWidth / 2 - 0.3);
    return wanted ? [coneAt(cone, x, uniform(style, 0.3, 0.8), style)] : [];
  });
  if (!chance(style, share * 0.7)) return mouths;
  const [x, z] = [uniform(style, -0.35, 0.35) * plan.width, uniform(style, 3, 8)];
  const turn = uniform(style, 0, Math.PI);
  const ring = Array.from({ length: 4 }, (_, at) => {
    const angle = turn + (at * Math.PI) / 2;
    return coneAt(cone, x + Math.cos(angle) * 0.9, z + Math.sin(angle) * 0.9, style);
  });
  return [...mouths, ...ring];
}

function coneAt(cone: ReturnType<typeof models.cone.vary>, x: number, z: number, random: Random): Placed {
  return put("cone", cone, { class: "traffic cone", position: [x, 0, z], headingDegrees: uniform(random, 0, 90) }, 0.05);
}

function bins(plan: Plan, share: number, random: Streams): Placed[] {
  const style = random("bins");
  return [-1, 1].flatMap((side) =>
    [3, 6.5, 10].flatMap((z): Placed[] => {
      const wanted = chance(style, share);
      const bin = { ...models.bin.vary(style), kind: "wheeled" } as const;
      const position = [side * (plan.width / 2 - 0.75), 0, z + uniform(style, -1, 1)] as const;
      const place = { class: "bin", position, headingDegrees: side * -90 + uniform(style, -6, 6) };
      return wanted ? [put("bin", bin, place, 0.05)] : [];
    }),
  );
}

function jacks(plan: Plan, share: number, random: Streams): Placed[] {
  return [0, 1, 2].flatMap((at): Placed[] => {
    const style = random("jack", at);
    const wanted = chance(style, share);
    const x = uniform(style, -0.42, 0.42) * plan.width;
    const z = pick(style, [uniform(style, 1.6, 5), plan.south - 1.3]);
    const jack = { ...models["pallet-jack"].vary(style), tiltDegrees: uniform(style, 0, 6) };
    const place = { class: "pallet jack", position: [x, 0, z] as const, headingDegrees: uniform(style, 0, 360) };
    return wanted ? [put("pallet-jack", jack, place, 0.1)] : [];
  });
}

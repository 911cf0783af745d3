import { draw } from "../../src/recipe/quantity";
import { chance, pick, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import { PALLET } from "../../src/scene/models/pallet";
import type { Streams } from "../scene";
import { fewer, LABELLED, loadedPallet, varyGoods } from "./goods";
import type { WarehouseParameters } from "./parameters";
import { bayMiddles, type Plan, type Row, rows } from "./plan";

/** Places of a bay, from its middle. */
const PLACES = [-0.88, 0, 0.88];
/** Beam and the air over a load. */
const CLEARANCE = 0.25;

/** Pallets in the racks. Each place has a stream of its own; neighbours in a bay mostly hold the same goods. */
export function stock(plan: Plan, parameters: WarehouseParameters, eye: Vec3, random: Streams): InstanceSpec[] {
  const share = draw(parameters.fillShare, random("fillShare"));
  const room = Math.min(1.7, plan.levelHeight - PALLET.height - CLEARANCE);
  return rows(plan).flatMap((row) =>
    bayMiddles(plan.bays).flatMap((middle, bay) =>
      Array.from({ length: plan.levels }, (_, level) => level).flatMap((level) => {
        const goods = varyGoods(random("goods", row.index, bay, level), room);
        return PLACES.flatMap((offset, at) => {
          const style = random("place", row.index, bay, level, at);
          if (!chance(style, share)) return [];
          const here = chance(style, 0.75) ? fewer(goods, style) : varyGoods(style, room);
          const position = [row.x + uniform(style, -0.03, 0.03), level * plan.levelHeight, middle + offset] as const;
          const headingDegrees = row.headingDegrees + uniform(style, -1.2, 1.2);
          if (chance(style, 0.05))
            return emptyPallets(position, headingDegrees, pick(style, [1, 2, 4]), random("pile", row.index, bay, level, at));
          return loadedPallet(here, { position, headingDegrees, single: faces(row, position, eye) }, style);
        });
      }),
    ),
  );
}

/** Whether the camera is near and before the row, so that it can see the boxes. */
function faces(row: Row, [x, y, z]: Vec3, eye: Vec3): boolean {
  const before = row.headingDegrees === 90 ? eye[0] - x : x - eye[0];
  return before > 0 && Math.hypot(eye[0] - x, eye[1] - y, eye[2] - z) < LABELLED;
}

/** A pile of empty pallets. */
export function emptyPallets(
  [x, y, z]: Vec3,
  headingDegrees: number,
  count: number,
  random: ReturnType<Streams>,
): InstanceSpec[] {
  return Array.from({ length: count }, (_, at) => {
    const position = [x + uniform(random, -0.02, 0.02), y + at * PALLET.height, z + uniform(random, -0.02, 0.02)] as const;
    const turn = at === 0 ? 0 : uniform(random, -2, 2);
    return place("pallet", models.pallet.vary(random), { class: "pallet", position, headingDegrees: headingDegrees + turn });
  });
}

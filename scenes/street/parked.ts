import { draw } from "../../src/recipe/quantity";
import { chance, type Random, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { onPath } from "../../src/scene/path";
import type { Footprint } from "../../src/scene/placement";
import { keepFree, type Placed, put } from "../put";
import type { Streams } from "../scene";
import { parkingSpaces, roadsides, type Side, SPACE } from "./beside-kerbs";
import type { StreetParameters } from "./parameters";
import type { Plan } from "./plan";

/** Between the kerb and a parked car. */
const FROM_KERB = 0.3;

/** Cars in the parking lanes. */
export function parkedCars(plan: Plan, parameters: StreetParameters, taken: readonly Footprint[], random: Streams): Placed[] {
  const share = draw(parameters.parkedShare, random("parkedShare"));
  const wanted = roadsides(plan).flatMap((side) =>
    parkingSpaces(plan, side).flatMap((s, at) => {
      const style = random("parked", side.name, at);
      return chance(style, share) ? [parked(side, s, style)] : [];
    }),
  );
  return keepFree(wanted, taken);
}

function parked({ kerb }: Side, s: number, random: Random): Placed {
  const car = { ...models.car.vary(random), headlights: false };
  const slack = Math.max(0, (SPACE - car.length) / 2 - 0.4);
  const behind = -FROM_KERB - car.width / 2 + uniform(random, -0.05, 0.05);
  const { x, z, headingDegrees } = onPath(kerb.path, s + uniform(random, -slack, slack), behind);
  const heading = headingDegrees + uniform(random, -1.5, 1.5);
  return put("car", car, { class: "car", position: [x, 0, z], headingDegrees: heading }, 0.15);
}

import { pick, type Random } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import type { Spot } from "../../src/scene/path";
import { type Placed, put } from "../put";
import type { Side } from "./beside-kerbs";
import { KERB_HEIGHT, type Plan } from "./plan";
import { postWithSign } from "./signs";

/** The spot some metres behind the kerb, and some farther along it. */
type At = (behind: number, ahead?: number) => Spot;

/** What stands beside the kerb, by kind; each at a place along it. */
export const KERBSIDE: Record<
  "sign" | "bin" | "bench" | "hydrant" | "bollards",
  (plan: Plan, side: Side, at: At, random: Random) => Placed[]
> = {
  sign(plan, { stretch }, at, random) {
    // One limit for the whole street: wide lanes are for 50 km/h.
    const limit = plan.laneWidth > 3.3 ? "limit 50" : "limit 30";
    const kinds = ["no parking", stretch.parking > 0 ? "parking" : "no parking", limit] as const;
    return [postWithSign(pick(random, kinds), at(0.45))];
  },

  bin(_plan, _side, at, random) {
    const bin = { kind: "round", colour: models.bin.vary(random).colour } as const;
    return [put("bin", bin, standing("bin", at(0.75), 0), 0.25)];
  },

  bench(_plan, _side, at, random) {
    return [put("bench", models.bench.vary(random), standing("bench", at(0.85), 90), 0.3)];
  },

  hydrant(_plan, _side, at, random) {
    return [put("hydrant", models.hydrant.vary(random), standing("hydrant", at(0.55), -90), 0.4)];
  },

  bollards: (_plan, _side, at) => [-1.2, 0, 1.2].map((ahead) => put("pole", BOLLARD, standing("pole", at(0.4, ahead), 0), 0.2)),
};

const BOLLARD = { height: 0.95, radius: 0.055, colour: "#4a4e50" };

/** On the sidewalk, turned by some degrees against the traffic beside it: -90 looks at the road. */
function standing(name: string, { x, z, headingDegrees }: Spot, turn: number) {
  return { class: name, position: [x, KERB_HEIGHT, z], headingDegrees: headingDegrees + turn } as const;
}

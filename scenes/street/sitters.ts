import { chance, uniform } from "../../src/recipe/random";
import { models } from "../../src/scene/models";
import { type Footprint, isFree } from "../../src/scene/placement";
import { type Placed, put } from "../put";
import type { Streams } from "../scene";
import { KERB_HEIGHT } from "./plan";

/** Chance that somebody sits on a place of a bench. */
const TAKEN = 0.35;
/** From the middle of a bench to the places on it, and from its front to the seat's middle, metres. */
const ASIDE = 0.42;
const BACK = 0.02;
/** Height of the seat, and of the underside of thighs over the soles, as a share of a person's height. */
const SEAT = 0.44;
const THIGHS = 0.24;

/** People who sit on the benches. They take the ground before the bench, where their feet are. */
export function sitters(still: readonly Placed[], taken: readonly Footprint[], random: Streams): readonly Placed[] {
  const benches = still.filter(({ instance }) => instance.model === "bench");
  return benches.flatMap((bench, at) => {
    const { instance, footprint } = bench;
    const { headingDegrees } = footprint;
    const others = [...taken, ...still.filter((one) => one !== bench).map((one) => one.footprint)];
    return [-1, 1].flatMap((side) => {
      const style = random("sitter", at, side);
      if (!chance(style, TAKEN)) return [];
      const person = { ...models.person.vary(style), pose: "sitting", top: "jacket" } as const;
      const angle = (headingDegrees * Math.PI) / 180;
      const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
      const place = (right: number, ahead: number) =>
        [instance.position[0] + cos * right + sin * ahead, instance.position[2] + sin * right - cos * ahead] as const;
      const [x, z] = place(side * ASIDE, -BACK);
      const level = KERB_HEIGHT + Math.max(0, SEAT - THIGHS * person.height);
      const heading = headingDegrees + uniform(style, -6, 6);
      const placed = put("person", person, { class: "person", position: [x, level, z], headingDegrees: heading }, 0);
      const feet: Footprint = { centre: place(side * ASIDE, 0.58), half: [0.3, 0.26], headingDegrees };
      return isFree(feet, others) ? [{ ...placed, footprint: feet }] : [];
    });
  });
}

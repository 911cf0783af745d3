import type { ParametersOf } from "../../src/scene/models";
import { type Path, pathLength, type Spot } from "../../src/scene/path";
import { type Goes, walkingSpeed } from "../motion/goes";
import { ahead, along } from "../motion/way";
import { KERB_HEIGHT } from "./plan";

type Person = ParametersOf<"person">;
type Walker = { readonly person: Pick<Person, "pose" | "height">; readonly pace: number };

/** How far behind the kerb who has crossed a road stops, metres, and the ramp up to it. */
const ACROSS = 1.3;
const RAMP = 0.35;

/** Somebody who walks on a sidewalk, `aside` metres behind the kerb; nothing for who stands. */
export function walkerGoes(
  path: Path,
  s: number,
  aside: number,
  { person, direction, pace }: Walker & { readonly direction: 1 | -1 },
): { readonly goes?: Goes } {
  const wish = walkingSpeed(person, pace);
  if (wish === undefined) return {};
  const end = direction > 0 ? pathLength(path) : 0;
  return { goes: () => ({ way: along(path, s, end, aside, direction), wish, eager: 1.2, onFoot: true }) };
}

/** Somebody who crosses a road and steps up the kerb after some metres. */
export function crosserGoes(spot: Spot, toKerb: number, { person, pace }: Walker): { readonly goes?: Goes } {
  const wish = walkingSpeed(person, pace);
  if (wish === undefined) return {};
  const level = (metres: number) => KERB_HEIGHT * Math.min(1, Math.max(0, (metres - toKerb) / RAMP + 0.5));
  return { goes: () => ({ way: ahead(spot, toKerb + ACROSS), wish, eager: 1.2, onFoot: true, level }) };
}

/** Lightning: a flash while the picture is taken. Lux and cd/m². */
import { stream, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { FullWeather } from "../../recipe/weather";
import { perChannel, type Rgb, scale } from "./colour";
import { directionTo } from "./light";

/** The channel is bluish white, some 10,000 K on the average (Orville and Henderson, 1984). */
const COLOUR: Rgb = [0.93, 1, 1.22];
/** Share of its light that the clouds spread over the whole sky. */
const SPREAD = 0.5;
/** A channel is some kilometres long: its angular radius in radians. */
export const FLASH_RADIUS = 0.06;

/** What a flash adds: radiance of the sky, irradiance of what faces the channel, and of the ground. */
type Flash = { readonly sky: Rgb; readonly facing: Rgb; readonly horizontal: Rgb };

/** `lightningLux` falls on a surface that faces the flash: from the channel itself, and from all of the sky. */
export function flashOf({ lightningLux }: Pick<FullWeather, "lightningLux">): Flash {
  const all = scale(COLOUR, lightningLux);
  const facing = scale(all, 1 - SPREAD);
  const sky = scale(all, SPREAD / Math.PI);
  return { sky, facing, horizontal: perChannel((c) => SPREAD * all[c] + 0.5 * facing[c]) };
}

/** Where the channel of an image stands in the sky. */
export function flashDirection(seed: number, index: number): Vec3 {
  const random = stream(seed, index, "lightning");
  return directionTo(uniform(random, 18, 50), uniform(random, 0, 360));
}

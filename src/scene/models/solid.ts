import { BoxGeometry, SphereGeometry } from "three";
import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Model } from "./model";

/** Plain solids with exact shapes: targets for calibration and for tests of the labels. They stand on the ground like all models. */
const colours = ["#c83c32", "#3264c8", "#3ca050", "#dcb432", "#808080"] as const;
const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
const metres = z.number().positive().max(100);

const sphereParameters = z.strictObject({ radius: metres, colour });
const cuboidParameters = z.strictObject({ width: metres, height: metres, length: metres, colour });

/** A sphere, fine enough that its outline is within 0.02 % of its radius. */
export const sphere: Model<z.output<typeof sphereParameters>> = {
  parameters: sphereParameters,
  vary: (random: Random) => ({ radius: uniform(random, 0.2, 1), colour: pick(random, colours) }),
  bounds: ({ radius }) => ({ min: [-radius, 0, -radius], max: [radius, 2 * radius, radius] }),
  build: ({ radius, colour }) => [
    { material: "plastic", colour, geometry: new SphereGeometry(radius, 192, 128).translate(0, radius, 0) },
  ],
};

/** A box with sharp edges. */
export const cuboid: Model<z.output<typeof cuboidParameters>> = {
  parameters: cuboidParameters,
  vary(random: Random) {
    const side = () => uniform(random, 0.2, 1.5);
    return { width: side(), height: side(), length: side(), colour: pick(random, colours) };
  },
  bounds: ({ width, height, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, height, length / 2] }),
  build: ({ width, height, length, colour }) => [
    { material: "plastic", colour, geometry: new BoxGeometry(width, height, length).translate(0, height / 2, 0) },
  ],
};

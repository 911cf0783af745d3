import { z } from "zod";
import { chance, pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import { fill, flatFace, rectangle } from "./face";
import { textWidth, write } from "./lettering";
import type { Model } from "./model";
import { box, type Surface, sketch } from "./sketch";

const parameters = z.strictObject({
  cents: z.int().min(1).max(9999),
  colour,
});

/** The parameters of a price tag. */
export type PriceTag = z.output<typeof parameters>;

const [WIDTH, HEIGHT, THICK] = [0.068, 0.038, 0.0016] as const;
const INK = "#1c1c20";
const LAYER = 0.0004;

/** A price tag as it hangs on the edge of a shelf: the price, two lines of text and a bar code. */
export const priceTag: Model<PriceTag> = {
  parameters,
  vary: (random: Random) => ({
    cents: 100 * Math.floor(1 + 8 * random()) + pick(random, [9, 19, 29, 49, 79, 89, 95, 99]),
    colour: chance(random, 0.2) ? "#f7d432" : "#f8f8f4",
  }),
  bounds: () => ({ min: [-WIDTH / 2, 0, -THICK / 2 - 2 * LAYER], max: [WIDTH / 2, HEIGHT, THICK / 2] }),
  build({ cents, colour }, detail) {
    const { on, parts } = sketch();
    box(on("plastic", colour), [-WIDTH / 2, 0, -THICK / 2], [WIDTH / 2, HEIGHT, THICK / 2], ["back"]);
    if (detail === "far") return parts();
    const ink = on("plastic", INK);
    const face = flatFace(WIDTH, THICK / 2, 0, HEIGHT);
    for (const [low, right] of [
      [0.0325, 0.024],
      [0.0285, 0.012],
    ] as const) {
      fill(ink, face, rectangle(-0.03, right, low, low + 0.0018), LAYER);
    }
    if (detail === "near") writePrice(ink, cents);
    for (const [at, thick] of [1, 2, 1, 3, 1, 2].entries()) {
      const left = -0.03 + at * 0.0032;
      fill(ink, face, rectangle(left, left + thick * 0.0008, 0.004, 0.012), LAYER);
    }
    return parts();
  },
};

/** Large units, a point, small cents. */
function writePrice(ink: Surface, cents: number): void {
  const wall = flatFace(WIDTH, THICK / 2, 0, HEIGHT).touching(0);
  const [units, rest] = [String(Math.floor(cents / 100)), String(cents % 100).padStart(2, "0")];
  const [large, small] = [0.018, 0.011];
  const end = 0.012;
  write(ink, wall, units, { right: end - textWidth(units, large) / 2, up: 0.006, height: large, out: 2 * LAYER, weight: 0.22 });
  fill(ink, flatFace(WIDTH, THICK / 2, 0, HEIGHT), rectangle(end + 0.0022, end + 0.0047, 0.006, 0.0085), LAYER);
  write(ink, wall, rest, { right: 0.0245, up: 0.013, height: small, out: 2 * LAYER, weight: 0.22 });
}

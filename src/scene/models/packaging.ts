import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import { colour } from "./colour";
import { type Column, type Face, fill, print, rectangle, spot } from "./face";
import type { Detail } from "./model";
import type { Sketch } from "./sketch";

const layouts = ["band", "diagonal", "circle", "stripes", "window", "wave", "plain"] as const;
type Layout = (typeof layouts)[number];

/** What is printed on a package. All packages of one product have the same. */
export const designSchema = z.strictObject({
  layout: z.enum(layouts).describe("Plain has shapes but no letters"),
  ground: colour,
  accent: colour,
  ink: colour.describe("Letters on light colours; on dark ones they are nearly white"),
  picture: colour.nullable().describe("Colour of the fruit, or of whatever is in it, as round spots"),
  brand: z.string().regex(/^[A-Z0-9 ]{1,10}$/, "up to ten capitals or digits"),
  word: z.string().regex(/^[A-Z0-9 ]{1,10}$/, "up to ten capitals or digits"),
});

/** What is printed on a package. */
export type Design = z.output<typeof designSchema>;

const PAPER = "#f7f4ec";
/** Metres between two layers of print: they must not touch, and nobody may see it. */
const LAYER = 0.0004;

/** Ground, accent and ink that go together. */
const palettes = [
  ["#c8202c", "#f5d13a", "#7a0c14"],
  ["#f4f1e6", "#2e7d46", "#1f4a2c"],
  ["#1f4fa0", "#f0f4f8", "#12305f"],
  ["#f3c62c", "#c4301f", "#5a1810"],
  ["#2f8f4e", "#f2e25a", "#14421f"],
  ["#f7f7f4", "#d8262f", "#2a2a2c"],
  ["#f08a24", "#fff3d6", "#7a3606"],
  ["#5b2a86", "#f2c230", "#2c1046"],
  ["#f2ece0", "#2b6cb0", "#1c3554"],
  ["#18181c", "#c9a24a", "#18181c"],
  ["#e9548c", "#fff0f4", "#7c1440"],
  ["#7ec4cf", "#fdfdf5", "#14505c"],
  ["#a3c94c", "#fbf7dc", "#35500f"],
  ["#6b3a20", "#f1d9a8", "#38190a"],
  ["#0f7f8c", "#f7d65a", "#073e46"],
  ["#f6dfc0", "#8c2f39", "#4a141a"],
] as const;

const brands = [
  "VELTA",
  "NORI",
  "KLARO",
  "FINKA",
  "LUMO",
  "TAVI",
  "ZESTA",
  "MILO K",
  "AVINA",
  "HELIX",
  "KIVA",
  "OLLI",
  "TIKO",
  "VANTA",
];

/** Draws the design of a product in a few words. `words` are what such a product may be called. */
export function drawDesign(random: Random, words: readonly string[], picture: string | null = null): Design {
  const [ground, accent, ink] = pick(random, palettes);
  const layout = pick(random, layouts.slice(0, -1));
  return { layout, ground, accent, ink, picture, brand: pick(random, brands), word: pick(random, words) };
}

/** Where words and picture go: metres over the lower edge of the face, and what is behind them. */
type Copy = {
  readonly brand: readonly [up: number, on: string];
  readonly word: readonly [up: number, on: string];
  readonly picture: readonly [right: number, up: number];
};

type Page = {
  readonly width: number;
  readonly reach: number;
  readonly height: number;
  readonly paint: (colour: string, columns: readonly Column[], layer: number) => void;
};

/** Each layout prints its shapes and says where the words go. */
const LAYOUTS: Record<Layout, (page: Page, design: Design) => Copy> = {
  band({ reach, height: h, paint }, { ground, accent }) {
    paint(accent, rectangle(-reach, reach, 0.5 * h, 0.8 * h), 0);
    paint(PAPER, rectangle(-reach, reach, 0.47 * h, 0.5 * h), 0);
    return { brand: [0.65 * h, accent], word: [0.37 * h, ground], picture: [0, 0.17 * h] };
  },
  diagonal({ reach, height: h, paint }, { ground, accent }) {
    // biome-ignore format: one corner a line
    paint(accent, [[-reach, 0.12 * h, 0.4 * h], [reach, 0.36 * h, 0.64 * h]], 0);
    return { brand: [0.8 * h, ground], word: [0.38 * h, accent], picture: [0, 0.13 * h] };
  },
  circle({ width, height: h, paint }, { ground, accent }) {
    const radius = Math.min(0.46 * width, 0.3 * h);
    paint(accent, spot(0, 0.38 * h, radius), 0);
    return { brand: [0.84 * h, ground], word: [0.38 * h + 0.35 * radius, accent], picture: [0, 0.38 * h - 0.35 * radius] };
  },
  stripes({ reach, height: h, paint }, { ground, accent }) {
    for (const low of [0.06, 0.13, 0.92]) paint(accent, rectangle(-reach, reach, low * h, (low + 0.04) * h), 0);
    return { brand: [0.72 * h, ground], word: [0.53 * h, ground], picture: [0, 0.31 * h] };
  },
  window({ width, reach, height: h, paint }, { accent }) {
    paint(accent, rectangle(-reach, reach, 0, 0.13 * h), 0);
    paint(PAPER, rectangle(-0.47 * width, 0.47 * width, 0.2 * h, 0.9 * h), 0);
    return { brand: [0.74 * h, PAPER], word: [0.54 * h, PAPER], picture: [0, 0.35 * h] };
  },
  wave({ reach, height: h, paint }, { ground, accent }) {
    const crest = (at: number): Column => [at * reach, 0, (0.46 + 0.07 * Math.sin(at * 3)) * h];
    paint(accent, [-1, -0.7, -0.4, -0.1, 0.2, 0.5, 0.8, 1].map(crest), 0);
    return { brand: [0.76 * h, ground], word: [0.36 * h, accent], picture: [0, 0.17 * h] };
  },
  plain({ reach, height: h, paint }, { ground, accent }) {
    paint(accent, rectangle(-reach, reach, 0.3 * h, 0.6 * h), 0);
    return { brand: [0.8 * h, ground], word: [0.45 * h, accent], picture: [0, 0.15 * h] };
  },
};

/** Prints a design on a face that has its ground colour already. From farther away only its shapes, and nothing from afar. */
export function printDesign(on: Sketch["on"], face: Face, design: Design, detail: Detail): void {
  if (detail === "far") return;
  const { width, height, reach } = face;
  const paint: Page["paint"] = (colour, columns, layer) => fill(on("gloss", colour), face, columns, LAYER * (layer + 1));
  const copy = LAYOUTS[design.layout]({ width, height, reach, paint }, design);
  if (detail === "middle" || design.layout === "plain") return;
  const words = [
    [design.brand, copy.brand, Math.min(0.17 * height, 0.4 * width)],
    [design.word, copy.word, Math.min(0.075 * height, 0.16 * width)],
  ] as const;
  for (const [word, [up, behind], size] of words) {
    print(on("gloss", inkOn(behind, design.ink)), face, word, { up, height: size, out: 3 * LAYER });
  }
  const [right, up] = copy.picture;
  if (design.picture) {
    const size = Math.min(0.13 * height, 0.2 * width);
    paint(design.picture, spot(right - 0.6 * size, up, size), 1);
    paint(lighter(design.picture), spot(right + 0.7 * size, up - 0.15 * size, 0.85 * size), 2);
    return;
  }
  for (const line of [0, 1]) {
    const half = (0.34 - 0.1 * line) * width;
    const low = up - line * 0.035 * height;
    paint(inkOn(copy.word[1], design.ink), rectangle(right - half, right + half, low, low + 0.012 * height), 1);
  }
}

/** Prints a bar code in the lower half of a face. */
export function printBarCode(on: Sketch["on"], face: Face): void {
  const [width, height] = [Math.min(0.036, 0.8 * face.width), Math.min(0.024, 0.3 * face.height)];
  const low = 0.12 * face.height;
  fill(on("gloss", PAPER), face, rectangle(-width / 2, width / 2, low, low + height), LAYER);
  const bars = on("gloss", "#16161a");
  for (const [at, thick] of [1, 2, 1, 3, 1, 2, 3, 1].entries()) {
    const left = -0.42 * width + at * 0.108 * width;
    fill(bars, face, rectangle(left, left + thick * 0.026 * width, low + 0.1 * height, low + 0.9 * height), 2 * LAYER);
  }
}

/** The colour of letters on this colour. */
function inkOn(behind: string, ink: string): string {
  return lightness(behind) > 0.5 ? ink : PAPER;
}

function lightness(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour);
  return (0.3 * r + 0.59 * g + 0.11 * b) / 255;
}

function lighter(colour: string): string {
  const hex = channels(colour).map((value) =>
    Math.round(value + 0.25 * (255 - value))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

import { integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { type Design, drawDesign } from "../../src/scene/models/packaging";
import type { Streams } from "../scene";

export type Category = "drinks" | "wine" | "food" | "breakfast" | "household" | "snacks";

/** A product: every item of it looks the same. Sizes in metres, along the shelf, up, and into it. */
export type Product = {
  readonly model: "bottle" | "can" | "carton" | "bag";
  /** Of the model, but for the design. */
  readonly parameters: InstanceSpec["parameters"];
  readonly design: Design;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Items that may stand on top of each other. */
  readonly stack: number;
  /** Round ones may be turned by more. */
  readonly round: boolean;
};

/** Draws one product of a kind. */
type Draw = (random: Random) => Product;

const CAPS = ["#2b6cb0", "#c8202c", "#f4f4f0", "#2f8f4e", "#f3c62c", "#18181c"] as const;
const FRUIT = ["#f08a24", "#d8262f", "#f2d03a", "#6aa52e", "#7a2a5c"] as const;

/** What some words stand for: the colour of the fruit on the package, and of what shows through a bottle. */
const PICTURE: Readonly<Record<string, string>> = {
  ORANGE: "#f08a24",
  LEMON: "#f2d03a",
  CHERRY: "#a8182c",
  PEAS: "#6aa52e",
  CORN: "#f2c84a",
  TOMATO: "#d8262f",
  PEACH: "#f0a050",
  SUGO: "#d8262f",
  PESTO: "#6aa52e",
  PICKLES: "#6aa52e",
};
const CONTENT: Readonly<Record<string, string>> = {
  COLA: "#3a1c12",
  ORANGE: "#f59a24",
  LEMON: "#d4e08a",
  CHERRY: "#a81c2a",
  SUGO: "#a82818",
  PESTO: "#6a8a30",
  HONEY: "#d89a28",
  PICKLES: "#7a8a3a",
};

/** Accents that tell the flavours of a brand apart. */
const FLAVOURS = ["#d8262f", "#2e7d46", "#2b6cb0", "#f3c62c", "#f08a24", "#5b2a86", "#e9548c", "#0f7f8c"] as const;

type BottleKind = "water" | "soda" | "juice" | "wine" | "jar" | "detergent";
type BottleLook = {
  readonly height: readonly [number, number];
  /** Radius over height. */
  readonly slender: number;
  readonly contents: readonly string[];
  readonly words: readonly string[];
  readonly fruit?: boolean;
};

const BOTTLES: Record<BottleKind, BottleLook> = {
  water: {
    height: [0.21, 0.31],
    slender: 0.138,
    contents: ["#bcd6e2", "#b4d4d0", "#b8cce4"],
    words: ["WATER", "STILL", "SPRING"],
  },
  soda: {
    height: [0.22, 0.32],
    slender: 0.138,
    contents: ["#3a1c12", "#f08a24", "#cfe08a", "#b8202a"],
    words: ["COLA", "ORANGE", "LEMON", "CHERRY"],
  },
  juice: {
    height: [0.2, 0.26],
    slender: 0.17,
    contents: ["#f5a028", "#c8282c", "#e8c84a", "#8a2a4a"],
    words: ["ORANGE", "APPLE", "MULTI", "CHERRY"],
    fruit: true,
  },
  wine: {
    height: [0.29, 0.32],
    slender: 0.122,
    contents: ["#1e3a24", "#2a1a1c", "#6f7a3c"],
    words: ["MERLOT", "RESERVE", "BLANC", "ROSSO"],
  },
  jar: {
    height: [0.13, 0.17],
    slender: 0.26,
    contents: ["#a82818", "#6a8a30", "#d89a28", "#7a4a20"],
    words: ["SUGO", "PESTO", "HONEY", "PICKLES"],
    fruit: true,
  },
  detergent: {
    height: [0.24, 0.3],
    slender: 0.24,
    contents: ["#2b6cb0", "#f4f4f0", "#2f9e6e", "#e9548c", "#f3c62c"],
    words: ["CLEAN", "FRESH", "SOFT", "COLOR"],
  },
};

/** A design whose picture shows what its word says. */
function drawPrint(random: Random, words: readonly string[], picture: string | null): Design {
  const design = drawDesign(random, words, picture);
  return { ...design, picture: picture && (PICTURE[design.word] ?? picture) };
}

function bottleOf(kind: BottleKind): Draw {
  const { height: range, slender, contents, words, fruit } = BOTTLES[kind];
  return (random) => {
    const height = uniform(random, ...range);
    const radius = height * slender;
    const cap = pick(random, CAPS);
    const usual = pick(random, contents);
    const design = drawPrint(random, words, fruit ? pick(random, FRUIT) : null);
    const depth = kind === "detergent" ? radius * 1.12 : 2 * radius;
    const parameters = { kind, height, radius, content: CONTENT[design.word] ?? usual, cap };
    return { model: "bottle", parameters, design, width: 2 * radius, height, depth, stack: 1, round: kind !== "detergent" };
  };
}

function canOf(
  kind: "drink" | "tin",
  sizes: readonly (readonly [height: number, radius: number])[],
  words: readonly string[],
): Draw {
  return (random) => {
    const [height, radius] = pick(random, sizes);
    const design = drawPrint(random, words, kind === "tin" ? pick(random, FRUIT) : null);
    const parameters = { kind, height, radius };
    return {
      model: "can",
      parameters,
      design,
      width: 2 * radius,
      height,
      depth: 2 * radius,
      stack: kind === "tin" ? 3 : 1,
      round: true,
    };
  };
}

function cartonOf(
  kind: "box" | "gable",
  [width, height, depth]: readonly [number, number, number],
  words: readonly string[],
  pictures: readonly (string | null)[],
): Draw {
  return (random) => {
    const grow = uniform(random, 0.9, 1.1);
    const [w, h, d] = [width * grow, height * uniform(random, 0.92, 1.08), depth * grow];
    const design = drawPrint(random, words, pick(random, pictures));
    const parameters = { kind, width: w, height: h, depth: d, cap: pick(random, CAPS) };
    return { model: "carton", parameters, design, width: w, height: h, depth: d, stack: h < 0.13 ? 3 : 1, round: false };
  };
}

const bagOf: Draw = (random) => {
  const width = uniform(random, 0.14, 0.19);
  const [height, depth] = [width * uniform(random, 1.25, 1.45), width * 0.42];
  const design = drawPrint(random, ["CHIPS", "SALTED", "PAPRIKA", "NACHOS"], pick(random, ["#f2c84a", "#d8862a", null]));
  return { model: "bag", parameters: { width, height, depth }, design, width, height, depth, stack: 1, round: false };
};

const TINS = [
  [0.11, 0.0375],
  [0.11, 0.0375],
  [0.075, 0.0425],
  [0.115, 0.05],
] as const;
const milk = cartonOf("gable", [0.074, 0.235, 0.074], ["MILK", "OAT", "SOY"], [null, "#c89a5a"]);
const cereal = cartonOf("box", [0.19, 0.29, 0.06], ["FLAKES", "MUESLI", "CRUNCH", "LOOPS"], ["#d89a3a", "#c8282c", "#8a4a20"]);
const tea = cartonOf("box", [0.13, 0.085, 0.075], ["TEA", "MINT", "GREEN"], ["#6aa52e", null]);

/** What each category sells. */
const CATEGORIES: Record<Category, readonly Draw[]> = {
  drinks: [
    bottleOf("water"),
    bottleOf("soda"),
    bottleOf("soda"),
    bottleOf("juice"),
    canOf(
      "drink",
      [
        [0.122, 0.033],
        [0.165, 0.033],
        [0.146, 0.0265],
      ],
      ["COLA", "ENERGY", "LEMON", "TONIC"],
    ),
    cartonOf("gable", [0.072, 0.24, 0.072], ["ORANGE", "APPLE", "MULTI"], FRUIT),
  ],
  wine: [bottleOf("wine"), bottleOf("wine"), bottleOf("wine"), canOf("drink", [[0.165, 0.033]], ["BEER", "LAGER", "PILS"])],
  food: [
    canOf("tin", TINS, ["BEANS", "TOMATO", "PEAS", "CORN", "SOUP", "PEACH"]),
    canOf("tin", TINS, ["BEANS", "TOMATO", "PEAS", "CORN", "SOUP", "PEACH"]),
    bottleOf("jar"),
    bottleOf("jar"),
    cartonOf("box", [0.09, 0.19, 0.045], ["PASTA", "PENNE", "RICE"], ["#e8c46a", null]),
  ],
  breakfast: [cereal, cereal, milk, tea, bottleOf("jar"), bottleOf("juice")],
  household: [
    bottleOf("detergent"),
    bottleOf("detergent"),
    cartonOf("box", [0.17, 0.22, 0.09], ["POWDER", "TABS", "CLEAN"], [null, "#7ec4cf"]),
  ],
  snacks: [bagOf, bagOf, cartonOf("box", [0.15, 0.2, 0.05], ["COOKIES", "CRACKER", "WAFERS"], ["#d8a860", "#6b3a20"]), tea],
};

/** Some products of a category that all fit under a board: the same brand often comes in several kinds, side by side. */
export function drawProducts(
  category: Category,
  most: number,
  random: Streams,
  ...where: readonly (string | number)[]
): readonly Product[] {
  const families = integer(random("families", ...where), 2, 4);
  const range: Product[] = [];
  for (let family = 0; family < families; family++) {
    const product = fitting(category, most, random("product", ...where, family));
    if (!product) continue;
    const kinds = random("kinds", ...where, family);
    const count = integer(kinds, 1, 3);
    for (let at = 0; at < count; at++) range.push(at === 0 ? product : sibling(product, kinds));
  }
  return range;
}

/** A product of a category that is at most so high, if possible one that does not leave much air; none when a few tries find none. */
export function fitting(category: Category, most: number, random: Random): Product | undefined {
  const tries = Array.from({ length: 12 }, () => pick(random, CATEGORIES[category])(random));
  const fits = tries.filter(({ height }) => height <= most);
  return fits.find(({ height, stack }) => height * Math.min(stack, Math.floor(most / height)) > 0.62 * most) ?? fits[0];
}

/** The same package with another accent, as for another flavour. */
function sibling(product: Product, random: Random): Product {
  return { ...product, design: { ...product.design, accent: pick(random, FLAVOURS) } };
}

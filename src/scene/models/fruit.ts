import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import { addLoft, boundsOf, hulls, type Profile, type Rings, roundness, type Station, sweep, turn } from "./loft";
import type { Detail, Model } from "./model";
import { finish, type Meshes, type Paint } from "./sheet";
import { add, curve, scale, subtract } from "./vector";

const SIDES: Record<Detail, number> = { near: 28, middle: 12, far: 8 };
const STEM: Paint = ["bark", "#5a4128"];

const parameters = z.strictObject({
  size: z.number().min(0.02).max(0.3).describe("Largest diameter, or length, in metres"),
  colour,
});
/** The parameters of a fruit. */
export type Fruit = z.output<typeof parameters>;

/** What a round fruit is: half its outline for the size 1, and what stands out of it. */
type Round = {
  readonly sizes: readonly [number, number];
  readonly colours: readonly string[];
  readonly profile: Profile;
  /** Lobes round the axis: how many, and how deep at a height. */
  readonly wave: (angle: number, height: number) => number;
  readonly stem?: Stem;
  /** Height of what is highest, for the size 1, where it is not the outline. */
  readonly top?: number;
  /** What else is added. */
  readonly finish?: (meshes: Meshes, size: number) => void;
  /** Rows at which the collider is cut in two, where the outline is hollow. */
  readonly cuts?: readonly number[];
};

/** A stem at the top, for the size 1: from where to where, how thick, and how far its end leans to the side. */
type Stem = { readonly from: number; readonly to: number; readonly radius: number; readonly lean: number };

/** A fruit that is round about its axis. */
function round({ sizes, colours, profile, wave, stem, top = 0, finish: decorate, cuts = [] }: Round): Model<Fruit> {
  const rings = (size: number, sides: number, wider = 1): Rings =>
    turn(profile, sides, (angle, height) => wider * wave(angle, height)).map((ring) =>
      ring.map(([x, y, z]): Vec3 => [x * size, y * size, z * size]),
    );
  return {
    parameters,
    vary: (random: Random) => ({ size: uniform(random, ...sizes), colour: pick(random, colours) }),
    bounds: ({ size }) => {
      const { min, max } = boundsOf(rings(size, 112).flat());
      return { min, max: [max[0], Math.max(max[1], top * size), max[2]] };
    },
    collider({ size }) {
      const levels = rings(size, 16, roundness(16));
      const pieces = [0, ...cuts].map((from, at) => levels.slice(from, (cuts[at] ?? levels.length) + 1).flat());
      return [...pieces, ...(stem ? hulls(stemRings(stem, size)) : [])];
    },
    build({ size, colour }, detail) {
      const meshes: Meshes = new Map();
      addLoft(meshes, ["peel", colour], rings(size, SIDES[detail]), true);
      if (stem) addLoft(meshes, STEM, stemRings(stem, size));
      decorate?.(meshes, size);
      return finish(meshes);
    },
  };
}

function stemRings({ from, to, radius, lean }: Stem, size: number): Rings {
  const stations = [0, 0.5, 1].map((t): Station => {
    const width = size * radius * (0.8 + 0.4 * t);
    return { at: [size * lean * t * t, size * (from + (to - from) * t), 0], width, height: width };
  });
  return sweep(stations, [0, 0, 1], 6);
}

/** A smooth outline through knots of height and radius, for the size 1. */
function outline(knots: readonly (readonly [height: number, radius: number])[], steps: number): Profile {
  const radius = curve(knots);
  const [first = [0, 0], last = [0, 0]] = [knots[0], knots.at(-1)];
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = (1 - Math.cos((Math.PI * step) / steps)) / 2;
    const height = first[0] + (last[0] - first[0]) * share;
    return [step === 0 || step === steps ? 0 : Math.max(radius(height), 0.004), height] as const;
  });
}

/** An outline of an angle from the bottom pole (0) to the top pole (pi). */
function polar(steps: number, at: (angle: number) => readonly [radius: number, height: number]): Profile {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const [radius, height] = at((Math.PI * step) / steps);
    return [step === 0 || step === steps ? 0 : radius, height] as const;
  });
}

/** An apple with a dimple at both ends and five soft lobes below. */
export const apple = round({
  sizes: [0.066, 0.082],
  colours: ["#b3262b", "#c2382e", "#8fae3a", "#d8b23c", "#a81f33", "#c9552f"],
  profile: polar(18, (angle) => {
    const dent = 0.1 * Math.exp(-((angle / 0.42) ** 2));
    const crown = 0.15 * Math.exp(-(((Math.PI - angle) / 0.5) ** 2));
    const radius = 0.5 * Math.sin(angle) * (0.93 + 0.07 * Math.sin(angle - 0.5));
    return [radius * (angle > 1.57 ? 1.02 : 0.97), 0.45 - 0.46 * Math.cos(angle) + dent - crown + 0.025];
  }),
  wave: (angle, height) => 1 + 0.035 * Math.cos(5 * angle) * Math.max(0, 1 - height * 2.2),
  top: 0.995,
  stem: { from: 0.76, to: 0.98, radius: 0.022, lean: 0.055 },
});

/** An orange, a little flat, with the star of its stalk. */
export const orange = round({
  sizes: [0.068, 0.088],
  colours: ["#e8861f", "#ec941f", "#de7a1c", "#e99a2e"],
  profile: polar(18, (angle) => [
    0.5 * Math.sin(angle),
    0.475 - 0.475 * Math.cos(angle) - 0.022 * Math.exp(-(((Math.PI - angle) / 0.25) ** 2)),
  ]),
  wave: () => 1,
  top: 0.938,
  finish: (meshes, size) =>
    addLoft(
      meshes,
      ["bark", "#6f7a3a"],
      turn(
        [
          [0, 0.918 * size],
          [0.0035, 0.926 * size],
          [0.003, 0.937 * size],
          [0, 0.936 * size],
        ],
        5,
      ),
      true,
    ),
});

/** A pear that stands on its round end. */
export const pear = round({
  sizes: [0.086, 0.108],
  colours: ["#b9b44a", "#a8b04c", "#c9b458", "#9a8a3c", "#cfae46"],
  profile: outline(
    [
      [0, 0],
      [0.015, 0.13],
      [0.07, 0.27],
      [0.2, 0.36],
      [0.34, 0.365],
      [0.5, 0.29],
      [0.66, 0.2],
      [0.8, 0.165],
      [0.9, 0.12],
      [0.95, 0],
    ],
    18,
  ),
  wave: (angle) => 1 + 0.015 * Math.cos(3 * angle),
  top: 1.105,
  stem: { from: 0.92, to: 1.09, radius: 0.0175, lean: 0.06 },
  cuts: [11],
});

/** A lemon that stands on one of its ends; it lies down when it is dropped. */
export const lemon = round({
  sizes: [0.075, 0.095],
  colours: ["#ecd02f", "#e6c52a", "#f0d84a"],
  profile: outline(
    [
      [0, 0],
      [0.015, 0.05],
      [0.07, 0.085],
      [0.14, 0.2],
      [0.28, 0.305],
      [0.48, 0.345],
      [0.68, 0.31],
      [0.83, 0.21],
      [0.92, 0.09],
      [0.975, 0.06],
      [1, 0],
    ],
    22,
  ),
  wave: (angle) => 1 + 0.012 * Math.cos(4 * angle + 1),
  cuts: [4, 18],
  finish: (meshes) =>
    addLoft(
      meshes,
      ["bark", "#6f7a3a"],
      turn(
        [
          [0, 0],
          [0.0025, 0],
          [0.0025, 0.0015],
          [0, 0.0015],
        ],
        5,
      ),
      true,
    ),
});

/** A banana on its side: a bent body with five edges, tapered to the stalk. */
export const banana: Model<Fruit> = {
  parameters,
  vary: (random: Random) => ({
    size: uniform(random, 0.16, 0.2),
    colour: pick(random, ["#e5c234", "#dfb92f", "#c9c23e", "#d8a82a"]),
  }),
  bounds: ({ size }) => {
    const { min, max } = boundsOf(bananaRings(size, 24, 40).flat());
    return { min: [min[0] - 0.001, 0, min[2] - 0.001], max: [max[0] + 0.001, max[1] + 0.001, max[2] + 0.001] };
  },
  collider: ({ size }) => hulls(bananaRings(size, 16, 10)),
  build({ size, colour }, detail) {
    const meshes: Meshes = new Map();
    const steps = { near: 22, middle: 10, far: 6 }[detail];
    addLoft(
      meshes,
      (row) => {
        const share = row / steps;
        if (share < 0.05) return ["bark", "#3d2f1c"];
        return share > 0.93 ? ["peel", "#8a8a35"] : ["peel", colour];
      },
      bananaRings(size, steps, { near: 20, middle: 10, far: 5 }[detail]),
    );
    return finish(meshes);
  },
};

const BANANA_GIRTH = curve([
  [0, 0.25],
  [0.05, 0.42],
  [0.18, 0.86],
  [0.35, 1],
  [0.6, 0.98],
  [0.78, 0.75],
  [0.87, 0.42],
  [0.92, 0.3],
  [1, 0.33],
]);

/** Bent in the plane of the table, so that it lies still; the thickest part touches the table. */
function bananaRings(size: number, steps: number, sides: number): Rings {
  const thick = size * 0.098;
  const bend = 1.35;
  const radius = size / bend;
  const stations = Array.from({ length: steps + 1 }, (_, step): Station => {
    const share = step / steps;
    const angle = (share - 0.5) * bend;
    const girth = thick * BANANA_GIRTH(share);
    return { at: [radius * (Math.cos(angle) - 0.92), thick, radius * Math.sin(angle)], width: girth, height: girth };
  });
  return sweep(stations, [0, 1, 0], sides).map((ring, row) =>
    ring.map((corner, at) => {
      const edge = 1 + 0.05 * Math.cos((10 * Math.PI * at) / sides);
      const middle = stations[row]?.at ?? corner;
      return add(middle, scale(subtract(corner, middle), edge / 1.05));
    }),
  );
}

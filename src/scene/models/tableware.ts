import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import { addLoft, boundsOf, hulls, type Profile, type Station, shell, sweep, turn } from "./loft";
import type { Detail, Model } from "./model";
import { finish, type Meshes } from "./sheet";
import { blend } from "./vector";

const GLAZES = ["#f2efe8", "#e8e2d2", "#2f4a6e", "#c8553d", "#4f7a6a", "#d9a441", "#33363b", "#8fb0c4", "#b5627c", "#e7d8c9"];
const PALE = ["#f4f1ea", "#e9e4d8", "#dfe6ea", "#f0e6d6"];
const SIDES: Record<Detail, number> = { near: 36, middle: 16, far: 8 };

const mugParameters = z.strictObject({
  radius: z.number().min(0.025).max(0.06).describe("Metres, at the rim"),
  height: z.number().min(0.05).max(0.15),
  base: z.number().min(0.6).max(1.1).describe("Radius at the bottom, as a share of that at the rim"),
  colour,
  insideColour: colour,
  band: z.enum(["none", "stripe", "dipped"]),
  bandColour: colour,
});
/** The parameters of a mug. */
export type Mug = z.output<typeof mugParameters>;

/** A mug or cup with a handle on its right side. */
export const mug: Model<Mug> = {
  parameters: mugParameters,
  vary: (random: Random) => ({
    radius: uniform(random, 0.037, 0.047),
    height: uniform(random, 0.072, 0.108),
    base: uniform(random, 0.72, 1),
    colour: pick(random, GLAZES),
    insideColour: pick(random, PALE),
    band: pick(random, ["none", "stripe", "dipped"] as const),
    bandColour: pick(random, GLAZES),
  }),
  bounds: (mug) => {
    const { min, max } = boundsOf([...turn([...mugOuter(mug), mugRim(mug)], 4).flat(), ...mugHandle(mug, 16, 24).flat()]);
    return { min, max: [max[0] + 0.0003, max[1], max[2]] };
  },
  collider: (mug) => {
    const [outer, inner] = [mugOuter(mug), mugInner(mug)];
    return [
      ...shell(pieces(outer), pieces(inner), 18),
      turn(
        [
          [radiusAt(mug, 0) - 0.003, 0],
          [radiusAt(mug, 0), 0.006],
        ],
        16,
      ).flat(),
      ...hulls(mugHandle(mug, 10, 6)),
    ];
  },
  build(mug, detail) {
    const meshes: Meshes = new Map();
    const inner = [...mugInner(mug)].reverse();
    const outer = mugOuter(mug);
    const cut = outer.length;
    const bands = { none: () => false, stripe: (row: number) => row >= 5 && row <= 6, dipped: (row: number) => row <= 3 };
    const profile: Profile = [[0, 0.001], [radiusAt(mug, 0) - 0.006, 0.001], ...outer, mugRim(mug), ...inner, [0, 0.006]];
    addLoft(
      meshes,
      (row) => {
        if (row >= cut + 2) return ["paint", mug.insideColour];
        return ["paint", bands[mug.band](row) ? mug.bandColour : mug.colour];
      },
      turn(profile, SIDES[detail]),
      true,
    );
    addLoft(meshes, ["paint", mug.colour], detail === "near" ? mugHandle(mug, 16, 12) : mugHandle(mug, 6, 4));
    return finish(meshes);
  },
};

/** The few levels that physics needs. */
function pieces(profile: Profile): Profile {
  return profile.filter((_, at) => [0, 1, 3, 5, 7].includes(at));
}

const LEVELS = [0.004, 0.012, 0.3, 0.55, 0.66, 0.85, 1];

function radiusAt({ radius, base }: Mug, share: number): number {
  return radius * blend(base, 1, Math.min(1, share * 1.4) ** 0.7);
}

function mugOuter(mug: Mug): Profile {
  const foot = radiusAt(mug, 0);
  return [[foot - 0.003, 0], ...LEVELS.map((share) => [radiusAt(mug, share), Math.max(0.003, share * mug.height)] as const)];
}

function mugRim({ radius, height }: Mug): Profile[number] {
  return [radius - 0.0018, height + 0.0004];
}

function mugInner(mug: Mug): Profile {
  const floor = radiusAt(mug, 0) - 0.008;
  return [
    [floor, 0.006],
    ...LEVELS.map((share) => [radiusAt(mug, share) - 0.0036, Math.max(0.0065 + share * 0.02, share * mug.height)] as const),
  ];
}

function mugHandle(mug: Mug, steps: number, sides: number) {
  const [top, bottom] = [0.84, 0.24];
  const reach = mug.height * 0.36;
  const stations = Array.from({ length: steps + 1 }, (_, step): Station => {
    const angle = Math.PI * (0.5 - step / steps);
    const share = blend(bottom, top, (Math.sin(angle) + 1) / 2);
    const out = Math.max(0, Math.cos(angle)) ** 0.8;
    return { at: [radiusAt(mug, share) - 0.002 + reach * out, share * mug.height, 0], width: 0.0065, height: 0.0042 };
  });
  return sweep(stations, [0, 0, 1], sides);
}

const bowlParameters = z.strictObject({
  radius: z.number().min(0.04).max(0.15).describe("Metres, at the rim"),
  height: z.number().min(0.02).max(0.12),
  colour,
  insideColour: colour,
  rimColour: colour,
});
/** The parameters of a bowl. */
export type Bowl = z.output<typeof bowlParameters>;

/** A round bowl on a foot ring. */
export const bowl: Model<Bowl> = {
  parameters: bowlParameters,
  vary: (random: Random) => {
    const body = pick(random, GLAZES);
    return {
      radius: uniform(random, 0.06, 0.085),
      height: uniform(random, 0.045, 0.068),
      colour: body,
      insideColour: pick(random, [...PALE, body]),
      rimColour: pick(random, [body, ...GLAZES]),
    };
  },
  bounds: ({ radius, height }) => ({ min: [-radius, 0, -radius], max: [radius, height, radius] }),
  collider: (bowl) => [
    ...shell(coarse(bowlOuter(bowl)), coarse(bowlInner(bowl)), 18),
    turn(
      [
        [bowl.radius * 0.44, 0],
        [bowl.radius * 0.5, 0.011],
      ],
      18,
    ).flat(),
  ],
  build(bowl, detail) {
    const meshes: Meshes = new Map();
    const foot = bowl.radius * 0.44;
    const outer = bowlOuter(bowl);
    const profile: Profile = [
      [0, 0.005],
      [foot - 0.004, 0.005],
      [foot - 0.003, 0],
      [foot, 0],
      ...outer,
      ...[...bowlInner(bowl)].reverse(),
      [0, 0.011],
    ];
    const rim = outer.length + 3;
    addLoft(
      meshes,
      (row) => {
        if (row >= rim - 1 && row <= rim + 1) return ["paint", bowl.rimColour];
        return ["paint", row > rim ? bowl.insideColour : bowl.colour];
      },
      turn(profile, SIDES[detail]),
      true,
    );
    return finish(meshes);
  },
};

const BOWL_STEPS = [0, 0.12, 0.25, 0.38, 0.5, 0.64, 0.78, 0.9, 0.97, 1];

function bowlOuter({ radius, height }: Bowl): Profile {
  return BOWL_STEPS.map((t) => [radius * blend(0.46, 1, Math.sin((t * Math.PI) / 2)), blend(0.006, height, t ** 1.35)] as const);
}

function bowlInner({ radius, height }: Bowl): Profile {
  return BOWL_STEPS.map(
    (t) => [radius * blend(0.46, 1, Math.sin((t * Math.PI) / 2)) - 0.0042, blend(0.011, height, t ** 1.35)] as const,
  );
}

function coarse(profile: Profile): Profile {
  return profile.filter((_, at) => [0, 2, 4, 6, 9].includes(at));
}

const plateParameters = z.strictObject({
  radius: z.number().min(0.06).max(0.18).describe("Metres"),
  colour,
  rimColour: colour,
});
/** The parameters of a plate. */
export type Plate = z.output<typeof plateParameters>;

/** A flat plate with a raised rim and a coloured edge. */
export const plate: Model<Plate> = {
  parameters: plateParameters,
  vary: (random: Random) => ({
    radius: pick(random, [uniform(random, 0.085, 0.1), uniform(random, 0.12, 0.135)]),
    colour: pick(random, [...PALE, ...PALE, ...GLAZES]),
    rimColour: pick(random, GLAZES),
  }),
  bounds: ({ radius }) => ({ min: [-radius, 0, -radius], max: [radius, plateHeight(radius), radius] }),
  collider: (plate) => {
    const [lower, upper] = plateSides(plate);
    // Half-way between the two corners of the edge.
    const edge: Profile[number] = [plate.radius + 0.0004, plateHeight(plate.radius) - 0.002];
    return [
      ...shell([...lower.slice(0, -1), edge], upper, 24),
      turn(
        [
          [plate.radius * 0.58, 0],
          [plate.radius * 0.62, 0.0065],
        ],
        24,
      ).flat(),
    ];
  },
  build({ radius, colour, rimColour }, detail) {
    const meshes: Meshes = new Map();
    const [lower, upper] = plateSides({ radius });
    const height = plateHeight(radius);
    const profile: Profile = [
      [0, 0.002],
      [radius * 0.55, 0.002],
      [radius * 0.56, 0],
      ...lower,
      [radius, height - 0.001],
      [radius - 0.001, height],
      ...[...upper].reverse(),
      [0, 0.0065],
    ];
    const edge = lower.length + 3;
    addLoft(
      meshes,
      (row) => ["paint", row >= edge - 1 && row <= edge + 2 ? rimColour : colour],
      turn(profile, SIDES[detail]),
      true,
    );
    return finish(meshes);
  },
};

function plateHeight(radius: number): number {
  return 0.012 + radius * 0.08;
}

/** The underside and the upper side of the rim. */
function plateSides({ radius }: Pick<Plate, "radius">): readonly [Profile, Profile] {
  const height = plateHeight(radius);
  return [
    [
      [radius * 0.58, 0],
      [radius * 0.72, height - 0.0125],
      [radius * 0.96, height - 0.0045],
      [radius - 0.0004, height - 0.003],
    ],
    [
      [radius * 0.62, 0.0065],
      [radius * 0.72, height - 0.0065],
      [radius * 0.93, height - 0.001],
      [radius - 0.003, height],
    ],
  ];
}

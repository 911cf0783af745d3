import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import { add, along, blend, cross, mix, subtract, unit } from "./vector";
import type { Limb } from "./wrap";

/** What people wear. A vest is a high-visibility one over long sleeves in the colour of the trousers. */
export const tops = ["t-shirt", "sweater", "jacket", "coat", "vest"] as const;
export const bottoms = ["trousers", "shorts", "skirt"] as const;
export type Top = (typeof tops)[number];
export type Bottom = (typeof bottoms)[number];

/** How far cloth lies off the skin, metres. */
export const looseness = { "t-shirt": 0.018, sweater: 0.021, jacket: 0.026, coat: 0.03, vest: 0.026 } as const;

export const sides = [0, 1] as const;

/** Balls and tapered capsules of a body under `cloth` metres of cloth. `girth` is 1 for a mean build. */
export function limbsOf(skeleton: Skeleton, girth: number) {
  const size = skeleton.height / 1.75;
  const across = (point: Vec3, x: number): Vec3 => add(point, [x * size, 0, 0]);
  const wide = blend(1, girth, 0.5);
  const { pelvis, waist, chest, neck, torsoUp, torsoFront } = skeleton;
  const breast = along(chest, torsoUp, 0.01 * size);
  const torso = (cloth: number): Limb[] => [
    ...[-1, 1].flatMap((sign) => [
      {
        from: across(breast, sign * 0.07 * wide),
        fromRadius: 0.094 * size * wide + cloth,
        to: across(waist, sign * 0.05 * wide),
        toRadius: 0.088 * size * girth ** 1.3 + cloth,
      },
      {
        from: across(waist, sign * 0.05 * wide),
        fromRadius: 0.088 * size * girth ** 1.3 + cloth,
        to: across(pelvis, sign * 0.068 * wide),
        toRadius: 0.098 * size * girth + cloth,
      },
    ]),
    {
      from: along(neck, torsoUp, -0.04 * size),
      fromRadius: 0.07 * size + cloth,
      to: along(neck, torsoUp, 0.03 * size),
      toRadius: 0.05 * size + cloth * 0.6,
    },
    {
      from: along(waist, torsoFront, (girth - 0.95) * 0.12),
      fromRadius: 0.085 * size * girth + cloth,
      to: waist,
      toRadius: 0.08 * size + cloth,
    },
  ];
  const arm = (side: 0 | 1, cloth: number): Limb[] => [
    {
      from: shoulderRoot(skeleton),
      fromRadius: 0.046 * size + cloth * 0.7,
      to: skeleton.shoulders[side],
      toRadius: 0.05 * size * wide + cloth * 0.9,
    },
    {
      from: skeleton.shoulders[side],
      fromRadius: 0.05 * size * wide + cloth * 0.9,
      to: skeleton.elbows[side],
      toRadius: 0.038 * size * wide + cloth * 0.8,
    },
    {
      from: skeleton.elbows[side],
      fromRadius: 0.038 * size * wide + cloth * 0.8,
      to: skeleton.wrists[side],
      toRadius: 0.026 * size * wide + cloth * 0.6,
    },
  ];
  const leg = (side: 0 | 1, cloth: number, cuff: number): Limb[] => [
    {
      from: skeleton.hips[side],
      fromRadius: 0.088 * size * girth + cloth,
      to: skeleton.knees[side],
      toRadius: 0.056 * size * wide + cloth,
    },
    {
      from: skeleton.knees[side],
      fromRadius: 0.056 * size * wide + cloth,
      to: skeleton.ankles[side],
      toRadius: 0.04 * size * wide + cloth + cuff,
    },
    // Calf.
    {
      from: along(mix(skeleton.knees[side], skeleton.ankles[side], 0.25), calfBack(skeleton, side), 0.016 * size),
      fromRadius: 0.05 * size * wide + cloth * 0.7,
      to: along(mix(skeleton.knees[side], skeleton.ankles[side], 0.5), calfBack(skeleton, side), 0.01 * size),
      toRadius: 0.042 * size * wide + cloth,
    },
  ];
  const seat = (side: 0 | 1, cloth: number): Limb => {
    const centre = along(along(across(pelvis, (side === 0 ? -1 : 1) * 0.062), torsoFront, -0.045 * size), torsoUp, -0.03 * size);
    return {
      from: centre,
      fromRadius: 0.082 * size * girth + cloth,
      to: skeleton.hips[side],
      toRadius: 0.085 * size * girth + cloth,
    };
  };
  /** The parts of the thighs that a top lies over, and between them. */
  const lap = (cloth: number): Limb[] => {
    const thigh = (side: 0 | 1, at: number) => mix(skeleton.hips[side], skeleton.knees[side], at);
    const [hip, low] = [0.088 * size * girth + cloth, 0.081 * size * girth + cloth];
    return [
      ...sides.map((side) => ({ from: thigh(side, 0), fromRadius: hip, to: thigh(side, 0.22), toRadius: low })),
      { from: thigh(0, 0.1), fromRadius: hip, to: thigh(1, 0.1), toRadius: hip },
    ];
  };
  return { torso, arm, leg, seat, lap, size };
}

/** Where both shoulders meet at the foot of the neck. */
export function shoulderRoot(skeleton: Skeleton): Vec3 {
  return along(skeleton.neck, skeleton.torsoUp, -0.036 * (skeleton.height / 1.75));
}

/** The back of the lower leg: where the knee does not point. */
export function calfBack(skeleton: Skeleton, side: 0 | 1): Vec3 {
  const shank = unit(subtract(skeleton.ankles[side], skeleton.knees[side]));
  return unit(cross([1, 0, 0], shank), [0, 0, 1]);
}

/** Every ball that encloses a part of the dressed body, for its bounds. */
export function bodyBalls(
  skeleton: Skeleton,
  girth: number,
  clothes: { readonly top: Top; readonly bottom: Bottom },
): { readonly centre: Vec3; readonly radius: number }[] {
  const cloth = looseness[clothes.top];
  const { torso, arm, leg, seat, lap, size } = limbsOf(skeleton, girth);
  const limbs = [
    ...torso(cloth),
    ...sides.flatMap((side) => [...arm(side, cloth), ...leg(side, 0.012, 0.01), seat(side, cloth)]),
    ...lap(cloth),
  ];
  // The rounding between limbs swells them a little.
  const swell = 0.03;
  const hems = [...(clothes.bottom === "skirt" ? [0.46] : []), ...(clothes.top === "coat" ? [0.4] : [])];
  const hemBalls = hems.flatMap((end) =>
    sides.map((side) => ({ centre: legAt(skeleton, side, end), radius: 0.125 * size * girth + 0.02 })),
  );
  const balls = limbs.flatMap(({ from, fromRadius, to, toRadius }) => [
    { centre: from, radius: fromRadius + swell },
    { centre: to, radius: toRadius + swell },
  ]);
  const waistBalls = hems.map(() => ({
    centre: along(skeleton.pelvis, skeleton.torsoUp, 0.02),
    radius: 0.13 * size * girth + 0.036,
  }));
  return [...balls, ...hemBalls, ...waistBalls];
}

/** The middle of a leg, from the hip (0) over the knee (0.5) to the ankle (1). */
export function legAt(skeleton: Skeleton, side: 0 | 1, at: number): Vec3 {
  const { hips, knees, ankles } = skeleton;
  return at < 0.5 ? mix(hips[side], knees[side], at * 2) : mix(knees[side], ankles[side], at * 2 - 1);
}

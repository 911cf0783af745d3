import type { Vec3 } from "../../recipe/spec";
import { add, along, clamp, distance, dot, scale, subtract, unit } from "./vector";

/** Left and right; a person who looks to -z has the left side at -x. */
export type Pair<T> = readonly [left: T, right: T];

/** Joints of a person, metres; the middle of a joint, not the skin. */
export type Skeleton = {
  readonly height: number;
  readonly pelvis: Vec3;
  readonly waist: Vec3;
  readonly chest: Vec3;
  readonly neck: Vec3;
  /** Middle of the head. */
  readonly head: Vec3;
  readonly torsoUp: Vec3;
  readonly torsoFront: Vec3;
  readonly headUp: Vec3;
  readonly headFront: Vec3;
  readonly hips: Pair<Vec3>;
  readonly knees: Pair<Vec3>;
  readonly ankles: Pair<Vec3>;
  /** Directions from heel to toe. */
  readonly feet: Pair<Vec3>;
  readonly shoulders: Pair<Vec3>;
  readonly elbows: Pair<Vec3>;
  readonly wrists: Pair<Vec3>;
  /** Directions from wrist to finger tips, and towards the thumb. */
  readonly hands: Pair<Vec3>;
  readonly thumbs: Pair<Vec3>;
};

/** Lengths as shares of the height (Drillis and Contini, 1966). */
export const share = {
  pelvis: 0.53,
  waist: 0.085,
  chest: 0.2,
  neck: 0.302,
  head: 0.402,
  hipHalf: 0.052,
  shoulderHalf: 0.096,
  shoulder: 0.252,
  thigh: 0.245,
  shank: 0.246,
  upperArm: 0.172,
  forearm: 0.15,
} as const;

/** The same skeleton elsewhere. */
export function moved(skeleton: Skeleton, by: Vec3): Skeleton {
  const pair = ([left, right]: Pair<Vec3>): Pair<Vec3> => [add(left, by), add(right, by)];
  const { pelvis, waist, chest, neck, head, hips, knees, ankles, shoulders, elbows, wrists } = skeleton;
  return {
    ...skeleton,
    pelvis: add(pelvis, by),
    waist: add(waist, by),
    chest: add(chest, by),
    neck: add(neck, by),
    head: add(head, by),
    hips: pair(hips),
    knees: pair(knees),
    ankles: pair(ankles),
    shoulders: pair(shoulders),
    elbows: pair(elbows),
    wrists: pair(wrists),
  };
}

/** Where some joints of a skeleton shall be; what is left out stays. */
export type Goal = {
  readonly wrists?: Pair<Vec3>;
  readonly ankles?: Pair<Vec3>;
  readonly feet?: Pair<Vec3>;
  readonly hands?: Pair<Vec3>;
  readonly thumbs?: Pair<Vec3>;
};

/** Bends arms and legs so that wrists and ankles come to these places, or as near to them as the bones reach. */
export function reaching(skeleton: Skeleton, goal: Goal): Skeleton {
  const { height, torsoFront, torsoUp } = skeleton;
  const arm = (side: 0 | 1) => {
    const outwards: Vec3 = [side === 0 ? -0.4 : 0.4, 0, 0];
    const bend = add(add(scale(torsoUp, -0.6), scale(torsoFront, -0.4)), outwards);
    const to = goal.wrists?.[side] ?? skeleton.wrists[side];
    return hinge(skeleton.shoulders[side], to, share.upperArm * height, share.forearm * height, bend);
  };
  const leg = (side: 0 | 1) => {
    const bend: Vec3 = [side === 0 ? -0.1 : 0.1, 0.3, -1];
    const to = goal.ankles?.[side] ?? skeleton.ankles[side];
    return hinge(skeleton.hips[side], to, share.thigh * height, share.shank * height, bend);
  };
  const [arms, legs] = [[arm(0), arm(1)] as const, [leg(0), leg(1)] as const];
  return {
    ...skeleton,
    ...(goal.wrists && { elbows: [arms[0].joint, arms[1].joint], wrists: [arms[0].end, arms[1].end] }),
    ...(goal.ankles && { knees: [legs[0].joint, legs[1].joint], ankles: [legs[0].end, legs[1].end] }),
    feet: goal.feet ?? skeleton.feet,
    hands: goal.hands ?? skeleton.hands,
    thumbs: goal.thumbs ?? skeleton.thumbs,
  };
}

/** Where the joint between two bones comes to lie, bent towards a side, and where the second one ends (law of cosines). */
function hinge(from: Vec3, to: Vec3, upper: number, lower: number, bend: Vec3): { readonly joint: Vec3; readonly end: Vec3 } {
  const straight = unit(subtract(to, from));
  const far = clamp(distance(from, to), Math.abs(upper - lower) + 1e-3, (upper + lower) * 0.999);
  const before = (far ** 2 + upper ** 2 - lower ** 2) / (2 * far);
  const aside = unit(along(bend, straight, -dot(bend, straight)));
  const joint = along(along(from, straight, before), aside, Math.sqrt(Math.max(0, upper ** 2 - before ** 2)));
  return { joint, end: along(from, straight, far) };
}

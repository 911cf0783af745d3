import type { Vec3 } from "../../recipe/spec";
import { moved, type Pair, reaching, type Skeleton, share } from "./bones";
import { footDirection, soles } from "./feet";
import { type Footing, footOf, type GaitName, pelvisHeight } from "./gait";
import { add, along, blend, cross, dot, mix, scale, subtract, unit } from "./vector";

/** What people do. */
export const poses = [
  "standing",
  "walking",
  "running",
  "sitting",
  "carrying",
  "phone",
  "waving",
  "riding",
  "crouching",
  "reaching",
  "pushing",
] as const;

/** One of `poses`. */
export type Pose = (typeof poses)[number];

/** Angles of one limb pair, radians; flexion moves forwards (elbow and knee: closes the joint). */
type Angles = {
  readonly lean: number;
  readonly nod: number;
  readonly hip: Pair<number>;
  readonly spread: Pair<number>;
  readonly knee: Pair<number>;
  /** Of the foot against the ground: positive lifts the toes. */
  readonly foot: Pair<number>;
  readonly shoulder: Pair<number>;
  /** Away from the body. */
  readonly lift: Pair<number>;
  readonly elbow: Pair<number>;
  /** How far the forearm turns in front of the body. */
  readonly inwards: Pair<number>;
};

/** Of somebody who goes on. */
const STEADY: Footing = { going: 1, behind: [0, 0] };

/** Poses in which somebody goes, and how. */
const gaitOf: Partial<Record<Pose, GaitName>> = {
  walking: "walking",
  carrying: "walking",
  pushing: "walking",
  running: "running",
};

/**
 * Stands a person of a height (metres) in a pose; `phase` 0..1 moves on what moves. The lowest point of the soles is at y = 0, but for those who run:
 * they are in the air now and then. `footing` is of somebody who starts or stops.
 */
export function pose(height: number, what: Pose, phase: number, footing: Footing = STEADY): Skeleton {
  const gait = gaitOf[what];
  if (gait)
    return onFeet(
      fromAngles(height, between(anglesOf("standing", phase), anglesOf(what, phase), footing.going)),
      gait,
      phase,
      footing,
    );
  const skeleton = fromAngles(height, anglesOf(what, phase));
  return what === "sitting" ? handsOnLap(skeleton) : skeleton;
}

/** Legs that carry somebody on: the feet on the ground stay where they are. */
function onFeet(skeleton: Skeleton, gait: GaitName, phase: number, { going, behind }: Footing): Skeleton {
  const { height, pelvis } = skeleton;
  const raised = moved(skeleton, [0, (pelvisHeight(height, gait, phase) - pelvis[1]) * going, 0]);
  const [left, right] = raised.hips;
  const feet = [
    footOf(gait, phase, left, { sign: -1, height, going, behind: behind[0] }),
    footOf(gait, (phase + 0.5) % 1, right, { sign: 1, height, going, behind: behind[1] }),
  ] as const;
  return reaching(raised, { ankles: [feet[0].ankle, feet[1].ankle], feet: [feet[0].foot, feet[1].foot] });
}

/** From some angles (at 0) to others (at 1). */
function between(from: Angles, to: Angles, at: number): Angles {
  // Exactly those of who goes on.
  if (at === 1) return to;
  const one = (name: "lean" | "nod") => blend(from[name], to[name], at);
  const two = (name: Exclude<keyof Angles, "lean" | "nod">): Pair<number> => [
    blend(from[name][0], to[name][0], at),
    blend(from[name][1], to[name][1], at),
  ];
  return {
    lean: one("lean"),
    nod: one("nod"),
    hip: two("hip"),
    spread: two("spread"),
    knee: two("knee"),
    foot: two("foot"),
    shoulder: two("shoulder"),
    lift: two("lift"),
    elbow: two("elbow"),
    inwards: two("inwards"),
  };
}

function anglesOf(what: Pose, phase: number): Angles {
  const sway = Math.sin(2 * Math.PI * phase);
  const swing = Math.cos(2 * Math.PI * phase);
  const standing: Angles = {
    lean: 0.02,
    nod: 0.05,
    hip: [0.03 + 0.05 * sway, 0.03 - 0.05 * sway],
    spread: [0.06, 0.06],
    knee: [0.06 + 0.1 * Math.max(0, sway), 0.06 + 0.1 * Math.max(0, -sway)],
    foot: [0, 0],
    shoulder: [0.04, 0.02 + 0.1 * Math.abs(sway)],
    lift: [0.13, 0.13],
    elbow: [0.22, 0.3],
    inwards: [0.1, 0.15],
  };
  const walking: Angles = {
    ...standing,
    lean: 0.05,
    nod: 0.02,
    shoulder: [-0.4 * swing, 0.4 * swing],
    lift: [0.12, 0.12],
    elbow: [0.35 - 0.15 * swing, 0.35 + 0.15 * swing],
  };
  switch (what) {
    case "standing":
      return standing;
    case "walking":
      return walking;
    case "running":
      return {
        ...walking,
        lean: 0.18,
        shoulder: [-0.75 * swing, 0.75 * swing],
        lift: [0.2, 0.2],
        elbow: [1.6, 1.6],
        inwards: [0.35, 0.35],
      };
    case "sitting":
      return {
        ...standing,
        lean: -0.08 + 0.14 * sway,
        nod: 0.1,
        hip: [1.5, 1.47],
        spread: [0.12, 0.12],
        knee: [1.5 + 0.12 * sway, 1.5],
        foot: [0, 0],
        shoulder: [0.35, 0.35],
        lift: [0.12, 0.12],
        elbow: [0.95, 0.95],
        inwards: [0.25, 0.25],
      };
    case "carrying":
      return { ...walking, shoulder: [-0.25 * swing, 0.05], elbow: [0.35, 0.12], lift: [0.12, 0.2], inwards: [0.1, 0] };
    case "phone":
      return { ...standing, nod: 0.38, shoulder: [0.04, 0.55], elbow: [0.25, 1.75], lift: [0.13, 0.15], inwards: [0.1, 0.5] };
    // Arms and legs are put on grips and pedals by whoever has them.
    case "riding":
      return { ...standing, lean: 0.42, nod: -0.14, hip: [1.1, 1.1], knee: [1.2, 1.2], shoulder: [0.6, 0.6], elbow: [0.5, 0.5] };
    case "crouching":
      return {
        ...standing,
        lean: 0.5,
        nod: 0.15,
        hip: [1.75 + 0.1 * sway, 1.75 - 0.1 * sway],
        spread: [0.16, 0.16],
        knee: [2.15, 2.15],
        foot: [0, 0],
        shoulder: [1.05, 1.15],
        lift: [0.14, 0.14],
        elbow: [0.55, 0.4 + 0.15 * Math.abs(sway)],
        inwards: [0.2, 0.15],
      };
    // Something on a high board.
    case "reaching":
      return {
        ...standing,
        lean: 0.06,
        nod: -0.3,
        shoulder: [0.35 + 0.2 * Math.abs(sway), 2.45 + 0.2 * sway],
        lift: [0.15, 0.1],
        elbow: [0.7, 0.25],
        inwards: [0.2, 0.05],
      };
    // A trolley or a pallet truck at the height of the hips.
    case "pushing":
      return {
        ...walking,
        lean: 0.24,
        nod: -0.1,
        shoulder: [0.95, 0.95],
        lift: [0.12, 0.12],
        elbow: [0.45, 0.45],
        inwards: [0, 0],
      };
    case "waving":
      return {
        ...standing,
        shoulder: [0.04, 1.1],
        lift: [0.13, 0.55],
        elbow: [0.2, 1.6 + 0.2 * sway],
        inwards: [0.1, -0.3 * sway],
      };
  }
}

/** Bones hang from the pelvis; at last everything moves so that the lower sole touches the ground. */
function fromAngles(height: number, angles: Angles): Skeleton {
  const torsoUp = turned([0, 1, 0], angles.lean);
  const torsoFront = turned([0, 0, -1], angles.lean);
  const headUp = turned([0, 1, 0], angles.lean * 0.3 + angles.nod);
  const headFront = turned([0, 0, -1], angles.lean * 0.3 + angles.nod);
  const pelvis: Vec3 = [0, share.pelvis * height, 0];
  const spine = (amount: number) => along(pelvis, torsoUp, amount * height);
  const both = <T>(of: (side: 0 | 1, sign: -1 | 1) => T): Pair<T> => [of(0, -1), of(1, 1)];
  const hips = both((_, sign) => add(pelvis, [sign * share.hipHalf * height, -0.008 * height, 0]));
  const knees = both((side, sign) =>
    along(hips[side], swung(angles.hip[side], sign * angles.spread[side]), share.thigh * height),
  );
  const shank = (side: 0 | 1, sign: number) => swung(angles.hip[side] - angles.knee[side], sign * angles.spread[side] * 0.5);
  const ankles = both((side, sign) => along(knees[side], shank(side, sign), share.shank * height));
  const feet = both((side, sign): Vec3 => {
    return footDirection(sign, angles.foot[side]);
  });
  const shoulders = both((_, sign) => add(spine(share.shoulder), [sign * share.shoulderHalf * height, 0, 0]));
  const upperArms = both((side, sign) => turned(swung(angles.shoulder[side], sign * angles.lift[side]), angles.lean));
  const elbows = both((side) => along(shoulders[side], upperArms[side], share.upperArm * height));
  const forearms = both((side, sign) => bent(upperArms[side], torsoFront, angles.elbow[side], -sign * angles.inwards[side]));
  const wrists = both((side) => along(elbows[side], forearms[side], share.forearm * height));
  const neck = spine(share.neck);
  const skeleton: Skeleton = {
    height,
    pelvis,
    neck,
    torsoUp,
    torsoFront,
    headUp,
    headFront,
    hips,
    knees,
    ankles,
    feet,
    shoulders,
    elbows,
    wrists,
    waist: spine(share.waist),
    chest: spine(share.chest),
    head: along(along(neck, headUp, (share.head - share.neck) * height), headFront, 0.012 * height),
    hands: forearms,
    thumbs: both((side) => thumbOf(forearms[side], torsoFront, torsoUp)),
  };
  return moved(skeleton, [0, -lowestSole(skeleton), 0]);
}

/** Hands of somebody who sits lie on the thighs. */
function handsOnLap(skeleton: Skeleton): Skeleton {
  const size = skeleton.height / 1.75;
  const both = <T>(of: (side: 0 | 1) => T): Pair<T> => [of(0), of(1)];
  const wrists = both((side) => add(mix(skeleton.hips[side], skeleton.knees[side], 0.55), [0, 0.115 * size, 0]));
  const hands = both((side) => unit(add(subtract(skeleton.knees[side], skeleton.hips[side]), [0, -0.07 * size, 0])));
  const thumbs = both((side) => unit(cross(hands[side], [0, side === 0 ? 1 : -1, 0])));
  return reaching(skeleton, { wrists, hands, thumbs });
}

/** Thumbs look forwards; up when the hand itself points forwards. */
function thumbOf(hand: Vec3, front: Vec3, up: Vec3): Vec3 {
  const wanted = Math.abs(dot(hand, front)) > 0.75 ? up : front;
  return unit(along(wanted, hand, -dot(hand, wanted)));
}

function lowestSole(skeleton: Skeleton): number {
  const points = ([0, 1] as const).flatMap((side) => soles(skeleton.ankles[side], skeleton.feet[side], skeleton.height));
  return Math.min(...points.map((point) => point[1]));
}

/** Downwards, swung forwards by `forwards` and sideways (to +x) by `sideways`. */
function swung(forwards: number, sideways: number): Vec3 {
  return [Math.sin(sideways), -Math.cos(forwards) * Math.cos(sideways), -Math.sin(forwards) * Math.cos(sideways)];
}

/** Turned about the x axis so that what points up leans to the front. */
function turned([x, y, z]: Vec3, lean: number): Vec3 {
  return [x, y * Math.cos(lean) + z * Math.sin(lean), z * Math.cos(lean) - y * Math.sin(lean)];
}

/** A forearm: the upper arm's direction bent towards the front, then turned sideways (to +x) in front of the body. */
function bent(upper: Vec3, front: Vec3, elbow: number, sideways: number): Vec3 {
  const across = unit(cross(upper, [1, 0, 0]), front);
  const ahead = across[2] < 0 ? across : scale(across, -1);
  const straight = add(scale(upper, Math.cos(elbow)), scale(ahead, Math.sin(elbow)));
  return unit(add(straight, [Math.sin(sideways) * Math.max(0.35, Math.sin(elbow)), 0, 0]));
}

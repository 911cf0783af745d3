import { z } from "zod";
import { chance, gaussian, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import { soles } from "./feet";
import type { Bounds, Detail, KeypointPlace, Model, ModelKeypoints } from "./model";
import { addBody, type Clothes } from "./person-body";
import { addHead, face, hairstyles, headFrame } from "./person-head";
import { bodyBalls, bottoms, tops } from "./person-limbs";
import { addBag, addPhone, bagGrip, phoneMiddle } from "./person-props";
import { finish, type Meshes } from "./sheet";
import { pose, poses } from "./skeleton";
import { add, along, clamp } from "./vector";

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "expected a colour like #1a2b3c");

const parameters = z.strictObject({
  /** Metres. */
  height: z.number().min(1).max(2.1),
  /** 1 for a mean build, 0.85 slim, 1.3 heavy. */
  girth: z.number().min(0.8).max(1.4),
  pose: z.enum(poses),
  /** Where in its movement, 0 to 1. */
  phase: z.number().min(0).max(1),
  /** Of somebody who starts or stops in a sequence: see `Footing` in `gait.ts`. */
  going: z.number().min(0).max(1).exactOptional(),
  leftBehind: z.number().exactOptional(),
  rightBehind: z.number().exactOptional(),
  skin: colour,
  hair: z.enum(hairstyles),
  hairColour: colour,
  top: z.enum(tops),
  topColour: colour,
  bottom: z.enum(bottoms),
  bottomColour: colour,
  shoeColour: colour,
  soleColour: colour,
  /** Of a bag, cap or helmet. */
  extraColour: colour,
});

/** A person, every choice made. */
export type PersonParameters = z.infer<typeof parameters>;

/** The Monk Skin Tone scale, light to dark (https://skintone.google). Drawn evenly. */
const skinTones = ["#f6ede4", "#f3e7db", "#f7ead0", "#eadaba", "#d7bd96", "#a07e56", "#825c43", "#604134", "#3a312a", "#292420"];

const hairColours = ["#14110f", "#1f1814", "#3a281b", "#5a3d26", "#8a6238", "#b8905a", "#6b3220", "#9a9690", "#d8d5cf"];
const clothColours = [
  "#16181c",
  "#2c2f36",
  "#5a5e66",
  "#9ea2a6",
  "#ececea",
  "#1e2f55",
  "#2f5d9e",
  "#79a6cf",
  "#8e1f22",
  "#c8442f",
  "#e0a83a",
  "#f0d24a",
  "#2f5a3a",
  "#6f8f4e",
  "#8b6a4a",
  "#c9b08c",
  "#5e3468",
  "#d47f9e",
  "#2e8b8b",
  "#e3742b",
];
const bottomColours = [
  "#15171b",
  "#23283a",
  "#2f3f5f",
  "#4a6288",
  "#6d84a3",
  "#4b4a48",
  "#7a7468",
  "#b5a68a",
  "#3f4a36",
  "#e3dfd6",
  "#6a2a2c",
];
const shoeColours = ["#141414", "#2b1d14", "#5a3a22", "#e6e6e4", "#8a8d90", "#1f3157", "#a02622"];

/** A person of up to 3,000 triangles near, 900 in the middle and 220 far away. */
export const person = {
  parameters,
  vary,
  bounds,
  keypoints: (given) => skeletonKeypoints(skeletonOf(given), given),
  build(given, detail) {
    const meshes: Meshes = new Map();
    buildPerson(meshes, skeletonOf(given), given, { detail });
    return finish(meshes);
  },
} satisfies Model<PersonParameters>;

function skeletonOf({ height, pose: what, phase, going = 1, leftBehind = 0, rightBehind = 0 }: PersonParameters): Skeleton {
  return pose(height, what, phase, { going, behind: [leftBehind, rightBehind] });
}

/** Adds a dressed person to meshes, in the pose of any skeleton; `grip` closes the hands. */
export function buildPerson(
  meshes: Meshes,
  skeleton: Skeleton,
  given: PersonParameters,
  { detail, grip = false }: { detail: Detail; grip?: boolean },
): void {
  addBody(meshes, skeleton, { girth: given.girth, clothes: clothesOf(given), detail, grip });
  const paints = {
    skin: ["skin", given.skin, "head"],
    hair: ["hair", given.hairColour, "head"],
    cap: ["fabric", given.extraColour, "head"],
    helmet: ["plastic", given.extraColour, "head"],
  } as const;
  addHead(meshes, skeleton, given.hair, paints, detail);
  if (given.pose === "carrying") addBag(meshes, skeleton, given.extraColour, detail);
  if (given.pose === "phone" && detail !== "far") addPhone(meshes, skeleton);
}

/** The 17 COCO keypoints of a skeleton: the face on the skin, joints in their middle; left before right. */
function skeletonKeypoints(skeleton: Skeleton, { girth }: { readonly girth: number }): ModelKeypoints {
  const { place, size } = headFrame(skeleton);
  const onFace = (point: Vec3): KeypointPlace => ({ position: place(point), depth: 0.02 * size });
  const both = ([x, y, z]: Vec3) => [onFace([-x, y, z]), onFace([x, y, z])];
  const body = (skeleton.height / 1.75) * girth;
  const joints = (Object.keys(jointDepths) as (keyof typeof jointDepths)[]).flatMap((joint) =>
    skeleton[joint].map((position): KeypointPlace => ({ position, depth: jointDepths[joint] * body })),
  );
  return { set: "person", points: [onFace(face.nose), ...both(face.eye), ...both(face.ear), ...joints] };
}

/** How far the middle of a joint lies under the clothes of a mean person of 1.75 m, at most, metres. In the order of COCO. */
const jointDepths = { shoulders: 0.1, elbows: 0.07, wrists: 0.05, hips: 0.15, knees: 0.09, ankles: 0.08 } as const;

function clothesOf(given: PersonParameters): Clothes {
  return {
    top: given.top,
    bottom: given.bottom,
    skin: ["skin", given.skin],
    topPaint: ["fabric", given.topColour],
    bottomPaint: ["fabric", given.bottomColour],
    shoePaint: ["fabric", given.shoeColour, "foot"],
    solePaint: ["rubber", given.soleColour, "foot"],
  };
}

function vary(random: Random): PersonParameters {
  const what = pick(random, poses, [5, 8, 1, 0, 3, 2, 1, 0, 0, 0, 0]);
  const top = pick(random, tops, [3, 3, 3, 2]);
  const bottom = pick(random, bottoms, top === "t-shirt" ? [5, 3, 2] : [8, 0.5, 1.5]);
  return {
    height: round(clamp(1.7 + 0.095 * gaussian(random), 1.45, 2)),
    girth: round(clamp(1.02 + 0.11 * gaussian(random), 0.85, 1.35)),
    pose: what,
    phase: round(uniform(random, 0, 1)),
    skin: pick(random, skinTones),
    hair: pick(random, hairstyles, [5, 3, 1, 1.5, 1.5, 0]),
    hairColour: pick(random, hairColours),
    top,
    topColour: pick(random, clothColours),
    bottom,
    bottomColour: pick(random, bottom === "trousers" ? bottomColours : [...bottomColours, ...clothColours]),
    shoeColour: pick(random, shoeColours),
    soleColour: chance(random, 0.5) ? "#e4e2dc" : "#17171a",
    extraColour: pick(random, clothColours),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function bounds(given: PersonParameters): Bounds {
  return skeletonBounds(skeletonOf(given), given);
}

/** The box round a dressed person in any pose. */
export function skeletonBounds(skeleton: Skeleton, given: PersonParameters): Bounds {
  const size = given.height / 1.75;
  const frame = headFrame(skeleton);
  const cap = given.hair === "cap";
  const balls = [
    ...bodyBalls(skeleton, given.girth, given),
    { centre: frame.place([0, 0.03, 0.01]), radius: (given.hair === "helmet" ? 0.132 : 0.115) * frame.size },
    { centre: frame.place([0, -0.03, -0.03]), radius: 0.09 * frame.size },
    ...(cap ? [{ centre: frame.place([0, 0.045, -0.15]), radius: 0.03 }] : []),
    ...(given.hair === "bun" ? [{ centre: frame.place([0, 0.075, 0.105]), radius: 0.043 * frame.size }] : []),
    ...(given.hair === "long"
      ? [
          { centre: frame.place([0, -0.05, 0.055]), radius: 0.085 * frame.size },
          { centre: frame.place([0, -0.2, 0.09]), radius: 0.07 * frame.size },
        ]
      : []),
    ...([0, 1] as const).flatMap((side) => {
      const hand = along(skeleton.wrists[side], skeleton.hands[side], 0.11 * size);
      const shoes = soles(skeleton.ankles[side], skeleton.feet[side], skeleton.height).map((centre) => ({
        centre,
        radius: 0.05 * size,
      }));
      return [{ centre: hand, radius: 0.062 * size }, ...shoes];
    }),
    ...(given.pose === "phone" ? [{ centre: phoneMiddle(skeleton), radius: 0.085 }] : []),
    ...(given.pose === "carrying"
      ? [-0.11, 0.11].map((z) => ({ centre: add(bagGrip(skeleton), [0, -0.3, z]), radius: 0.06 }))
      : []),
  ];
  const reach = (axis: 0 | 1 | 2, sign: number) =>
    Math.max(...balls.map(({ centre, radius }) => sign * centre[axis] + radius)) * sign;
  return { min: [reach(0, -1), 0, reach(2, -1)], max: [reach(0, 1), reach(1, 1), reach(2, 1)] };
}

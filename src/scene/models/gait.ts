import type { Vec3 } from "../../recipe/spec";
import { footDirection, soles } from "./feet";
import { add, curve, subtract } from "./vector";

/** How legs go, by phase: one stride from 0 to 1, which begins where the heel comes down. Lengths are shares of the height. */
type Gait = {
  /** From one heel strike to the next of the same foot. */
  readonly stride: number;
  /** Phase at which the foot leaves the ground. */
  readonly leaves: number;
  /** Phase at which the ankle of the foot on the ground is under the hip. */
  readonly under: number;
  /** How much higher the ankle is in mid-swing than between where it leaves and where it comes down. */
  readonly lift: number;
  /** Height of the pelvis, twice up and down in a stride. */
  pelvis(phase: number): number;
  /** Of the foot against the ground, radians: positive lifts the toes (after Winter, Biomechanics of Human Gait, 1991). */
  pitch(phase: number): number;
};

export type GaitName = "walking" | "running";

const gaits: Record<GaitName, Gait> = {
  walking: {
    stride: 0.8,
    leaves: 0.62,
    under: 0.22,
    lift: 0.012,
    pelvis: (phase) => 0.521 - 0.008 * Math.cos(4 * Math.PI * (phase - 0.05)),
    pitch: curve([
      [0, 0.3],
      [0.1, 0.02],
      [0.15, 0],
      [0.38, 0],
      [0.5, -0.3],
      [0.62, -0.85],
      [0.74, -0.5],
      [0.86, 0.05],
      [0.95, 0.26],
      [1, 0.3],
    ]),
  },
  running: {
    stride: 1.2,
    leaves: 0.35,
    under: 0.13,
    lift: 0.16,
    pelvis: (phase) => 0.506 - 0.014 * Math.cos(4 * Math.PI * (phase - 0.15)),
    pitch: curve([
      [0, 0.1],
      [0.08, 0],
      [0.18, 0],
      [0.35, -0.85],
      [0.55, -1.6],
      [0.8, -0.4],
      [0.95, 0.1],
      [1, 0.1],
    ]),
  },
};

/** How somebody goes who starts or stops; who goes on steadily when left out. */
export type Footing = {
  /** 0 for who stands with both feet on the ground, 1 for who goes. */
  readonly going: number;
  /** How much farther behind than in a steady gait the left foot is, and the right one, metres. */
  readonly behind: readonly [left: number, right: number];
};

/** Which part of a stride the feet are on the ground, and where in it they are under the hip. */
export function stanceOf(name: GaitName): { readonly leaves: number; readonly under: number } {
  const { leaves, under } = gaits[name];
  return { leaves, under };
}

/** How far behind the hip the point on which a foot stands is in a steady gait, metres; in the air, where it is on its way. */
export function steadyBehind(name: GaitName, phase: number, height: number): number {
  const { leaves, under } = gaits[name];
  const stride = strideLength(height, name);
  if (phase <= leaves) return (phase - under) * stride;
  const { rise, rush } = swing(name, phase, height);
  return (leaves - under) * stride + (-leaves * rise + rush / stride) * stride;
}

/** How far somebody goes while `phase` runs from 0 to 1, metres. */
export function strideLength(height: number, name: GaitName): number {
  return gaits[name].stride * height;
}

/** How far a foot in the air is on its way from where it left to where it comes down, and metres that it is farther behind for its speed at both ends. */
function swing(
  name: GaitName,
  phase: number,
  height: number,
): { readonly t: number; readonly rise: number; readonly rush: number } {
  const { leaves } = gaits[name];
  const t = (phase - leaves) / (1 - leaves);
  // As fast in the end as the ground comes by; a little slower, which spares it a detour.
  const rush = 0.5 * (1 - leaves) * strideLength(height, name);
  return { t, rise: t * t * (3 - 2 * t), rush: (t * (1 - t) ** 2 + t * t * (t - 1)) * rush };
}

/** Height of the pelvis, metres. */
export function pelvisHeight(height: number, name: GaitName, phase: number): number {
  return gaits[name].pelvis(phase) * height;
}

/** A foot: where its ankle is and where it points. */
type Foot = { readonly ankle: Vec3; readonly foot: Vec3 };

/**
 * A foot of somebody who goes on steadily, from his own point of view: `hip` is over the origin of z, the ground is y = 0. On the ground it stays where
 * it is, and rolls from the heel to the ball; in the air its ankle follows a cubic from where it left to where it comes down. One that starts or stops has it `behind`
 * by some metres, and lifts and rolls it less the less it is `going`.
 */
export function footOf(
  name: GaitName,
  phase: number,
  hip: Vec3,
  {
    sign,
    height,
    going,
    behind,
  }: { readonly sign: number; readonly height: number; readonly going: number; readonly behind: number },
): Foot {
  const { leaves, lift } = gaits[name];
  const gait = { ...gaits[name], pitch: (at: number) => going * gaits[name].pitch(at) };
  const foot = footDirection(sign, gait.pitch(phase));
  const planted = (at: number) => add(plantedAnkle(gait, at, hip, sign, height), [0, 0, behind]);
  if (phase <= leaves) return { ankle: planted(phase), foot };
  const [from, to] = [planted(leaves), planted(1)];
  const { t, rise, rush } = swing(name, phase, height);
  const up = going * lift * height * Math.sin(Math.PI * t);
  const between = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * rise;
  return { ankle: [between(0), between(1) + up, between(2) + rush], foot };
}

/** The ankle over a foot whose heel, or else whose ball, stands on a point of the ground that comes by. */
function plantedAnkle({ stride, under, pitch }: Gait, phase: number, hip: Vec3, sign: number, height: number): Vec3 {
  // At the end of the swing comes the next step's beginning.
  const [at, angle] = phase === 1 ? [0, pitch(0)] : [phase, pitch(phase)];
  const point = angle > 0 ? 0 : 1;
  const flat = soles([0, 0, 0], footDirection(sign, 0), height)[point];
  const turned = soles([0, 0, 0], footDirection(sign, angle), height)[point];
  const passed: Vec3 = [hip[0], -flat[1], (at - under) * stride * height];
  return add(passed, subtract(flat, turned));
}

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

/** How far somebody goes while `phase` runs from 0 to 1, metres. */
export function strideLength(height: number, name: GaitName): number {
  return gaits[name].stride * height;
}

/** Height of the pelvis, metres. */
export function pelvisHeight(height: number, name: GaitName, phase: number): number {
  return gaits[name].pelvis(phase) * height;
}

/** A foot: where its ankle is and where it points. */
type Foot = { readonly ankle: Vec3; readonly foot: Vec3 };

/**
 * A foot of somebody who goes on steadily, from his own point of view: `hip` is over the origin of z, the ground is y = 0. On the ground it stays where
 * it is, and rolls from the heel to the ball; in the air its ankle follows a cubic from where it left to where it comes down.
 */
export function footOf(name: GaitName, phase: number, hip: Vec3, sign: number, height: number): Foot {
  const { leaves, lift, pitch } = gaits[name];
  const foot = footDirection(sign, pitch(phase));
  const planted = (at: number) => plantedAnkle(gaits[name], at, hip, sign, height);
  if (phase <= leaves) return { ankle: planted(phase), foot };
  const [from, to] = [planted(leaves), planted(1)];
  const t = (phase - leaves) / (1 - leaves);
  // As fast in the end as the ground comes by; a little slower, which spares it a detour.
  const rush = 0.5 * (1 - leaves) * strideLength(height, name);
  const [rise, out, back] = [t * t * (3 - 2 * t), t * (1 - t) ** 2, t * t * (t - 1)];
  const up = lift * height * Math.sin(Math.PI * t);
  const between = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * rise;
  return { ankle: [between(0), between(1) + up, between(2) + (out + back) * rush], foot };
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

import { curve } from "./vector";

// Joint angles in radians over one stride, phase 0 at the heel strike (after Winter, Biomechanics of Human Gait, 1991).

export const walkingHip = curve([
  [0, 0.45],
  [0.1, 0.38],
  [0.3, 0.06],
  [0.5, -0.2],
  [0.6, -0.12],
  [0.75, 0.36],
  [0.87, 0.5],
  [1, 0.45],
]);
export const walkingKnee = curve([
  [0, 0.06],
  [0.15, 0.3],
  [0.4, 0.08],
  [0.5, 0.18],
  [0.6, 0.62],
  [0.72, 1.05],
  [0.85, 0.55],
  [0.95, 0.08],
  [1, 0.06],
]);
export const walkingFoot = curve([
  [0, 0.3],
  [0.1, 0.02],
  [0.15, 0],
  [0.4, 0],
  [0.5, -0.3],
  [0.6, -0.85],
  [0.72, -0.5],
  [0.86, 0.05],
  [0.95, 0.26],
  [1, 0.3],
]);
export const runningHip = curve([
  [0, 0.6],
  [0.2, 0.1],
  [0.36, -0.35],
  [0.5, -0.1],
  [0.75, 0.85],
  [0.9, 0.8],
  [1, 0.6],
]);
export const runningKnee = curve([
  [0, 0.35],
  [0.12, 0.6],
  [0.36, 0.25],
  [0.55, 1.5],
  [0.68, 1.9],
  [0.85, 1],
  [1, 0.35],
]);
export const runningFoot = curve([
  [0, 0.1],
  [0.1, 0],
  [0.2, 0],
  [0.36, -0.9],
  [0.6, -1.6],
  [0.8, -0.4],
  [0.95, 0.1],
  [1, 0.1],
]);

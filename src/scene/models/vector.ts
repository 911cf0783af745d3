import type { Vec3 } from "../../recipe/spec";

/** Small pure vector functions for building geometry on the CPU in doubles. */
export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** a - b. */
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** a times a number. */
export const scale = (a: Vec3, factor: number): Vec3 => [a[0] * factor, a[1] * factor, a[2] * factor];

/** a + direction * distance. */
export const along = (a: Vec3, direction: Vec3, distance: number): Vec3 => add(a, scale(direction, distance));

/** Scalar product. */
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Right-handed vector product. */
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Euclidean length. */
const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);

/** Distance between two points. */
export const distance = (a: Vec3, b: Vec3): number => length(subtract(a, b));

/** The unit vector along a; `otherwise` when a has no length. */
export function unit(a: Vec3, otherwise: Vec3 = [0, 1, 0]): Vec3 {
  const size = length(a);
  return size > 1e-12 ? scale(a, 1 / size) : otherwise;
}

/** From a (at 0) to b (at 1). */
export const mix = (a: Vec3, b: Vec3, at: number): Vec3 => [blend(a[0], b[0], at), blend(a[1], b[1], at), blend(a[2], b[2], at)];

/** From a (at 0) to b (at 1), for numbers. */
export const blend = (a: number, b: number, at: number): number => a + (b - a) * at;

/** The number in [low, high] nearest to value. */
export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** 0 below low, 1 above high, smooth between (Hermite). */
export function smoothstep(low: number, high: number, value: number): number {
  const at = clamp((value - low) / (high - low), 0, 1);
  return at * at * (3 - 2 * at);
}

/** A smooth curve through (x, y) knots with rising x (Catmull and Rom, 1974); flat beyond its ends. */
export function curve(knots: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const knot = (at: number) => knots[clamp(at, 0, knots.length - 1)] ?? [0, 0];
  const slopes = knots.map((_, at) => (knot(at + 1)[1] - knot(at - 1)[1]) / (knot(at + 1)[0] - knot(at - 1)[0] || 1));
  return (x) => {
    let next = 0;
    while (next < knots.length && knot(next)[0] <= x) next++;
    if (next === 0) return knot(0)[1];
    if (next === knots.length) return knot(knots.length - 1)[1];
    const [x0, y0] = knot(next - 1);
    const [x1, y1] = knot(next);
    const width = x1 - x0;
    const t = (x - x0) / width;
    const rise = t * t * (3 - 2 * t);
    const start = t * (1 - t) ** 2 * width * (slopes[next - 1] ?? 0);
    const end = t * t * (t - 1) * width * (slopes[next] ?? 0);
    return blend(y0, y1, rise) + start + end;
  };
}

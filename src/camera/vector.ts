import type { Vec3 } from "../recipe/spec";

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scaled(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** From a (at 0) to b (at 1). */
export function mix(a: Vec3, b: Vec3, at: number): Vec3 {
  const along = (axis: 0 | 1 | 2) => a[axis] + (b[axis] - a[axis]) * at;
  return [along(0), along(1), along(2)];
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function normalised(a: Vec3): Vec3 {
  return scaled(a, 1 / Math.hypot(...a));
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

/** A vector turned about a unit axis, by the right-hand rule (Rodrigues, 1840). */
export function turned(a: Vec3, axis: Vec3, angle: number): Vec3 {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return add(add(scaled(a, cosine), scaled(cross(axis, a), sine)), scaled(axis, dot(axis, a) * (1 - cosine)));
}

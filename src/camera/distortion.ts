/**
 * How a lens bends: between directions in camera axes (x right, y down, z forward, any length) and points of the image plane
 * at focal length 1, before K. Brown-Conrady as OpenCV's calib3d, Kannala-Brandt as its fisheye module
 * (https://docs.opencv.org/4.x/d9/d0c/group__calib3d.html). Pure numbers in f64; `shaders/lens.wgsl` says the same in f32.
 */
import type { DistortionSpec, Vec3 } from "../recipe/spec";
import { radians } from "./vector";

type Point = readonly [x: number, y: number];

/** Directions farther off the axis are refused: five faces of a cube do not hold them. */
const WIDEST = radians(110);
/** A straight lens cannot see farther off the axis than this. */
const WIDEST_STRAIGHT = radians(85);

export type Bending = {
  /** Largest angle off the axis, in radians, up to which a larger angle is farther from the middle of the picture. */
  readonly reach: number;
  /** The point of the image plane for a direction within reach; undefined for others. */
  bend(direction: Vec3): Point | undefined;
  /** The direction that a point of the image plane shows; undefined where no direction within reach leads there. */
  straighten(point: Point): Vec3 | undefined;
};

export function bending(distortion: DistortionSpec | undefined): Bending {
  if (distortion === undefined) return straight;
  return distortion.model === "kannala-brandt" ? kannalaBrandt(distortion) : brownConrady(distortion);
}

const straight: Bending = {
  reach: WIDEST_STRAIGHT,
  bend: ([x, y, z]) => (z > 0 ? [x / z, y / z] : undefined),
  straighten: ([x, y]) => [x, y, 1],
};

/** Radius on the image plane for an angle off the axis, of a fisheye of focal length 1. */
export function fisheyeRadius({ k1, k2, k3, k4 }: Extract<DistortionSpec, { model: "kannala-brandt" }>, angle: number): number {
  const s = angle * angle;
  return angle * (1 + s * (k1 + s * (k2 + s * (k3 + s * k4))));
}

function kannalaBrandt(spec: Extract<DistortionSpec, { model: "kannala-brandt" }>): Bending {
  const radius = (angle: number) => fisheyeRadius(spec, angle);
  const reach = growsUpTo(radius, WIDEST);
  const farthest = radius(reach);
  return {
    reach,
    bend([x, y, z]) {
      const flat = Math.hypot(x, y);
      const angle = Math.atan2(flat, z);
      if (angle > reach) return undefined;
      const factor = flat > 0 ? radius(angle) / flat : 0;
      return [x * factor, y * factor];
    },
    straighten([x, y]) {
      const bent = Math.hypot(x, y);
      if (bent > farthest) return undefined;
      if (bent === 0) return [0, 0, 1];
      const angle = inverse(radius, bent, reach);
      const factor = Math.sin(angle) / bent;
      return [x * factor, y * factor, Math.cos(angle)];
    },
  };
}

function brownConrady({ k1, k2, p1, p2, k3 }: Extract<DistortionSpec, { model: "brown-conrady" }>): Bending {
  const stretch = (s: number) => 1 + s * (k1 + s * (k2 + s * k3));
  const radius = (r: number) => r * stretch(r * r);
  const largest = growsUpTo(radius, Math.tan(WIDEST_STRAIGHT));
  const bentPoint = ([x, y]: Point): Point => {
    const s = x * x + y * y;
    const factor = stretch(s);
    return [x * factor + 2 * p1 * x * y + p2 * (s + 2 * x * x), y * factor + p1 * (s + 2 * y * y) + 2 * p2 * x * y];
  };
  return {
    reach: Math.atan(largest),
    bend([x, y, z]) {
      if (z <= 0 || Math.hypot(x, y) > largest * z) return undefined;
      return bentPoint([x / z, y / z]);
    },
    straighten(wanted) {
      const bent = Math.hypot(...wanted);
      if (bent > radius(largest)) return undefined;
      const factor = bent > 0 ? inverse(radius, bent, largest) / bent : 1;
      let [x, y] = [wanted[0] * factor, wanted[1] * factor];
      for (let step = 0; step < 20; step++) {
        const [u, v] = bentPoint([x, y]);
        const s = x * x + y * y;
        const slope = 2 * (k1 + s * (2 * k2 + s * 3 * k3));
        const [xx, yy] = [
          stretch(s) + x * x * slope + 2 * p1 * y + 6 * p2 * x,
          stretch(s) + y * y * slope + 6 * p1 * y + 2 * p2 * x,
        ];
        const xy = x * y * slope + 2 * p1 * x + 2 * p2 * y;
        const determinant = xx * yy - xy * xy;
        if (determinant <= 0) return undefined;
        const [du, dv] = [wanted[0] - u, wanted[1] - v];
        x += (yy * du - xy * dv) / determinant;
        y += (xx * dv - xy * du) / determinant;
        if (Math.abs(du) + Math.abs(dv) < 1e-13) break;
      }
      return Math.hypot(x, y) > largest ? undefined : [x, y, 1];
    },
  };
}

/** How far a function that starts at 0 keeps growing, up to `end`, in steps of a thousandth. */
function growsUpTo(f: (x: number) => number, end: number): number {
  const steps = 1000;
  let before = 0;
  for (let step = 1; step <= steps; step++) {
    const value = f((end * step) / steps);
    if (value <= before) return (end * (step - 1)) / steps;
    before = value;
  }
  return end;
}

/** Where a function that grows from 0 to `end` has this value, by bisection to the last digit. */
function inverse(f: (x: number) => number, value: number, end: number): number {
  let [low, high] = [0, end];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

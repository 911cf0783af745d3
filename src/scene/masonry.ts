import { float, floor, fract, max, min, mix, smoothstep, vec2 } from "three/tsl";
import type { Node } from "three/webgpu";

type Scalar = Node<"float">;

/** Rectangular slabs: which one, and 0 in the joints. Joints fade out with distance through the derivative of the coordinate. */
export function joints(at: Node<"vec2">, width: number, height: number, joint: number): { cell: Node<"vec2">; inside: Scalar } {
  const scaled = at.div(vec2(width, height));
  const within = fract(scaled);
  const edge = min(min(within.x, float(1).sub(within.x)).mul(width), min(within.y, float(1).sub(within.y)).mul(height));
  const blur = max(scaled.x.fwidth().mul(width), scaled.y.fwidth().mul(height));
  const inside = smoothstep(float(0), blur.add(joint), edge);
  return { cell: floor(scaled), inside: mix(inside, float(0.93), blur.div(height).mul(1.5).clamp(0, 1)) };
}

/** Stretcher bond: bricks of 22 x 6.5 cm with 1 cm of mortar, every other course shifted by half. */
export function bricks(at: Node<"vec2">): { cell: Node<"vec2">; inside: Scalar } {
  const course = floor(at.y.div(0.075));
  const shifted = vec2(at.x.add(fract(course.mul(0.5)).mul(0.23)), at.y);
  return joints(shifted, 0.23, 0.075, 0.008);
}

/** A number 0..1 for a cell, from integers. */
export function cellNoise(cell: Node<"vec2">, own: Scalar): Scalar {
  const x = cell.x.add(own.mul(255).round()).toInt().toUint();
  const y = cell.y.toInt().toUint();
  const mixed = x.mul(1597334677).bitXor(y.mul(3812015801)).toVar();
  const once = mixed.bitXor(mixed.shiftRight(15)).mul(2246822519).toVar();
  return once.bitXor(once.shiftRight(13)).bitAnd(1023).toFloat().div(1023);
}

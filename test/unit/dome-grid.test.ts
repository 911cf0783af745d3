import { Vector3 } from "three";
import { expect, test } from "vitest";
import { domeGrid } from "../../src/scene/sky/dome-grid";

const { attributes, index } = domeGrid();
const corner = (at: number) => new Vector3().fromBufferAttribute(attributes.position as never, index?.getX(at) ?? 0);
const triangles = Array.from({ length: (index?.count ?? 0) / 3 }, (_, at) => [0, 1, 2].map((k) => corner(3 * at + k)));

/** Solid angle of a triangle as seen from the middle, positive when its front is seen from there (van Oosterom and Strackee, 1983). */
function solidAngle([a, b, c]: readonly Vector3[]): number {
  if (!a || !b || !c) throw new Error("A triangle has three corners");
  const volume = a.dot(b.clone().cross(c));
  return -2 * Math.atan2(volume, 1 + a.dot(b) + b.dot(c) + c.dot(a));
}

test("the dome is all round, once, and shows its front to the middle", () => {
  const angles = triangles.map(solidAngle);
  expect(Math.min(...angles)).toBeGreaterThan(-1e-9);
  expect(angles.reduce((sum, angle) => sum + angle, 0)).toBeCloseTo(4 * Math.PI, 6);
});

test("its triangles are small, since a CPU adapter gets the depth of large ones beside the camera wrong", () => {
  const sides = triangles.flatMap((one) => one.map((from, k) => from.angleTo(one[(k + 1) % 3] ?? from)));
  expect(Math.max(...sides)).toBeLessThan(0.29);
});

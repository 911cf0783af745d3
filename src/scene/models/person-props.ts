import type { Vec3 } from "../../recipe/spec";
import type { Skeleton } from "./bones";
import type { Detail } from "./model";
import { addQuad, addSheet, type Meshes, makeSheet } from "./sheet";
import { add, along, cross, scale } from "./vector";

/** Where the right hand holds a bag's handle. */
export function bagGrip(skeleton: Skeleton): Vec3 {
  return along(skeleton.wrists[1], skeleton.hands[1], 0.09 * (skeleton.height / 1.75));
}

/** A shopping bag hanging from the right hand. */
export function addBag(meshes: Meshes, skeleton: Skeleton, bagColour: string, detail: Detail): void {
  const grip = bagGrip(skeleton);
  // Height over the bottom and share of the size: the bottom, the sides, and into the opening.
  const all = [
    [0, 0.001],
    [0, 1],
    [0, 1],
    [0.34, 0.92],
    [0.34, 0.92],
    [0.3, 0.4],
  ] as const;
  const rows = detail === "far" ? all.slice(2, 4) : all;
  const columns = detail === "far" ? 4 : 8;
  const sheet = makeSheet(
    columns,
    rows.length,
    (column, row) => {
      const [y, size] = rows[row] ?? [0, 0];
      const angle = (-column / columns) * 2 * Math.PI + Math.PI / columns;
      const square = (value: number) => Math.sign(value) * Math.abs(value) ** 0.45 * size;
      return add(grip, [square(Math.cos(angle)) * 0.055, y - 0.47, square(Math.sin(angle)) * 0.15]);
    },
    { closed: true },
  );
  addSheet(meshes, sheet, () => ["fabric", bagColour]);
  if (detail === "far") return;
  for (const x of [-0.035, 0.035]) {
    for (const [from, to] of [
      [-0.08, -0.01],
      [0.08, 0.01],
    ] as const) {
      for (const side of [-1, 1]) {
        const low: Vec3 = add(grip, [x, -0.14, from]);
        const high: Vec3 = add(grip, [0, 0.0, to]);
        const wide: Vec3 = scale([0, 0, 0.008], side);
        addQuad(
          meshes,
          ["fabric", bagColour],
          [add(low, scale(wide, -1)), add(low, wide), add(high, wide), add(high, scale(wide, -1))],
        );
      }
    }
  }
}

/** The direction that the right palm looks to. */
function rightPalm(skeleton: Skeleton): Vec3 {
  return cross(skeleton.thumbs[1], skeleton.hands[1]);
}

/** Held in front of the palm. */
export function phoneMiddle(skeleton: Skeleton): Vec3 {
  return along(along(along(skeleton.wrists[1], skeleton.hands[1], 0.11), rightPalm(skeleton), 0.035), skeleton.thumbs[1], 0.02);
}

/** A telephone in the right hand. */
export function addPhone(meshes: Meshes, skeleton: Skeleton): void {
  const hand = skeleton.hands[1];
  const thumb = skeleton.thumbs[1];
  const palm = rightPalm(skeleton);
  const middle = phoneMiddle(skeleton);
  const at = (a: number, b: number, c: number) => along(along(along(middle, hand, a), thumb, b), palm, c);
  const sheet = makeSheet(
    4,
    6,
    (column, row) => {
      const a = column === 0 || column === 3 ? -0.075 : 0.075;
      const b = column < 2 ? -0.037 : 0.037;
      const shrink = row === 0 || row === 5 ? 0 : 1;
      return at(a * shrink, b * shrink, row < 3 ? -0.004 : 0.004);
    },
    { closed: true },
  );
  addSheet(meshes, sheet, () => ["plastic", "#121316"]);
}

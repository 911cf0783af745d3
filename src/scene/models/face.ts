import type { Vec3 } from "../../recipe/spec";
import type { Wall } from "./facade";
import { textWidth, write } from "./lettering";
import type { Detail } from "./model";
import { type Surface, vertex } from "./sketch";
import { COLUMNS } from "./turned";
import { blend, subtract } from "./vector";

/** The side of a package that is printed. `right` runs along its surface from the middle, as the customer sees it. */
export type Face = {
  /** The plane that touches the surface at `right`: what is flat and small goes there. */
  readonly touching: (right: number) => Wall;
  /** Metres that can be read at a glance, and half of what may be printed. */
  readonly width: number;
  readonly reach: number;
  readonly bottom: number;
  readonly height: number;
  /** Shapes are bent at every multiple of this, where the body under them has its edges. */
  readonly step: number;
};

/** A column of a printed shape: where it is, and from where to where it goes up from the lower edge of the face. */
export type Column = readonly [right: number, low: number, high: number];

/** The flat front of a box, `out` metres before its middle; after a quarter turn the side to the right of it. */
export function flatFace(width: number, out: number, bottom: number, height: number, quarters: 0 | 1 = 0): Face {
  const touching =
    (at: number): Wall =>
    (right, up, before) =>
      quarters === 0 ? [-(at + right), up, -out - before] : [-out - before, up, at + right];
  return { touching, width, reach: width / 2, bottom, height, step: Number.POSITIVE_INFINITY };
}

/** The front of a round or oval body that was turned with this detail. */
export function roundFace(radius: number, depth: number, [bottom, top]: readonly [number, number], detail: Detail): Face {
  const touching = (at: number): Wall => {
    const [sin, cos] = [Math.sin(at / radius), Math.cos(at / radius)];
    const size = Math.hypot(depth * sin, radius * cos);
    const normal = [(-depth * sin) / size, (-radius * cos) / size] as const;
    return (right, up, out) => [
      -radius * sin + normal[0] * out + normal[1] * right,
      up,
      -depth * cos + normal[1] * out - normal[0] * right,
    ];
  };
  return {
    touching,
    width: 1.75 * radius,
    reach: 1.5 * radius,
    bottom,
    height: top - bottom,
    step: (2 * Math.PI * radius) / COLUMNS[detail],
  };
}

/** Prints a shape of columns, `out` metres before the surface. */
export function fill(surface: Surface, face: Face, columns: readonly Column[], out: number): void {
  let before: readonly [number, number] | undefined;
  for (const [right, low, high] of subdivided(columns, face.step)) {
    const wall = face.touching(right);
    const normal: Vec3 = subtract(wall(0, 0, 1), wall(0, 0, 0));
    const put = (up: number) => vertex(surface, wall(0, face.bottom + up, out), normal, right, up);
    const edge = [put(low), put(high)] as const;
    if (before) surface.indices.push(before[0], edge[0], edge[1], before[0], edge[1], before[1]);
    before = edge;
  }
}

function subdivided(columns: readonly Column[], step: number): readonly Column[] {
  const [first] = columns;
  if (!first) return [];
  const rest = columns.slice(1).flatMap(([right, low, high], at): Column[] => {
    const [from, fromLow, fromHigh] = columns[at] ?? first;
    const start = Math.floor(from / step + 1e-6) + 1;
    const bends = Math.max(0, Math.ceil(right / step - 1e-6) - start);
    const between = Array.from({ length: bends }, (_, bend): Column => {
      const share = ((start + bend) * step - from) / (right - from);
      return [from + (right - from) * share, blend(fromLow, low, share), blend(fromHigh, high, share)];
    });
    return [...between, [right, low, high]];
  });
  return [first, ...rest];
}

/** A rectangle. */
export function rectangle(left: number, right: number, low: number, high: number): readonly Column[] {
  return [
    [left, low, high],
    [right, low, high],
  ];
}

/** A round spot. */
export function spot(right: number, up: number, radius: number): readonly Column[] {
  return [-1, -0.85, -0.45, 0, 0.45, 0.85, 1].map((at): Column => {
    const half = radius * Math.sqrt(1 - at * at);
    return [right + at * radius, up - half, up + half];
  });
}

/** Prints a word in capitals round the place `right`, letter by letter so that it follows the surface; smaller where it is too long. */
export function print(
  surface: Surface,
  face: Face,
  word: string,
  { up, height, out, weight = 0.2 }: { up: number; height: number; out: number; weight?: number },
): void {
  const size = Math.min(height, (height * face.width * 0.9) / Math.max(textWidth(word, height) + weight * height, 1e-6));
  const gap = textWidth("II", size);
  let left = -textWidth(word, size) / 2;
  for (const letter of word) {
    const width = textWidth(letter, size);
    const place = { right: 0, up: face.bottom + up - size / 2, height: size, out, weight };
    write(surface, face.touching(left + width / 2), letter, place);
    left += width + gap;
  }
}

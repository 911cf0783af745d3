import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../materials";
import { box, polygon, type Sketch, type Surface } from "./sketch";

/** A place on an outer wall: metres to the right of its middle as seen from outside, above the ground, and out of the wall. */
export type Wall = (right: number, up: number, out: number) => Vec3;

export type Interval = readonly [number, number];

/** A rectangle on a wall. */
export type Opening = { readonly right: Interval; readonly up: Interval };

/** How the windows of a house look. */
export type WindowStyle = {
  readonly frameColour: string;
  readonly trimColour: string;
  readonly trimMaterial: MaterialName;
  /** A ledge over the window. */
  readonly lintel: boolean;
  /** Open shutters beside the window, or none. */
  readonly shutterColour: string | null;
  readonly detail: "near" | "far";
};

/** Metres from the wall's face back to the glass. */
const REVEAL = 0.17;
const FRAME = 0.06;
const BLINDS = ["#ffffff", "#8f8f8a", "#d9d4c6", "#707478", "#b5b8ba"] as const;

/** The wall at the front of a house of this depth. */
export function frontWall(depth: number): Wall {
  return (right, up, out) => [-right, up, -depth / 2 - out];
}

/** A rectangle `out` metres in front of the wall. */
export function panel(surface: Surface, wall: Wall, right: Interval, up: Interval, out = 0): void {
  polygon(
    surface,
    wall(right[0], up[0], out),
    wall(right[1], up[0], out),
    wall(right[1], up[1], out),
    wall(right[0], up[1], out),
  );
}

/** A bar on a wall; its back, which is never seen, is left open. */
export function bar(surface: Surface, wall: Wall, right: Interval, up: Interval, out: Interval): void {
  const [a, b] = [wall(right[0], up[0], out[0]), wall(right[1], up[1], out[1])];
  const min: Vec3 = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])];
  const max: Vec3 = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])];
  box(surface, min, max, ["back"]);
}

/** A wall with holes. It is cut along all edges of the openings, so that no cracks show between its pieces. */
export function wallAround(surface: Surface, wall: Wall, right: Interval, up: Interval, openings: readonly Opening[]): void {
  const columns = edges(
    right,
    openings.map((opening) => opening.right),
  );
  const rows = edges(
    up,
    openings.map((opening) => opening.up),
  );
  for (const [low, high] of rows) {
    for (const [left, far] of columns) {
      const [middle, level] = [(left + far) / 2, (low + high) / 2];
      const open = openings.some((opening) => within(middle, opening.right) && within(level, opening.up));
      if (!open) panel(surface, wall, [left, far], [low, high]);
    }
  }
}

/** The sides of an opening, from the face of the wall back to `depth`. */
export function reveal(surface: Surface, wall: Wall, { right: [left, far], up: [low, high] }: Opening, depth = REVEAL): void {
  const ring = (out: number) => [wall(left, low, out), wall(far, low, out), wall(far, high, out), wall(left, high, out)] as const;
  const [a, b, c, d] = ring(0);
  const [e, f, g, h] = ring(-depth);
  polygon(surface, a, b, f, e);
  polygon(surface, b, c, g, f);
  polygon(surface, c, d, h, g);
  polygon(surface, d, a, e, h);
}

/** Glass in a frame with `panes` lights side by side, `depth` metres behind the wall's face. */
export function glazing(
  on: Sketch["on"],
  wall: Wall,
  opening: Opening,
  frameColour: string,
  panes: number,
  depth = REVEAL,
): void {
  const {
    right: [left, far],
    up: [low, high],
  } = opening;
  const frame = on("plastic", frameColour);
  const out = 0.03 - depth;
  panel(on("window", blind(left, low)), wall, opening.right, opening.up, -depth);
  panel(frame, wall, [left, far], [low, low + FRAME], out);
  panel(frame, wall, [left, far], [high - FRAME, high], out);
  for (let bar = 0; bar <= panes; bar++) {
    const middle = left + FRAME / 2 + ((far - left - FRAME) * bar) / panes;
    panel(frame, wall, [middle - FRAME / 2, middle + FRAME / 2], [low + FRAME, high - FRAME], out);
  }
}

/** A whole window: reveal, glass, frame, sill and what the style adds. From afar only a flat picture of it. */
export function windowAt(on: Sketch["on"], wall: Wall, opening: Opening, wallSurface: Surface, style: WindowStyle): void {
  const {
    right: [left, far],
    up: [low, high],
  } = opening;
  if (style.detail === "far") {
    panel(on("plastic", style.frameColour), wall, [left - 0.05, far + 0.05], [low - 0.05, high + 0.05], 0.02);
    panel(on("window", blind(left, low)), wall, opening.right, opening.up, 0.05);
    return;
  }
  const trim = on(style.trimMaterial, style.trimColour);
  reveal(wallSurface, wall, opening);
  glazing(on, wall, opening, style.frameColour, far - left > 0.95 ? 2 : 1);
  bar(trim, wall, [left - 0.06, far + 0.06], [low - 0.07, low], [-REVEAL, 0.09]);
  if (style.lintel) bar(trim, wall, [left - 0.1, far + 0.1], [high, high + 0.16], [0, 0.05]);
  if (style.shutterColour === null) return;
  const shutter = on("wood", style.shutterColour);
  const width = (far - left) / 2;
  bar(shutter, wall, [left - width - 0.02, left - 0.02], [low, high], [0, 0.05]);
  bar(shutter, wall, [far + 0.02, far + width + 0.02], [low, high], [0, 0.05]);
}

/** Curtains and blinds make windows differ; the choice hangs on where the window is. */
function blind(right: number, up: number): string {
  const place = Math.abs(Math.round(right * 7.3) * 3 + Math.round(up * 5.1) * 7);
  return BLINDS[place % BLINDS.length] ?? BLINDS[0];
}

function edges([start, end]: Interval, cuts: readonly Interval[]): Interval[] {
  const sorted = [...new Set([start, end, ...cuts.flat()])].sort((a, b) => a - b);
  return sorted.slice(1).map((edge, i) => [sorted[i] ?? start, edge]);
}

function within(value: number, [low, high]: Interval): boolean {
  return low < value && value < high;
}

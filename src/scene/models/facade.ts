import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../material-names";
import type { Detail } from "./model";
import { box, polygon, type Side, type Sketch, type Surface, vertex } from "./sketch";
import { addPane, type WindowUse, windowNumber } from "./window-glass";

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
};

/** Metres from the wall's face back to the glass. */
const REVEAL = 0.17;
const FRAME = 0.06;
/** Glass before its frame, and flat pictures before the wall: enough for the depth buffer at the distances where they are seen. */
const GLASS = 0.02;
const FLAT = 0.04;
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

/** Glass in a part of a window, `out` metres in front of the wall. */
export function pane(
  surface: Surface,
  wall: Wall,
  window: Opening,
  { right, up }: Opening,
  { out, use = "home" }: { readonly out: number; readonly use?: WindowUse },
): void {
  const share = (value: number, [from, to]: Interval) => (value - from) / (to - from);
  const across = [share(right[0], window.right), share(right[1], window.right)] as const;
  const height = [share(up[0], window.up), share(up[1], window.up)] as const;
  const corners = [
    wall(right[0], up[0], out),
    wall(right[1], up[0], out),
    wall(right[1], up[1], out),
    wall(right[0], up[1], out),
  ] as const;
  addPane(surface, corners, { number: windowNumber(window.right[0], window.up[0]), use }, across, height);
}

/** A bar on a wall. Its back, which is never seen, is left open, and what else is listed. */
export function bar(
  surface: Surface,
  wall: Wall,
  right: Interval,
  up: Interval,
  out: Interval,
  open: readonly Side[] = [],
): void {
  const [a, b] = [wall(right[0], up[0], out[0]), wall(right[1], up[1], out[1])];
  const min: Vec3 = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])];
  const max: Vec3 = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])];
  box(surface, min, max, ["back", ...open]);
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

/** A wall with a row of equal holes, in fewer triangles: bands that one below and one above the holes, each a fan, and piers between. */
export function wallWithRow(
  surface: Surface,
  wall: Wall,
  [left, right]: Interval,
  [low, high]: Interval,
  holes: readonly Interval[],
  [sill, head]: Interval,
): void {
  const cuts = [left, ...holes.flat(), right];
  fanBand(surface, wall, [wall(left, low, 0), wall(right, low, 0)], cuts.map((at) => wall(at, sill, 0)).reverse());
  fanBand(
    surface,
    wall,
    [wall(right, high, 0), wall(left, high, 0)],
    cuts.map((at) => wall(at, head, 0)),
  );
  for (let at = 0; at < cuts.length; at += 2) panel(surface, wall, [cuts[at] ?? left, cuts[at + 1] ?? right], [sill, head]);
}

/** Triangles between an edge and the cut line across from it, which runs on counter-clockwise from the edge. */
function fanBand(surface: Surface, wall: Wall, edge: readonly [Vec3, Vec3], line: readonly Vec3[]): void {
  const [foot, ahead] = [wall(0, 0, 0), wall(0, 0, 1)];
  const normal: Vec3 = [ahead[0] - foot[0], ahead[1] - foot[1], ahead[2] - foot[2]];
  const put = (corner: Vec3) => vertex(surface, corner, normal, corner[0], corner[1]);
  const [from, to] = [put(edge[0]), put(edge[1])];
  const points = line.map(put);
  surface.indices.push(from, to, points[0] ?? to);
  for (let at = 1; at < points.length; at++) surface.indices.push(from, points[at - 1] ?? to, points[at] ?? to);
}

/** The sides and the top of an opening, from the face of the wall back to `depth`. What closes it below is up to the caller. */
export function reveal(surface: Surface, wall: Wall, { right: [left, far], up: [low, high] }: Opening, depth = REVEAL): void {
  polygon(surface, wall(far, low, 0), wall(far, high, 0), wall(far, high, -depth), wall(far, low, -depth));
  polygon(surface, wall(far, high, 0), wall(left, high, 0), wall(left, high, -depth), wall(far, high, -depth));
  polygon(surface, wall(left, high, 0), wall(left, low, 0), wall(left, low, -depth), wall(left, high, -depth));
}

/** Panes of glass side by side on a board in the colour of the frame, `out` metres before the wall's face. */
export function glazing(on: Sketch["on"], wall: Wall, window: Opening, frameColour: string, panes: number, out = -REVEAL): void {
  const {
    right: [left, far],
    up: [low, high],
  } = window;
  panel(on("plastic", frameColour), wall, [left, far], [low, high], out);
  const glass = on("window", blind(left, low));
  const up: Interval = [low + FRAME, high - FRAME];
  for (const right of paneIntervals([left, far], panes)) pane(glass, wall, window, { right, up }, { out: out + GLASS });
}

/** Where the panes of a window lie between its frame and its bars. */
export function paneIntervals([left, right]: Interval, panes: number): readonly Interval[] {
  const pitch = (right - left - FRAME) / panes;
  return Array.from({ length: panes }, (_, at) => [left + FRAME + at * pitch, left + (at + 1) * pitch]);
}

/** A whole window: reveal, glass, frame, sill and what the style adds. From farther away a flat picture of it. */
export function windowAt(
  on: Sketch["on"],
  wall: Wall,
  opening: Opening,
  wallSurface: Surface,
  style: WindowStyle,
  detail: Detail,
): void {
  const {
    right: [left, far],
    up: [low, high],
  } = opening;
  if (detail === "far") {
    pane(on("window", blind(left, low)), wall, opening, opening, { out: FLAT });
    return;
  }
  const panes = far - left > 0.95 ? 2 : 1;
  const trim = on(style.trimMaterial, style.trimColour);
  if (detail === "middle") {
    glazing(on, wall, opening, style.frameColour, panes, FLAT);
    panel(trim, wall, [left - 0.06, far + 0.06], [low - 0.07, low], FLAT);
  } else {
    reveal(wallSurface, wall, opening);
    glazing(on, wall, opening, style.frameColour, panes);
    bar(trim, wall, [left - 0.06, far + 0.06], [low - 0.07, low], [-REVEAL, 0.09], ["left", "right"]);
    if (style.lintel) panel(trim, wall, [left - 0.1, far + 0.1], [high, high + 0.16], FLAT);
  }
  if (style.shutterColour === null) return;
  const shutter = on("wood", style.shutterColour);
  const width = (far - left) / 2;
  panel(shutter, wall, [left - width - 0.02, left - 0.02], [low, high], FLAT);
  panel(shutter, wall, [far + 0.02, far + width + 0.02], [low, high], FLAT);
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

import { projectionOf } from "../camera/projection";
import type { SceneSpec } from "../recipe/spec";
import type { Wanted } from "./objective";

/** Height over its origin of the point that stands for a thing, in metres: the knee of a person, the wheel of a car. */
const POINT_METRES = 0.5;

/**
 * Things of each class whose middle lies in the picture: what a layout can say of visibility before anything is drawn. What other things hide
 * is not known here.
 */
export function inView(spec: SceneSpec): ReadonlyMap<string, number> {
  const { project } = projectionOf(spec);
  const { width, height } = spec.image;
  const seen = new Map<string, number>();
  for (const {
    class: name,
    position: [x, y, z],
  } of spec.instances) {
    const found = project([x, y + POINT_METRES, z]);
    if (!found || found.depthMetres < spec.camera.near || found.depthMetres > spec.camera.far) continue;
    const [column, row] = found.pixel;
    if (column >= 0 && row >= 0 && column < width && row < height) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return seen;
}

/** Whether it matters which layout an image gets. */
export function isChoosy({ placed, limits }: Pick<Wanted, "placed" | "limits">): boolean {
  return Object.keys(placed).length > 0 || Object.keys(limits).length > 0;
}

/** How many things a layout is short of, or has too many of. */
export function shortfall(spec: SceneSpec, { placed, limits }: Pick<Wanted, "placed" | "limits">): number {
  const seen = inView(spec);
  const few = Object.entries(placed).reduce((sum, [name, least]) => sum + Math.max(0, least - (seen.get(name) ?? 0)), 0);
  return few + Object.entries(limits).reduce((sum, [name, limit]) => sum + Math.max(0, (seen.get(name) ?? 0) - limit), 0);
}

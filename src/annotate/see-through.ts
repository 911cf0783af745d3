import type { Frame } from "../render/frame";
import type { InstanceTable } from "../scene/table";
import type { Amodal } from "./amodal";
import type { Box } from "./labels";

/** An instance when glass hides nothing: the same fields as its own, see there. */
export type SeeThroughLabel = {
  readonly boundingBox: Box;
  readonly areaPixels: number;
  readonly polygons: readonly (readonly number[])[];
  /** When `amodal` was asked for. */
  readonly amodal?: Amodal;
};

/**
 * The frame as it is when glass hides nothing: pixels of a see-through surface have the id and depth of what is behind it when that is a thing. Before
 * stuff and nothing, they stay those of the glass, so that every pixel belongs to one instance and glass keeps an outline. The frame itself when nothing changes.
 */
export function throughGlass(frame: Frame, { rows }: InstanceTable): Frame {
  const { behind, behindDepth } = frame.gBuffer ?? {};
  if (!behind || !behindDepth) return frame;
  const [ids, depth] = [frame.ids.slice(), frame.depth.slice()];
  for (const [at, id] of behind.entries()) {
    if (id === ids[at] || rows[id - 1]?.kind !== "thing") continue;
    ids[at] = id;
    depth[at] = behindDepth[at] ?? 0;
  }
  return { ...frame, ids, depth, firstIds: frame.ids };
}

/**
 * A frame that looks through glass as the silhouette of an instance is compared with it: without any glass but its own. What is in front of others is
 * what they are hidden by, and glass is not; a silhouette of glass is measured against all pixels in which it is the first surface.
 */
export function withoutOtherGlass(frame: Frame, instanceId: number): Frame {
  const { firstIds, gBuffer } = frame;
  if (!firstIds || !gBuffer?.behind) return frame;
  return { ...frame, ids: gBuffer.behind.map((id, at) => (firstIds[at] === instanceId ? instanceId : id)) };
}

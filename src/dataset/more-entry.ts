import type { InstanceLabel } from "../annotate/labels";

/** Names that these files have for fields already; all others are the label's own in snake_case. */
const usual: Readonly<Record<string, string>> = { boundingBox: "bbox", areaPixels: "area", polygons: "segmentation" };

/**
 * The labels of an instance that a recipe asks for with `labels.include` and `labels.seeThrough`, as fields of its row: `covered_by`, `oriented_box`, `box_3d`,
 * `pose`, `keypoints_3d`, `distance`, `amodal`, `see_through`, with the definitions, units and spaces of docs/labels.md. Numbers are written to the millionth.
 * Readers of COCO pass over fields that they do not know.
 */
export function moreEntry({
  coveredBy,
  orientedBox,
  box3d,
  pose,
  keypoints,
  distance,
  amodal,
  seeThrough,
}: InstanceLabel): object {
  return {
    ...(coveredBy && { covered_by: coveredBy }),
    ...(orientedBox && { oriented_box: written(orientedBox) }),
    ...(box3d && { box_3d: written(box3d) }),
    ...(pose && { pose: written(pose) }),
    ...(keypoints && { keypoints_3d: written(keypoints) }),
    ...(distance && { distance: written(distance) }),
    ...(amodal && { amodal: written(amodal) }),
    ...(seeThrough && { see_through: written(seeThrough) }),
  };
}

/** A label as JSON has it: names in snake_case, numbers to the millionth. */
function written(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1e6) / 1e6;
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [usual[name] ?? snakeCase(name), written(inner)]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

import type { ClassSpec } from "../recipe/spec";
import type { InstanceTable } from "../scene/table";
import type { Boxes } from "./boxes";
import type { Box } from "./labels";

/** All pixels of one class of stuff together: road, sky. */
export type StuffLabel = {
  readonly class: string;
  readonly classId: number;
  /** Tight box of the pixels. */
  readonly boundingBox: Box;
  readonly areaPixels: number;
};

/** Adds up the instances of each class of stuff; the background counts as its class. Classes that cannot be seen are left out. */
export function stuffLabels(
  boxes: Boxes,
  { rows, backgroundClassId }: InstanceTable,
  classes: readonly ClassSpec[],
): StuffLabel[] {
  const ids = new Map<number, number[]>([[backgroundClassId, [0]]]);
  for (const { instanceId, classId, kind } of rows)
    if (kind === "stuff") ids.set(classId, [...(ids.get(classId) ?? []), instanceId]);
  return [...ids]
    .flatMap(([classId, own]) => {
      const seen = own.filter((id) => (boxes.pixels[id] ?? 0) > 0);
      if (seen.length === 0) return [];
      const all = (values: Uint32Array) => seen.map((id) => values[id] ?? 0);
      const [left, top] = [Math.min(...all(boxes.left)), Math.min(...all(boxes.top))];
      const [right, bottom] = [Math.max(...all(boxes.right)), Math.max(...all(boxes.bottom))];
      const areaPixels = all(boxes.pixels).reduce((sum, pixels) => sum + pixels, 0);
      const name = classes[classId - 1]?.name ?? "";
      return [{ class: name, classId, boundingBox: [left, top, right - left, bottom - top] as const, areaPixels }];
    })
    .sort((a, b) => a.classId - b.classId);
}

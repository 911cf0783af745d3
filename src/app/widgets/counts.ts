/** How many labelled instances there are of each class. */
import type { InstanceLabel } from "../../annotate/labels";

export type ClassCount = { readonly name: string; readonly classId: number; readonly count: number };

/** The counts with these labels added, in the order of the scene's classes. */
export function withLabels(counts: readonly ClassCount[], labels: readonly InstanceLabel[]): readonly ClassCount[] {
  const byId = new Map(counts.map((entry) => [entry.classId, entry]));
  for (const { classId, class: name } of labels) byId.set(classId, { name, classId, count: (byId.get(classId)?.count ?? 0) + 1 });
  return [...byId.values()].sort((a, b) => a.classId - b.classId);
}

/** Sum over all classes. */
export function totalOf(counts: readonly ClassCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";
import type { Part } from "../../src/scene/models/model";

/** The surfaces of a model by what they are made of, whatever parts they belong to: some named parts have but a handful of triangles. */
export function byPaint(parts: readonly Part[]): readonly Part[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.material} ${part.colour}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? { ...first, geometry: mergeGeometries([first, ...others].map(({ geometry }) => geometry)) } : [],
  );
}

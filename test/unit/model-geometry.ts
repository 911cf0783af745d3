/** What tests of several families of models measure in what a model builds. */
import type { Bounds, Part } from "../../src/scene/models/model";

/** The three details of a model, from close by to far away. */
export const DETAILS = ["near", "middle", "far"] as const;

/** A cross product that is this far below zero, square metres, is turned the other way; smaller ones are slivers. */
const TURNED = -1e-9;

/** The box round every vertex. */
export function boxOfParts(parts: readonly Part[]): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { geometry } of parts) {
    const { array } = geometry.getAttribute("position");
    for (const [at, value] of array.entries()) {
      const axis = (at % 3) as 0 | 1 | 2;
      min[axis] = Math.min(min[axis], value);
      max[axis] = Math.max(max[axis], value);
    }
  }
  return { min, max };
}

/** How many triangles turn their back to where their normals point; `turned` is where doubt ends. */
export function backward({ geometry }: Part, turned = TURNED): number {
  const index = indexOf(geometry);
  const [position, normal] = [geometry.getAttribute("position").array, geometry.getAttribute("normal").array];
  let count = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [index[at], index[at + 1], index[at + 2]].map((vertex) => 3 * (vertex ?? 0));
    const edge = (to: number, axis: number) => (position[to + axis] ?? 0) - (position[a + axis] ?? 0);
    const mean = (axis: number) => (normal[a + axis] ?? 0) + (normal[b + axis] ?? 0) + (normal[c + axis] ?? 0);
    const across = (axis: number) => {
      const [one, two] = [(axis + 1) % 3, (axis + 2) % 3];
      return edge(b, one) * edge(c, two) - edge(b, two) * edge(c, one);
    };
    if (across(0) * mean(0) + across(1) * mean(1) + across(2) * mean(2) < turned) count++;
  }
  return count;
}

/** How far the longest or shortest normal is from length 1. */
export function normalError({ geometry }: Part): number {
  const { array } = geometry.getAttribute("normal");
  let error = 0;
  for (let at = 0; at < array.length; at += 3)
    error = Math.max(error, Math.abs(Math.hypot(array[at] ?? 0, array[at + 1] ?? 0, array[at + 2] ?? 0) - 1));
  return error;
}

export function triangleCount(parts: readonly Part[]): number {
  return parts.reduce((sum, { geometry }) => sum + indexOf(geometry).length / 3, 0);
}

/** Whether every number of a part is one, and every corner a vertex. */
export function isSound({ geometry }: Part): boolean {
  const { count } = geometry.getAttribute("position");
  const attributes = ["position", "normal", "uv"].map((name) => geometry.getAttribute(name));
  const finite = ({ array }: { readonly array: ArrayLike<number> }) => {
    for (let at = 0; at < array.length; at++) if (!Number.isFinite(array[at])) return false;
    return true;
  };
  return attributes.every((one) => one.count === count && finite(one)) && indexOf(geometry).every((vertex) => vertex < count);
}

function indexOf({ index }: Part["geometry"]): Uint32Array | Uint16Array {
  const array = index?.array;
  if (array instanceof Uint32Array || array instanceof Uint16Array) return array;
  throw new Error("not indexed");
}

/** Builds each drawn thing once for each detail, when first asked for. */
export function builtOnce<P>(build: (parameters: P, detail: (typeof DETAILS)[number]) => readonly Part[]) {
  const built = new Map<string, readonly Part[]>();
  return (parameters: P, detail: (typeof DETAILS)[number]): readonly Part[] => {
    const key = `${detail} ${JSON.stringify(parameters)}`;
    const parts = built.get(key) ?? build(parameters, detail);
    built.set(key, parts);
    return parts;
  };
}

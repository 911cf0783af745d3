import type { Frame } from "../render/frame";

/**
 * For every instance id, the ids of the instances that touch it in the picture and are nearer at the place where they do: those that
 * cover its edge. Pixels touch along a side. Entry 0 is the background. Sorted.
 */
export function coveringNeighbours({ width, height, ids, depth }: Frame, highestId: number): readonly (readonly number[])[] {
  const found = Array.from({ length: highestId + 1 }, () => new Set<number>());
  const meet = (a: number, b: number) => {
    const [first, second] = [ids[a] ?? 0, ids[b] ?? 0];
    if (first === second || first === 0 || second === 0) return;
    const firstIsNearer = (depth[a] ?? 0) < (depth[b] ?? 0);
    if (firstIsNearer) found[second]?.add(first);
    else found[first]?.add(second);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (x + 1 < width) meet(at, at + 1);
      if (y + 1 < height) meet(at, at + width);
    }
  }
  return found.map((set) => [...set].sort((a, b) => a - b));
}

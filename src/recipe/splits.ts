import { pick, stream } from "./random";

/**
 * The split that an image belongs to ("train", "val"), by chance and the shares of the splits (any positive scale). It
 * depends on seed and index only: a longer or shorter dataset has every image in the same split.
 */
export function splitOf(splits: Readonly<Record<string, number>>, seed: number, index: number): string {
  return pick(stream(seed, index, "split"), Object.keys(splits), Object.values(splits));
}

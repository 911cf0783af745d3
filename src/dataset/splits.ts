/** One of something for each split of a dataset. */
export function bySplit<T>(splits: readonly string[], start: (split: string) => T): BySplit<T> {
  const all = new Map(splits.map((split) => [split, start(split)]));
  return {
    of(split) {
      const found = all.get(split);
      if (found === undefined) throw new Error(`A sample is in the split "${split}". Known are: ${splits.join(", ")}.`);
      return found;
    },
    entries: () => all.entries(),
  };
}

export type BySplit<T> = { of(split: string): T; entries(): Iterable<[split: string, value: T]> };

/** Things that take time to make and much memory: those that were wanted last are kept. */
export type Recent<Thing> = { get(name: string): Promise<Thing>; dispose(): void };

/** Keeps at most `most` things; the one that was not wanted for longest goes first. */
export function recent<Thing>(
  most: number,
  make: (name: string) => Promise<Thing>,
  discard: (thing: Thing) => void,
): Recent<Thing> {
  const kept = new Map<string, Thing>();
  return {
    async get(name) {
      const thing = kept.get(name) ?? (await make(name));
      kept.delete(name);
      kept.set(name, thing);
      for (const [oldest, old] of kept) {
        if (kept.size <= most) break;
        kept.delete(oldest);
        discard(old);
      }
      return thing;
    },
    dispose() {
      for (const thing of kept.values()) discard(thing);
      kept.clear();
    },
  };
}

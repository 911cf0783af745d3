/** Work that goes on behind the caller, such as files on their way to a disk. */
export type Behind = {
  /** Starts work, as soon as fewer than the limit are going on. Throws what failed before. */
  start(work: () => Promise<void>): Promise<void>;
  /** Waits for all of it. Throws what failed. */
  settle(): Promise<void>;
};

/** At most `limit` at a time. A failure is thrown by the next call, and by all later ones. */
export function workBehind(limit: number): Behind {
  const going = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const throwFailure = () => {
    if (failure) throw failure.error;
  };
  return {
    async start(work) {
      while (going.size >= limit) await Promise.race(going);
      throwFailure();
      const one: Promise<void> = work()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => going.delete(one));
      going.add(one);
    },
    async settle() {
      await Promise.all(going);
      throwFailure();
    },
  };
}

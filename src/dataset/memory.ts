import { growingFiles } from "./growing";
import { expectOpen, type LifeCycle } from "./life-cycle";
import { checkPath } from "./path";
import type { Sink } from "./sink";

export type MemorySink = Sink & {
  /** Everything that was written, by path, in the order of writing. Empty until `close`. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};

/** Keeps files in memory: for tests and for downloads from the page. Throws on unsafe or repeated paths. */
export function memorySink(): MemorySink {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const written = new Map<string, Uint8Array<ArrayBuffer>>();
  const growing = growingFiles("This memory sink");
  let state: LifeCycle = "open";

  function take(path: string): void {
    expectOpen("This memory sink", state, `write ${path} to it`);
    checkPath(path);
    if (written.has(path) || growing.has(path))
      throw new Error(`${path} was written to this memory sink before. Every path can be written once.`);
  }

  return {
    files,
    async write(path, bytes) {
      take(path);
      written.set(path, bytes);
    },
    async open(path) {
      take(path);
      return growing.open(path, async (bytes) => {
        written.set(path, bytes);
      });
    },
    async close() {
      expectOpen("This memory sink", state, "close it");
      growing.expectNone();
      state = "closed";
      for (const [path, bytes] of written) files.set(path, bytes);
    },
    async abort() {
      expectOpen("This memory sink", state, "abort it");
      state = "aborted";
      written.clear();
    },
  };
}

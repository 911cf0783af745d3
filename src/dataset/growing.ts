import { joined } from "../encode/join";
import type { FileWriter } from "./sink";

/** The files of a sink that are growing, for sinks that can only store whole ones: they are kept in memory until they are closed. */
export type GrowingFiles = {
  has(path: string): boolean;
  /** Starts a file; `store` gets all of it when it is closed. */
  open(path: string, store: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>): FileWriter;
  /** Throws when a file is still growing. */
  expectNone(): void;
};

/** `sink` is what errors call it. */
export function growingFiles(sink: string): GrowingFiles {
  const open = new Set<string>();
  return {
    has: (path) => open.has(path),
    open(path, store) {
      open.add(path);
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      return {
        async write(bytes) {
          pieces.push(bytes);
        },
        async close() {
          const bytes = joined(pieces);
          pieces = [];
          open.delete(path);
          await store(bytes);
        },
      };
    },
    expectNone() {
      const [path] = open;
      if (path !== undefined) throw new Error(`${sink} cannot be closed while ${path} is being written. Close that file first.`);
    },
  };
}

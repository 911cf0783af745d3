import type { ChildProcess } from "node:child_process";
import { type Memory, memoryOf } from "./process-memory";

/** What a run's processes have in memory while it goes on. */
export type MemoryLog = {
  /** Looks at a run that was started with `--json`, whenever it has made some more images. `output` is all that it has said so far. */
  look(child: ChildProcess, output: string): void;
  /** The mean over the images `from` to `to`. */
  between(from: number, to: number): Memory;
};

/** Looks once every so many images: a garbage collection more or less must not decide. */
export function logMemory(every: number): MemoryLog {
  const samples: ({ readonly image: number } & Memory)[] = [];
  let next = 0;
  return {
    look(child, output) {
      const image = Number(/"done":(\d+)[^"]*"total":\d+\}\s*$/.exec(output.slice(-200))?.[1] ?? 0);
      if (image < next || child.pid === undefined) return;
      next = image + Math.max(1, every);
      samples.push({ image, ...memoryOf(child.pid) });
    },
    between(from, to) {
      const some = samples.filter(({ image }) => image >= from && image <= to);
      const mean = (pick: (one: Memory) => number) => some.reduce((sum, one) => sum + pick(one), 0) / some.length;
      return { node: mean(({ node }) => node), browser: mean(({ browser }) => browser) };
    },
  };
}

/** `node 260 MB, browser 790 MB`. */
export function megabytesOf({ node, browser }: Memory): string {
  return `node ${Math.round(node / 1e6)} MB, browser ${Math.round(browser / 1e6)} MB`;
}

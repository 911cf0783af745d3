import { expose } from "comlink";
import { holdLock } from "../../src/worker-death";

const started = new BroadcastChannel("started");
let living: Promise<void> | undefined;

/**
 * Stands in for `src/worker.ts`: dies on image 3, falls silent on image 4, hangs on image 5, ends without a word on image 6. It tells which it
 * started.
 */
expose({
  holdLock(name: string) {
    living = holdLock(name);
    return living;
  },
  async generate(_recipe: unknown, index: number) {
    started.postMessage(index);
    if (index === 3) {
      setTimeout(() => {
        throw new Error("out of memory");
      });
      await new Promise(() => {});
    }
    if (index === 4) await new Promise(() => {});
    while (index === 5);
    if (index === 6) {
      await living;
      // The answer to holdLock is on its way by then.
      setTimeout(() => self.close());
      await new Promise(() => {});
    }
    return { index };
  },
});

import { expose } from "comlink";

/** Stands in for `src/worker.ts`: dies on image 3, falls silent on image 4, hangs on image 5. */
expose({
  async generate(_recipe: unknown, index: number) {
    if (index === 3) {
      setTimeout(() => {
        throw new Error("out of memory");
      });
      await new Promise(() => {});
    }
    if (index === 4) {
      self.close();
      await new Promise(() => {});
    }
    while (index === 5);
    return { index };
  },
});

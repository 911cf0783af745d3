import { expose } from "comlink";

/** Stands in for `src/worker.ts`: makes empty samples, the later in a batch the sooner, and tells which it started. */
const started = new BroadcastChannel("started");

expose({
  async adapter() {
    return { vendor: "test" };
  },
  async generate(_recipe: unknown, index: number) {
    started.postMessage(index);
    await new Promise((resolve) => setTimeout(resolve, index % 3 === 0 ? 40 : 5));
    if (index >= 1000) throw Object.assign(new Error("the GPU is on fire"), { name: "GpuError" });
    if (index >= 500) throw Object.assign(new Error("no such class"), { name: "RecipeError" });
    return { index };
  },
});

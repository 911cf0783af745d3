import { expect, test } from "vitest";

test("files of the browser's own storage that are written many times at once have what was written last, and all that was added", async () => {
  const worker = new Worker(new URL("./writing-worker.ts", import.meta.url), { type: "module" });
  const written = await new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data)));
  worker.terminate();
  expect(written).toEqual(["19", Array.from({ length: 20 }, (_, at) => `${at} `).join("")]);
});

import { defineConfig } from "vitest/config";
import { browser, inBrowser } from "./browser.config.ts";

const MINUTE = 60_000;

/** End-to-end tests start browsers, one at a time: they share the GPU, and on a software adapter the cores. */
const endToEnd = { environment: "node", fileParallelism: false, testTimeout: 3 * MINUTE, hookTimeout: 3 * MINUTE } as const;

export default defineConfig({
  test: {
    projects: [
      // Quick as they are, a busy machine must not fail them.
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          environment: "node",
          testTimeout: 2 * MINUTE,
          hookTimeout: 5 * MINUTE,
        },
      },
      {
        ...inBrowser,
        test: {
          name: "gpu",
          include: ["test/gpu/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
          browser,
        },
      },
      { test: { name: "truth", include: ["test/truth/**/*.test.ts"], ...endToEnd } },
      { test: { name: "cli", include: ["test/cli/**/*.test.ts"], ...endToEnd } },
      { test: { name: "app", include: ["test/app/**/*.test.ts"], ...endToEnd } },
    ],
  },
});

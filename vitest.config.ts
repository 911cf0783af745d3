import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { browser, inBrowser } from "./browser.config.ts";

const MINUTE = 60_000;

/** How long a test may take before it counts as hanging: never a measure of how fast the machine is. */
const patience = { testTimeout: 6 * MINUTE, hookTimeout: 10 * MINUTE };

/**
 * Tests that start browsers run after the quick ones, two files at a time beside one of `gpu`: most of their time is the start of a browser and
 * its shaders, which keeps one core busy.
 */
const withBrowsers = { maxWorkers: 2, sequence: { groupOrder: 1 }, ...patience };
const endToEnd = { environment: "node", ...withBrowsers } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          environment: "node",
          maxWorkers: Math.max(2, availableParallelism() - 1),
          ...patience,
        },
      },
      {
        ...inBrowser,
        test: {
          name: "gpu",
          include: ["test/gpu/**/*.test.ts"],
          ...withBrowsers,
          isolate: false,
          browser: { ...browser, fileParallelism: false },
        },
      },
      { test: { name: "truth", include: ["test/truth/**/*.test.ts"], ...endToEnd } },
      { test: { name: "cli", include: ["test/cli/**/*.test.ts"], ...endToEnd } },
      { test: { name: "app", include: ["test/app/**/*.test.ts"], ...endToEnd } },
    ],
  },
});

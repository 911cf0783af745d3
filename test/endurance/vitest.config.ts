import { defineConfig } from "vitest/config";

const HOUR = 3_600_000;

/** Proofs that take from minutes to hours. They are no part of `npm test`. */
export default defineConfig({
  test: {
    include: ["test/endurance/**/*.test.ts", "bench/runs.test.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 12 * HOUR,
    hookTimeout: HOUR,
  },
});

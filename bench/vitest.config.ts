import { defineConfig } from "vitest/config";
import { browser, inBrowser } from "../browser.config.ts";

const MINUTE = 60_000;

export default defineConfig({
  ...inBrowser,
  test: { include: ["bench/*.bench.ts"], testTimeout: 30 * MINUTE, browser },
});

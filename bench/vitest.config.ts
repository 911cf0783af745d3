import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { decoderModules } from "../decoders.config.ts";
import { launchOptions } from "../src/cli/launch-options.ts";

const MINUTE = 60_000;

export default defineConfig({
  plugins: [decoderModules()],
  optimizeDeps: { exclude: ["@jsquash/png"] },
  test: {
    include: ["bench/*.bench.ts"],
    testTimeout: 30 * MINUTE,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions() }),
      instances: [{ browser: "chromium" }],
    },
  },
});

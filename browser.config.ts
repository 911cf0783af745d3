import { playwright } from "@vitest/browser-playwright";
import { buildConstants } from "./commit.config.ts";
import { decoderModules } from "./decoders.config.ts";
import { launchOptions } from "./src/cli/launch-options.ts";

/** How tests and the bench run in a real browser with WebGPU. */
export const inBrowser = {
  plugins: [decoderModules()],
  define: buildConstants,
  optimizeDeps: { exclude: ["@jsquash/jpeg", "@jsquash/png"] },
};

/** The browser itself, as vitest wants it. */
export const browser = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launchOptions() }),
  instances: [{ browser: "chromium" as const }],
};

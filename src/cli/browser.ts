import type { Browser, LaunchOptions } from "playwright";
import { GpuError } from "../errors";
import { waysToLaunch } from "./launch-options";

/** Starts a headless browser. We handle the signals, so that files are cleaned up first. Throws GpuError, or AbortError at once. */
export async function openBrowser(signal: AbortSignal): Promise<Browser> {
  signal.throwIfAborted();
  const launching = launchFirst(waysToLaunch());
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  try {
    return await Promise.race([launching, aborted]);
  } catch (error) {
    if (signal.aborted) launching.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

/** The first browser that starts. */
async function launchFirst(ways: readonly LaunchOptions[]): Promise<Browser> {
  const { chromium } = await import("playwright"); // only now: it takes long to load, and --help should not
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      return await chromium.launch({ ...way, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      reasons.push(`${way.executablePath ?? way.channel}: ${reason}`);
    }
  }
  throw new GpuError(
    `Diorama draws in a browser, and none that starts was found (${reasons.join("; ")}). Install Google Chrome, Chromium or Microsoft Edge, or run ` +
      '"npx playwright install --with-deps chromium"; one in an unusual place is named like this: DIORAMA_BROWSER=/opt/chrome/chrome',
  );
}

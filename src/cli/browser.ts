import process from "node:process";
import type { Browser } from "playwright";
import { GpuError } from "../errors";
import { launchOptions } from "./launch-options";

/** Starts a headless browser. We handle the signals, so that files are cleaned up first. Throws GpuError, or AbortError at once. */
export async function openBrowser(signal: AbortSignal): Promise<Browser> {
  signal.throwIfAborted();
  const { chromium } = await import("playwright"); // only now: it takes long to load, and --help should not
  const launching = chromium.launch({ ...launchOptions(), handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  try {
    return await Promise.race([launching, aborted]);
  } catch (error) {
    if (!signal.aborted) throw new GpuError(launchFailure(error));
    launching.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

function launchFailure(error: unknown): string {
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  const which = process.env.DIORAMA_BROWSER ?? "Playwright's Chromium";
  return (
    `The browser (${which}) did not start: ${reason}. Start through npm (npm run generate), which finds one, ` +
    "or name one that works, for example DIORAMA_BROWSER=/usr/bin/chromium"
  );
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { GpuError, RecipeError } from "../errors";
import { openBrowser } from "./browser";
import type { EnvironmentAnswer, EnvironmentRequest } from "./environment-page";
import { REPORT, type Report } from "./messages";
import { pagesFolder, scenesFolder } from "./places";
import { readRecipe } from "./recipe-file";
import { serve } from "./serve";
import { stageFolder } from "./stage";

/**
 * Serves a recipe as an environment on standard input and output, a line of JSON each: `{"reset": seed}` or `{"step": action}` in, `{"observation": …}` or `{"error": …}` out.
 * The first line says `{"ready": adapter}`. Ends with the input.
 */
export async function environment(signal: AbortSignal, recipeName: string): Promise<void> {
  const { recipe } = readRecipe(recipeName, scenesFolder);
  const folder = await mkdtemp(path.join(tmpdir(), "diorama-environment-"));
  const write = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  try {
    await using stage = await stageFolder(folder);
    await using server = await serve({ pages: pagesFolder, job: { environment: recipe }, stage });
    const browser = await openBrowser(signal);
    signal.addEventListener("abort", () => browser.close().catch(() => undefined), { once: true });
    try {
      const page = await browser.newPage();
      const ready = new Promise<string>((resolve, reject) => {
        page.on("crash", () => reject(new GpuError("The browser's page crashed, often for want of memory; try smaller images")));
        page.on("pageerror", reject);
        const receive = (report: Report) => {
          if (report.kind === "started") resolve(report.adapter);
          if (report.kind === "failed")
            reject(report.name === "RecipeError" ? new RecipeError(report.message) : new GpuError(report.message));
        };
        page
          .exposeFunction(REPORT, receive)
          .then(() => page.goto(`${server.url}headless.html`))
          .catch(reject);
      });
      write({ ready: await ready });
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === "") continue;
        const request = requestOf(line);
        write(
          "error" in request
            ? request
            : ((await page.evaluate((one): Promise<EnvironmentAnswer> | undefined => window.act?.(one), request)) ?? {}),
        );
      }
    } finally {
      await browser.close().catch(() => undefined);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function requestOf(line: string): EnvironmentRequest | { readonly error: string } {
  const expected = 'expected {"reset": 7} or {"step": {"yawDegrees": 10}}';
  try {
    const given: unknown = JSON.parse(line);
    if (typeof given === "object" && given !== null) {
      if ("reset" in given && typeof given.reset === "number") return { reset: given.reset };
      if ("step" in given && typeof given.step === "object" && given.step !== null) return { step: given.step };
    }
    return { error: `${line.slice(0, 100)} given; ${expected}.` };
  } catch {
    return { error: `A line that is no JSON given; ${expected}.` };
  }
}

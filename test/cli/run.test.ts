import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type Run, runHeadless } from "../../src/cli/run";
import { parseRecipe } from "../../src/recipe/parse";

/** The browser of the run, for tests that take it away. */
let browser: Browser | undefined;
vi.mock(import("../../src/cli/browser"), async (original) => {
  const { openBrowser } = await original();
  return {
    openBrowser: async (signal) => {
      browser = await openBrowser(signal);
      return browser;
    },
  };
});

/** These runs use a page of the test's own, so that it can fail in every way that a real one can. */
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "diorama-run-"));
  await mkdir(path.join(parent, "pages"));
  await writeFile(path.join(parent, "pages", "headless.html"), `<!doctype html><script type="module" src="page.js"></script>`);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const summary = { images: 1, instances: 2, perClass: { car: 2 }, perWeather: { clear: 1 }, bytes: 3 };
const finish = `await reportToCommandLine({ kind: "finished", summaries: [${JSON.stringify(summary)}] });`;
const put = (name: string) => `await fetch("parts/${name}", { method: "PUT", body: new Uint8Array([1, 2, 3]) });`;

async function runPage(
  script: string,
  options: Partial<Pick<Run, "patienceSeconds" | "freshBrowser" | "onStart" | "onProgress" | "onReplaced">> & {
    readonly signal?: AbortSignal;
    readonly images?: number;
  } = {},
) {
  await writeFile(path.join(parent, "pages", "page.js"), script);
  const recipe = parseRecipe("scene: street", { source: "test", scenes: { street: z.object({}) } });
  const { signal = new AbortController().signal, images = 1, ...more } = options;
  return await runHeadless(signal, {
    job: { datasets: [{ recipe, indices: { from: 0, to: images } }], sink: "zip", workers: 1 },
    out: path.join(parent, "out"),
    pages: path.join(parent, "pages"),
    patienceSeconds: 60,
    onStart: () => undefined,
    onProgress: () => undefined,
    ...more,
  });
}

const leftovers = () => readdir(path.join(parent, "out")).catch(() => []);

test("the page's files are published when it reports the end", async () => {
  await mkdir(path.join(parent, "out"));
  for (const name of ["street-007.zip", "street-mine.zip", "other-007.zip"])
    await writeFile(path.join(parent, "out", name), "old");
  const outcome = await runPage(`${put("street-000.zip")}${put("contact-sheet.png")}${finish}`);
  expect(outcome).toEqual({ summaries: [summary], files: ["contact-sheet.png", "street-000.zip"] });
  expect(await leftovers()).toEqual(["contact-sheet.png", "other-007.zip", "street-000.zip", "street-mine.zip"]);
  expect([...(await readFile(path.join(parent, "out", "street-000.zip")))]).toEqual([1, 2, 3]);
});

test("browsers take turns, the last one writes, and what they say is said once", async () => {
  const said: unknown[] = [];
  const page = `const { keepOnly } = await (await fetch("job")).json();
    await reportToCommandLine({ kind: "started", adapter: "test", problems: [] });
    await reportToCommandLine({ kind: "replaced", why: JSON.stringify(keepOnly ?? "all") });
    for (let done = (keepOnly?.from ?? 0) + 1; done <= (keepOnly?.to ?? 3); done++)
      await reportToCommandLine({ kind: "progress", done, total: 3 });
    if (!keepOnly) ${put("street-000.zip")}`;
  const outcome = await runPage(`${page} ${finish}`, {
    images: 3,
    freshBrowser: 2,
    onStart: (adapter) => said.push(adapter),
    onReplaced: (why) => said.push(JSON.parse(why)),
    onProgress: (done) => said.push(done),
  });
  expect(said).toEqual(["test", { from: 0, to: 2 }, 1, 2, { from: 2, to: 3 }, 3, "all"]);
  expect(outcome).toEqual({ summaries: [summary], files: ["street-000.zip"] });
});

test("the page's errors keep their names, and nothing is left", async () => {
  const failing = (name: string) =>
    runPage(
      `${put("street-000.zip")} await reportToCommandLine({ kind: "failed", name: "${name}", message: "Told so.", stack: "" });`,
    );
  await expect(failing("RecipeError")).rejects.toMatchObject({ name: "RecipeError", message: "Told so." });
  await expect(failing("GpuError")).rejects.toMatchObject({ name: "GpuError", message: "Told so." });
  await expect(failing("TypeError")).rejects.toMatchObject({ name: "TypeError", message: "Told so." });
  expect(await leftovers()).toEqual([]);
});

test("an error that the page does not report ends the run too", async () => {
  await expect(runPage(`${put("street-000.zip")} throw new Error("out of the blue");`)).rejects.toThrow("out of the blue");
  expect(await leftovers()).toEqual([]);
});

test("a page that falls silent is given up", async () => {
  await expect(runPage(put("street-000.zip"), { patienceSeconds: 1 })).rejects.toThrow(
    /No image was finished for 1 s.*--patience 2/,
  );
  await expect(runPage("for (;;) {}", { patienceSeconds: 1 })).rejects.toThrow("No image was finished");
  expect(await leftovers()).toEqual([]);
});

test("a page that crashes and a browser that dies give a sentence and leave nothing", async () => {
  const waiting = `${put("street-000.zip")} await reportToCommandLine({ kind: "progress", done: 1, total: 2 });`;
  const crash = async () => {
    await browser?.contexts()[0]?.pages()[0]?.goto("chrome://crash");
  };
  await expect(runPage(waiting, { onProgress: () => void crash().catch(() => undefined) })).rejects.toThrow("page crashed");
  await expect(runPage(waiting, { onProgress: () => void browser?.close() })).rejects.toThrow("The browser stopped");
  expect(await leftovers()).toEqual([]);
});

test("an abort ends a page that is busy for ever and leaves nothing", async () => {
  const abort = new AbortController();
  const busy = `${put("street-000.zip")} await reportToCommandLine({ kind: "progress", done: 1, total: 2 }); for (;;) {}`;
  await expect(runPage(busy, { signal: abort.signal, onProgress: () => abort.abort() })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect(await leftovers()).toEqual([]);
});

test("an abort before the browser is there leaves nothing either", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 20);
  await expect(runPage(finish, { signal: abort.signal })).rejects.toMatchObject({ name: "AbortError" });
  expect(await leftovers()).toEqual([]);
});

test("the page cannot reach any other server", async () => {
  const outside = `let reached = true; try { await fetch("http://localhost:1/"); } catch (error) { reached = String(error); }
    const violated = new Promise((resolve) => addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)));
    fetch("http://127.0.0.2:1/").catch(() => 0);
    await reportToCommandLine({ kind: "failed", name: "Error", message: await violated, stack: "" });`;
  await expect(runPage(outside)).rejects.toThrow("connect-src");
});

import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect } from "vitest";
import { launchOptions } from "../../src/cli/launch-options";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** For whatever a test waits for: a limit only for what hangs, however slow the machine is. Milliseconds. */
export const patience = { timeout: 150_000, interval: 100 } as const;

type Viewport = { readonly width: number; readonly height: number };

/** The studio as it is deployed: built files from a plain server, in a real browser with WebGPU. `npm test` builds first. */
export type Studio = {
  /** A folder for the tests of the file, removed after them. */
  readonly folder: string;
  /** The served files: a copy of the built ones. */
  readonly site: string;
  /** Where the studio is: in a folder of its server, as on most hosts of plain files. */
  readonly address: string;
  /** The page on which the studio is open. */
  readonly page: Page;
  /** What the preview said and showed on that page, one after the other. */
  readonly previews: readonly { readonly status: string; readonly picture: string }[];
  /** Everything that must stay empty: errors, and requests to elsewhere. */
  readonly complaints: readonly string[];
  /** Another page, in a context of its own; what goes wrong there is a complaint, too. */
  open(viewport: Viewport): Promise<Page>;
  /** Ends the server; nothing can be loaded from it any more. */
  stopServer(): Promise<void>;
};

const base = "/some/folder/";

/** Opens the studio before the tests of a file and closes it after them. Each file has a port of its own. */
export function useStudio(port: number, viewport: Viewport): () => Studio {
  const complaints: string[] = [];
  let folder: string;
  let server: PreviewServer | undefined;
  let browser: Browser;
  let studio: Studio;

  beforeAll(async () => {
    if (!existsSync(`${root}dist/app/index.html`)) throw new Error("The studio is not built; run npm test, which builds first");
    folder = await mkdtemp(path.join(tmpdir(), "diorama-app-"));
    const site = path.join(folder, "site");
    await cp(`${root}dist/app`, site, { recursive: true });
    const build = { outDir: site };
    server = await preview({ root, base, build, logLevel: "error", preview: { host: "127.0.0.1", port, open: false } });
    const address = server.resolvedUrls?.local[0] ?? "";
    const { origin } = new URL(address);
    const stopServer = async () => {
      await server?.close();
      server = undefined;
    };
    browser = await chromium.launch(launchOptions());
    const open = async (size: Viewport) => {
      const context = await browser.newContext({ viewport: size });
      context.setDefaultTimeout(patience.timeout);
      const opened = await context.newPage();
      opened.on("console", (message) => {
        if (message.type() === "error") complaints.push(`console: ${message.text()}`);
      });
      opened.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (!["blob:", "data:"].includes(url.protocol) && url.origin !== origin) complaints.push(`request: ${request.url()}`);
      });
      return opened;
    };
    const page = await open(viewport);
    const previews: Studio["previews"][number][] = [];
    await page.exposeFunction("takePreview", (status: string, picture: string) => previews.push({ status, picture }));
    await page.addInitScript(() => {
      const { takePreview } = globalThis as unknown as { takePreview: (status: string, picture: string) => void };
      new MutationObserver(() => {
        const status = document.querySelector(".preview .status")?.textContent ?? "";
        takePreview(status, document.querySelector(".preview canvas")?.getAttribute("aria-label") ?? "");
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.goto(`${address}?recipe=street/quick&index=0`);
    await page.getByRole("button", { name: "YAML", exact: true }).click();
    studio = { folder, site, address, page, previews, complaints, open, stopServer };
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  return () => studio;
}

/** Goes to another workspace. */
export async function go(
  page: Page,
  workspace: "Compose" | "Assets" | "Experiment" | "Generate" | "Review" | "Insights",
): Promise<void> {
  await page.getByRole("link", { name: workspace, exact: true }).click();
}

/** What a canvas shows when it is drawn and no longer changes: a picture is decoded and drawn after the page says that it is there. */
export async function settled(read: () => Promise<string>): Promise<string> {
  let last = "";
  const isStill = async () => {
    const now = await read();
    const same = now === last && now.length > EMPTY_LETTERS;
    last = now;
    return same;
  };
  await expect.poll(isStill, { ...patience, interval: 250 }).toBe(true);
  return last;
}

/** An empty canvas has fewer letters as a URL. */
const EMPTY_LETTERS = 5000;

/** The edited recipe, as the browser keeps it: the same in every workspace. Empty for one that nobody edited. */
export function keptRecipe(page: Page): Promise<string> {
  return page.evaluate(() => {
    const name = new URLSearchParams(location.search).get("recipe") ?? "";
    return localStorage.getItem(`diorama.recipe.${name}`) ?? "";
  });
}

/** What axe finds wrong with the page as it is: the rule, and the first element that breaks it. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate("axe.run({ preload: false })");
  return (found as AxeResults).violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}: ${nodes[0]?.failureSummary}`,
  );
}

/** Drops files on a page, as a file manager does. */
export async function drop(page: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const texts = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")] as const);
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const [name, base64] of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    for (const type of ["dragenter", "dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, texts);
}

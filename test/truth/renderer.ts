import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { createServer } from "vite";
import type { Labels } from "../../src/annotate/labels";
import { launchOptions } from "../../src/cli/launch-options";
import type { SceneSpec } from "../../src/recipe/spec";

/** What the renderer says of a spec. */
export type Picture = {
  readonly ids: Uint32Array;
  readonly depth: Float32Array;
  /** Unit normals in camera axes and points of the world, three numbers a pixel. */
  readonly normals: Float32Array;
  readonly positions: Float32Array;
  readonly parts: Uint8Array;
  /** Pixels that are drawn in one of the layers but not in another. */
  readonly uneven: number;
  /** Cells of the rasterizer's grid along a side of a pixel. */
  readonly cells: number;
  readonly labels: Labels;
};

/** Renders specs in a browser; dispose at the end. */
export type Renderer = AsyncDisposable & { render(spec: SceneSpec): Promise<Picture> };

/** Milliseconds for what takes seconds on a machine that is not busy. */
const PATIENCE = 120_000;

/** Starts a server for the sources and a browser on the page that renders. */
export async function openRenderer(): Promise<Renderer> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const server = await createServer({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: "error",
    server: { port: 0, hmr: false },
    // The page needs nothing of the studio: looking through that takes longer than a busy machine has.
    optimizeDeps: { entries: ["test/truth/page.html"] },
  });
  await server.listen();
  const browser = await chromium.launch(launchOptions());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(new URL("test/truth/page.html", server.resolvedUrls?.local[0]).href);
  await page.waitForFunction(() => "renderSpec" in window);
  return {
    async render(spec) {
      const rendered = await page.evaluate((given) => window.renderSpec(given), JSON.stringify(spec));
      if (problems.length > 0) throw new Error(problems.join("\n"));
      const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64")).buffer;
      const floats = (text: string) => new Float32Array(bytes(text));
      const { ids, depth, normals, positions, parts, uneven, cells, labels } = rendered;
      return {
        ids: new Uint32Array(bytes(ids)),
        depth: floats(depth),
        normals: floats(normals),
        positions: floats(positions),
        parts: new Uint8Array(bytes(parts)),
        uneven,
        cells,
        labels,
      };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.close();
    },
  };
}

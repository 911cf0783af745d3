import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright";
import { PNG } from "pngjs";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { radianceFile } from "../unit/radiance-writer";
import { drop, go, keptRecipe, patience, useStudio } from "./use-studio";

/** The user's pictures in the built studio. */
const studio = useStudio(4392, { width: 1280, height: 900 });
let page: Page;
let folder: string;
beforeAll(async () => {
  ({ page, folder } = studio());
  await editor().fill(recipe);
});

const status = () => page.locator(".preview .status").textContent();
const editor = () => page.getByLabel("YAML");
const kept = () => keptRecipe(page);
const rows = () => page.getByRole("list", { name: "Your pictures" }).getByRole("listitem");

const recipe = `# Small and quick.
name: mine
scene: tabletop
count: 2
image: { width: 160, height: 120, quality: draft }
parameters: { objects: 1 }
`;

const sky = radianceFile(64, 32, (x, y) => (y < 16 ? [1, x < 32 ? 0.8 : 0.3, 0.6] : [0.2, 0.2, 0.2]), true);

function photograph(colour: readonly [number, number, number]): Uint8Array {
  const png = new PNG({ width: 64, height: 48 });
  for (let at = 0; at < 64 * 48; at++) png.data.set([...colour, 255], at * 4);
  return PNG.sync.write(png);
}

test("a dropped panorama lights the scene", async () => {
  await go(page, "Assets");
  await drop(page, { "evening.hdr": sky });
  await expect.poll(() => rows().count(), patience).toBe(1);
  await expect.poll(kept, patience).toBe(`${recipe}environment: { file: skies }\n`);
  expect(await rows().nth(0).textContent()).toContain("skies/evening.hdr");
  const turning = () =>
    rows()
      .nth(0)
      .locator("canvas")
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const seen = new Set<string>();
  await expect.poll(async () => seen.add(await turning()).size, patience).toBeGreaterThan(3);
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await expect.poll(() => page.locator(".facts").textContent(), patience).toContain("evening.hdr");
});

test("a dropped photograph goes behind everything, and can be put on surfaces instead", async () => {
  await go(page, "Assets");
  await drop(page, { "green.png": photograph([20, 200, 30]) });
  await expect.poll(() => rows().count(), patience).toBe(2);
  await expect.poll(kept, patience).toContain("background: { file: photos }\n");
  await rows().nth(1).getByLabel("Shown").selectOption("on surfaces");
  await expect.poll(kept, patience).toContain("randomTextures: { share: 0.5, patterns: [ image ], pictures: textures }\n");
  expect(await kept()).not.toContain("background");
  await expect.poll(() => rows().nth(1).textContent(), patience).toContain("textures/green.png");
  await rows().nth(1).getByLabel("Shown").selectOption("behind everything");
  await expect.poll(kept, patience).toContain("background: { file: photos }\n");
});

test("a file that cannot be used is explained beside the others, and removed", async () => {
  await go(page, "Assets");
  await drop(page, { "notes.jpg": new TextEncoder().encode("These are my notes."), "torn.hdr": sky.slice(0, 300) });
  await expect.poll(() => rows().count(), patience).toBe(4);
  await expect
    .poll(() => rows().filter({ hasText: "notes.jpg" }).textContent(), patience)
    .toMatch(/it is no JPEG, PNG or WebP picture/);
  await expect.poll(() => rows().filter({ hasText: "torn.hdr" }).textContent(), patience).toMatch(/ends in row \d+/);
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await go(page, "Assets");
  expect(await page.locator(".failure").count()).toBe(0);
  await page.getByRole("button", { name: "Remove photos/notes.jpg" }).click();
  await page.getByRole("button", { name: "Remove skies/torn.hdr" }).click();
  await expect.poll(() => rows().count(), patience).toBe(2);
  await expect.poll(() => page.locator(".model-problem").count(), patience).toBe(0);
});

test("the dataset is the same as from the command line with the files in the folders that the recipe names", async () => {
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await go(page, "Generate");
  await page.getByRole("button", { name: /^Generate/ }).click();
  const link = page.getByRole("link", { name: "Download" });
  await link.waitFor(patience);
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const bytes = await readFile(await download.path());
  for (const name of ["skies", "photos"]) await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, "recipe.yaml"), await kept());
  await writeFile(path.join(folder, "skies/evening.hdr"), sky);
  await writeFile(path.join(folder, "photos/green.png"), photograph([20, 200, 30]));
  const headless = await runProgram(folder, ["generate", "recipe.yaml", "--out", "."]);
  expect(headless, headless.errors).toMatchObject({ code: 0 });
  expect(Buffer.compare(bytes, await readFile(path.join(folder, "mine-000.zip"))), "the zips are the same").toBe(0);
});

test("the last picture takes its field of the recipe with it", async () => {
  await go(page, "Assets");
  await page.getByRole("button", { name: "Remove skies/evening.hdr" }).click();
  await page.getByRole("button", { name: "Remove photos/green.png" }).click();
  await expect.poll(kept, patience).toBe(recipe);
  await expect.poll(() => rows().count(), patience).toBe(0);
});

test("a recipe whose pictures are not here says so, and takes them when they are dropped", async () => {
  await go(page, "Compose");
  await editor().fill(`${recipe}environment: { file: park.hdr }\n`);
  await go(page, "Assets");
  await expect.poll(() => rows().nth(0).textContent(), patience).toMatch(/does not have such pictures/);
  await drop(page, { "park.hdr": sky });
  await expect.poll(() => page.locator(".model-problem").count(), patience).toBe(0);
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await go(page, "Assets");
  expect(await kept()).toContain("environment: { file: park.hdr }");
});

test("all the while nothing left the origin and nothing went wrong", () => {
  expect(studio().complaints).toEqual([]);
});

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import JSZip from "jszip";
import type { Page } from "playwright";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { cuboidPrimitive, gltfWriter } from "../gpu/gltf-writer";
import { packedCuboid } from "../gpu/packed-cuboid";
import { drop, go, keptRecipe, patience, settled, useStudio, violations } from "./use-studio";

/** The user's models in the built studio. */
const studio = useStudio(4391, { width: 1280, height: 900 });
let page: Page;
let folder: string;
beforeAll(() => {
  ({ page, folder } = studio());
});

const status = () => page.locator(".preview .status").textContent();
const editor = () => page.getByLabel("YAML");
const kept = () => keptRecipe(page);
const rows = () => page.getByRole("list", { name: "Your models" }).getByRole("listitem");
const classes = () => page.getByRole("list", { name: "Objects by class" });

function brick() {
  const writer = gltfWriter();
  writer.json.meshes.push({ primitives: [cuboidPrimitive(writer, [2, 1, 1])] });
  writer.json.nodes.push({ mesh: 0 });
  return writer;
}

const recipe = `# Small and quick.
name: mine
scene: tabletop
count: 2
image: { width: 160, height: 120, quality: draft }
camera: { fovDegrees: 90 }
parameters: { objects: 0, distractors: 0, cameraElevationDegrees: 70 }
`;

test("a scene without a place for models says so, and offers one that has", async () => {
  await go(page, "Assets");
  await drop(page, { "Red-Brick_01.glb": brick().glb() });
  await page.getByText("The scene street has no place for models of your own.").waitFor();
  expect(await kept()).not.toContain("assets");
  await page.getByRole("button", { name: /^Open tabletop\/[\w-]+ with them$/ }).click();
  await expect.poll(kept, patience).toMatch(/scene: tabletop[\s\S]*file: Red-Brick_01\.glb, class: red_brick/);
});

test("dropped models are written into the recipe, seen and labelled", async () => {
  await go(page, "Compose");
  await editor().fill(recipe);
  await go(page, "Assets");
  await expect.poll(() => rows().count(), patience).toBe(0);
  await drop(page, { "brick.glb": brick().glb() });
  await expect.poll(() => rows().count(), patience).toBe(1);
  await expect.poll(kept, patience).toBe(`${recipe}assets:\n  - { file: brick.glb, class: brick }\n`);
  await go(page, "Compose");
  await expect.poll(() => classes().textContent(), patience).toContain("brick");
});

test("a model turns, with its size, until somebody stops it", async () => {
  await go(page, "Assets");
  const turn = rows().nth(0).getByRole("button", { name: "Turn brick.glb" });
  const picture = () => turn.locator("canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const empty = await picture();
  const seen = new Set<string>();
  await expect.poll(async () => seen.add(await picture()).size, patience).toBeGreaterThan(5);
  seen.delete(empty);
  expect(Math.min(...[...seen].map((url) => url.length))).toBeGreaterThan(5000);
  await turn.click();
  expect(await turn.getAttribute("aria-pressed")).toBe("false");
  // One more picture may have been on its way.
  const still = await settled(picture);
  await page.waitForTimeout(500);
  expect(await picture()).toBe(still);
  expect(await rows().nth(0).textContent()).toContain("2 × 1 × 1 units; fitted");
  expect(await violations(page)).toEqual([]);
});

test("a broken file beside it is explained, and the good one stays", async () => {
  await go(page, "Assets");
  await drop(page, { "broken.glb": brick().glb().slice(0, 700), "packed.glb": packedCuboid("etc1s").glb() });
  await expect.poll(() => rows().nth(1).textContent(), patience).toMatch(/broken\.glb cannot be used: it is cut off/);
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await expect.poll(() => classes().textContent(), patience).toContain("brick");
  await go(page, "Assets");
  await expect.poll(() => rows().count(), patience).toBe(3);
  expect(await page.locator(".failure").count()).toBe(0);
});

test("class, scale and up axis are changed in the recipe", async () => {
  await go(page, "Assets");
  await rows().nth(0).getByLabel("Class").fill("building brick");
  await rows().nth(0).getByLabel("Class").blur();
  await expect.poll(kept, patience).toContain("{ file: brick.glb, class: building brick }");
  await rows().nth(0).getByLabel("A unit is").selectOption("1 cm");
  await expect.poll(() => rows().nth(0).textContent(), patience).toContain("0.02 × 0.01 × 0.01 m, wide, high and long");
  await rows().nth(0).getByLabel("A unit is").selectOption("1 m");
  await expect.poll(() => rows().nth(0).textContent(), patience).toContain("It is longer than a table");
  await rows().nth(0).getByLabel("A unit is").selectOption("1 cm");
  await rows().nth(0).getByLabel("Up").selectOption("z");
  await expect.poll(kept, patience).toContain("{ file: brick.glb, class: building brick, scale: 0.01, upAxis: z }");
  await rows().nth(0).getByLabel("A unit is").selectOption("fitted");
  await go(page, "Compose");
  await expect.poll(() => classes().textContent(), patience).toContain("building brick");
});

test("the dataset has the models in it, the same as from the command line", async () => {
  await go(page, "Generate");
  await page.getByRole("button", { name: /^Generate/ }).click();
  const link = page.getByRole("link", { name: "Download" });
  await link.waitFor(patience);
  expect(await page.locator(".left-out").textContent()).toMatch(/broken\.glb cannot be used/);
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const bytes = await readFile(await download.path());
  const zip = await JSZip.loadAsync(bytes);
  const labels = await Promise.all(
    Object.keys(zip.files)
      .filter((name) => /instances_\w+\.json$/.test(name))
      .map(async (name) => JSON.parse((await zip.file(name)?.async("string")) ?? "{}")),
  );
  const seen = labels.flatMap(({ categories, annotations }) => {
    const { id } = categories.find(({ name }: { name: string }) => name === "building brick");
    return annotations.filter(({ category_id }: { category_id: number }) => category_id === id);
  });
  expect(seen.length).toBeGreaterThan(0);

  await writeFile(path.join(folder, "recipe.yaml"), await kept());
  await writeFile(path.join(folder, "brick.glb"), brick().glb());
  await writeFile(path.join(folder, "broken.glb"), brick().glb().slice(0, 700));
  await writeFile(path.join(folder, "packed.glb"), packedCuboid("etc1s").glb());
  const headless = await runProgram(folder, ["generate", "recipe.yaml", "--out", "."]);
  expect(headless, headless.errors).toMatchObject({ code: 0 });
  expect(Buffer.compare(bytes, await readFile(path.join(folder, "mine-000.zip"))), "the zips are the same").toBe(0);
});

test("a folder brings what its models refer to; entries can be removed", async () => {
  await go(page, "Assets");
  await mkdir(path.join(folder, "kit/parts"), { recursive: true });
  const { text, bin } = brick().gltf("parts/a.bin");
  await writeFile(path.join(folder, "kit/scene.gltf"), text);
  await writeFile(path.join(folder, "kit/parts/a.bin"), bin);
  await page.getByLabel("Add a folder…").setInputFiles(path.join(folder, "kit"));
  await expect.poll(kept, patience).toContain("{ file: kit/scene.gltf, class: kit }");
  await rows().nth(1).getByRole("button", { name: "Remove broken.glb" }).click();
  await expect.poll(() => rows().count(), patience).toBe(3);
  await go(page, "Compose");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await go(page, "Assets");
  expect(await page.locator(".model-problem").count()).toBe(0);
});

test("all the while nothing left the origin and nothing went wrong", () => {
  expect(studio().complaints).toEqual([]);
});

import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cuboidPrimitive, gltfWriter } from "../gpu/gltf-writer";
import { packedCuboid } from "../gpu/packed-cuboid";
import { runProgram } from "./program";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-assets-"));
});
afterAll(() => rm(folder, { recursive: true }));

function brick() {
  const writer = gltfWriter();
  writer.json.meshes.push({ primitives: [cuboidPrimitive(writer, [2, 1, 1])] });
  writer.json.nodes.push({ mesh: 0 });
  return writer;
}

async function writeRecipe(name: string, assets: string): Promise<string> {
  const file = path.join(folder, name);
  const parameters = "parameters: { objects: 1, distractors: 0, support: tote }";
  const image = "image: { width: 128, height: 96, quality: draft }";
  await writeFile(file, `name: mine\nscene: tabletop\ncount: 2\n${image}\n${parameters}\nassets: ${assets}\n`);
  return file;
}

test("models beside the recipe are dropped, seen and labelled, wherever the command runs", async () => {
  await mkdir(path.join(folder, "models"), { recursive: true });
  const { text, bin } = brick().gltf("brick.bin");
  await writeFile(path.join(folder, "models/brick.gltf"), text);
  await writeFile(path.join(folder, "models/brick.bin"), bin);
  await writeFile(path.join(folder, "models/second.glb"), brick().glb());
  const recipe = await writeRecipe("mine.yaml", "[{ file: ./models/, class: brick, scale: 0.05, count: 4 }]");
  const { code, errors } = await runProgram(tmpdir(), ["generate", recipe, "--out", path.join(folder, "out")]);
  expect(code, errors).toBe(0);
  const [part = ""] = (await readdir(path.join(folder, "out"))).filter((name) => name.endsWith(".zip"));
  const zip = await JSZip.loadAsync(await readFile(path.join(folder, "out", part)));
  const spec = JSON.parse((await zip.file("specs/000000.json")?.async("string")) ?? "{}");
  const bricks = spec.instances.filter(({ model }: { model: string }) => model === "asset");
  expect(bricks.length).toBeGreaterThan(0);
  for (const { parameters } of bricks) expect(parameters.file).toMatch(/^models\/(brick\.gltf|second\.glb)$/);
  const labels = await Promise.all(
    Object.keys(zip.files)
      .filter((name) => /instances_\w+\.json$/.test(name))
      .map(async (name) => JSON.parse((await zip.file(name)?.async("string")) ?? "{}")),
  );
  const seen = labels.flatMap(({ categories, annotations }) => {
    const { id } = categories.find(({ name }: { name: string }) => name === "brick");
    return annotations.filter(({ category_id }: { category_id: number }) => category_id === id);
  });
  expect(seen.length).toBeGreaterThan(0);
});

test("files that are not there are all named before anything is rendered", async () => {
  const recipe = await writeRecipe("missing.yaml", "[{ file: saucer.obj, class: cup }, { file: nothing, class: cup }]");
  const { code, errors } = await runProgram(folder, ["generate", recipe, "--out", "missing-out"]);
  expect(code).toBe(2);
  expect(errors).toMatch(/assets\[0\]\.file: "saucer\.obj".*\n.*assets\[1\]\.file: "nothing"/);
  expect(await readdir(folder)).not.toContain("missing-out");
});

test("files that cannot be used are warned of and left out, the same with two workers", async () => {
  await mkdir(path.join(folder, "mixed"), { recursive: true });
  await writeFile(path.join(folder, "mixed/far.gltf"), brick().gltf("https://example.org/a.bin").text);
  await writeFile(path.join(folder, "mixed/fine.glb"), brick().glb());
  await writeFile(path.join(folder, "mixed/huge.glb"), "");
  await truncate(path.join(folder, "mixed/huge.glb"), 300_000_000);
  await writeFile(path.join(folder, "mixed/out.gltf"), brick().gltf("../mine.yaml").text);
  await writeFile(path.join(folder, "mixed/torn.gltf"), brick().gltf("torn.bin").text);
  const recipe = await writeRecipe("mixed.yaml", "[{ file: mixed, class: brick, scale: 0.05, count: 3 }]");
  const run = (out: string, workers: string) => runProgram(folder, ["generate", recipe, "--out", out, "--workers", workers]);
  const { code, errors } = await run("mixed-1", "1");
  expect(code, errors).toBe(0);
  expect(errors.match(/^Warning: .*/gm)).toEqual([
    expect.stringMatching(/mixed\/far\.gltf cannot be used.*example\.org/),
    expect.stringMatching(/mixed\/huge\.glb cannot be used.*300 MB; at most 200 MB/),
    expect.stringMatching(/mixed\/out\.gltf cannot be used.*own folder/),
    expect.stringMatching(/mixed\/torn\.gltf cannot be used.*mixed\/torn\.bin is not there/),
  ]);
  const bytes = await readFile(path.join(folder, "mixed-1/mine-000.zip"));
  const zip = await JSZip.loadAsync(bytes);
  const spec = JSON.parse((await zip.file("specs/000000.json")?.async("string")) ?? "{}");
  expect(JSON.stringify(spec.instances)).toContain("mixed/fine.glb");
  const manifest = JSON.parse((await zip.file("manifest.json")?.async("string")) ?? "{}");
  expect(manifest.problems).toHaveLength(4);
  await run("mixed-2", "2");
  expect(Buffer.compare(bytes, await readFile(path.join(folder, "mixed-2/mine-000.zip")))).toBe(0);
});

test("nothing is rendered when not one of the files can be used", async () => {
  await writeFile(path.join(folder, "broken.glb"), brick().glb().fill(0xff, 900, 1000));
  const writer = brick();
  writer.json.accessors[0] = { ...writer.json.accessors[0], count: 4000 };
  await writeFile(path.join(folder, "broken.glb"), writer.glb());
  const recipe = await writeRecipe("broken.yaml", "[{ file: broken.glb, class: brick }]");
  const { code, errors } = await runProgram(folder, ["generate", recipe, "--out", "broken-out"]);
  expect(code, errors).toBe(2);
  expect(errors).toMatch(/broken\.glb cannot be used/);
  expect(await readdir(folder)).not.toContain("broken-out");
});

test("packed files are unpacked by our own decoders, under the page's security policy", async () => {
  await writeFile(path.join(folder, "packed.glb"), packedCuboid("uastc").glb());
  const recipe = await writeRecipe("packed.yaml", "[{ file: packed.glb, class: brick, scale: 0.1, count: 2 }]");
  const { code, errors } = await runProgram(folder, ["generate", recipe, "--out", "packed-out"]);
  expect(code, errors).toBe(0);
  expect(errors).not.toContain("Warning");
});

test("a scene without a place for models says so", async () => {
  await writeFile(path.join(folder, "cup.glb"), brick().glb());
  await writeFile(path.join(folder, "street.yaml"), "scene: street\nassets: [{ file: cup.glb, class: cup }]\n");
  const { code, errors } = await runProgram(folder, ["generate", "street.yaml"]);
  expect(code).toBe(2);
  expect(errors).toMatch(/street has no place.*tabletop/);
});

test.each([
  ["[{ file: https://example.org/a.glb, class: cup }]", /assets\[0\]\.file[\s\S]*relative to the recipe/],
  ["[{ file: a.glb, class: cup, scale: huge }]", /assets\[0\]\.scale[\s\S]*a number greater than 0, or one of auto, metres/],
  ["[{ file: a.glb, class: cup, upAxis: x }]", /assets\[0\]\.upAxis[\s\S]*one of y, z/],
  ["[{ file: a.glb }]", /assets\[0\]\.class/],
])("%s is explained", async (assets, message) => {
  const { code, errors } = await runProgram(folder, ["generate", await writeRecipe("wrong.yaml", assets)]);
  expect(code).toBe(2);
  expect(errors).toMatch(message);
});

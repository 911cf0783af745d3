import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { formatNames } from "../../src/recipe/schema";
import { readTar } from "../unit/tar-read";
import { runProgram } from "./program";

/** A sequence, since one of the formats holds tracks. */
const recipe = `
name: street-quick
scene: street
count: 2
image: { width: 160, height: 120, quality: draft }
sequence: { frames: 2, fps: 2 }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-formats-"));
  await writeFile(path.join(folder, "two.yaml"), recipe);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const all = ["generate", "two.yaml", "--format", formatNames.join(","), "--out", "all", "--sink", "dir"];

const textOf = (file: string) => readFile(path.join(folder, "all", file), "utf8");

async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, place), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(path.join(folder, place), path.join(entry.parentPath, entry.name))).sort();
}

test("one run writes every format into plain files, a folder each, in place of an older dataset, and the manifest has them all", async () => {
  await mkdir(path.join(folder, "all"));
  await writeFile(path.join(folder, "all", "manifest.json"), JSON.stringify({ files: { "older.txt": "" } }));
  await writeFile(path.join(folder, "all", "older.txt"), "older");
  const { code, errors, output } = await runProgram(folder, all);
  expect(code, errors).toBe(0);
  const names = await filesIn("all");
  const tops = [...new Set(names.map((name) => name.split("/")[0]))];
  expect(output).toContain(path.join("all", "coco"));
  for (const name of formatNames.filter((format) => !format.startsWith("coco-"))) expect(tops).toContain(name);
  expect(names.filter((name) => name.startsWith("coco/images/"))).toHaveLength(2);
  expect(names.filter((name) => name.split("/").some((step) => step.startsWith(".")))).toEqual([]);

  const manifest = z.object({ files: z.record(z.string(), z.string()) }).parse(JSON.parse(await textOf("manifest.json")));
  expect(Object.keys(manifest.files).sort()).toEqual(names.filter((name) => name !== "manifest.json"));
  for (const [name, hash] of Object.entries(manifest.files)) {
    const bytes = await readFile(path.join(folder, "all", name));
    expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(hash);
  }
});

test("KITTI's 3D boxes hold what is seen of the things, through P2", async () => {
  let checked = 0;
  for (const stem of ["000000", "000001"]) {
    const calibration = await textOf(`kitti/training/calib/${stem}.txt`);
    const p2 = /^P2: (.*)$/m.exec(calibration)?.[1]?.split(" ").map(Number) ?? [];
    for (const line of (await textOf(`kitti/training/label_2/${stem}.txt`)).trimEnd().split("\n")) {
      const [, , , , left = 0, top = 0, right = 0, bottom = 0, h = 0, w = 0, l = 0, x = 0, y = 0, z3 = 0, ry = 0] = line
        .split(" ")
        .map(Number);
      const corners = [-l / 2, l / 2].flatMap((a) =>
        [0, -h].flatMap((up) =>
          [-w / 2, w / 2].map((c) => [
            a * Math.cos(ry) + c * Math.sin(ry) + x,
            up + y,
            c * Math.cos(ry) - a * Math.sin(ry) + z3,
            1,
          ]),
        ),
      );
      const image = corners.map((corner) =>
        [0, 4, 8].map((row) => corner.reduce((sum, value, n) => sum + value * (p2[row + n] ?? 0), 0)),
      );
      if (image.some(([, , depth = 0]) => depth < 0.2)) continue;
      const us = image.map(([u = 0, , depth = 1]) => u / depth);
      const vs = image.map(([, v = 0, depth = 1]) => v / depth);
      // Pixels on the edge reach half a pixel beyond what they show; corners are rounded to a hundredth.
      expect(left, line).toBeGreaterThan(Math.min(...us) - 0.6);
      expect(right, line).toBeLessThan(Math.max(...us) + 0.6);
      expect(top, line).toBeGreaterThan(Math.min(...vs) - 0.6);
      expect(bottom, line).toBeLessThan(Math.max(...vs) + 0.6);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(10);
});

test("a tar of another run holds the same bytes", async () => {
  const packed = await runProgram(folder, [...all.slice(0, -4), "--out", "packed", "--sink", "tar"]);
  expect(packed.code, packed.errors).toBe(0);
  expect(await filesIn("packed")).toEqual(["street-quick-000000.tar"]);
  const entries = await readTar(await readFile(path.join(folder, "packed", "street-quick-000000.tar")));
  expect(entries.map((entry) => entry.path).sort()).toEqual(await filesIn("all"));
  for (const entry of entries) {
    const plain = await readFile(path.join(folder, "all", entry.path));
    expect(plain.equals(entry.bytes), entry.path).toBe(true);
  }
});

test("a folder with files of somebody else's is left alone", async () => {
  await writeFile(path.join(folder, "all", "notes.txt"), "mine");
  const { code, errors } = await runProgram(folder, all);
  expect(errors).toMatch(/has notes\.txt, which belongs to no dataset there/);
  expect(code).toBe(2);
  expect(await readFile(path.join(folder, "all", "notes.txt"), "utf8")).toBe("mine");
});

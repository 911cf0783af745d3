import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { readTar } from "../unit/tar-read";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A project that has installed the packed package: its files, and the packages that it depends on and no others. */
let project: string;
const files: string[] = [];
beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), "diorama-pack-"));
  // The scripts would build again.
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], {
    cwd: root,
    shell: process.platform === "win32",
  });
  const [{ filename }] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(packed.toString()));
  for (const { path: name, bytes } of await readTar(gunzipSync(await readFile(path.join(project, filename))))) {
    const file = path.join(project, "node_modules", name.replace(/^package\//, "diorama/"));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    files.push(name.replace(/^package\//, ""));
  }
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(path.join(root, "package.json"), "utf8")));
  for (const name of Object.keys(dependencies)) {
    const place = path.join(project, "node_modules", name);
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.join(root, "node_modules", name), place, "junction");
  }
});
afterAll(() => rm(project, { recursive: true, force: true }));

function diorama(...programArguments: string[]) {
  const bin = path.join(project, "node_modules/diorama/bin/diorama.mjs");
  // Nobody who installs the package has named a browser.
  const { DIORAMA_BROWSER: _, ...env } = process.env;
  const options = { cwd: project, env, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...programArguments], options);
  return { status, stdout, stderr };
}

test("the package has what it runs from and nothing else", () => {
  const tops = new Set(files.map((file) => file.split("/")[0]));
  expect([...tops].sort()).toEqual(["LICENSE", "README.md", "bin", "dist", "docs", "package.json", "scenes"]);
  expect(files).toContain("scenes/street/recipes/quick.yaml");
  expect(files.filter((file) => /\.(ts|tsx|map)$/.test(file))).toEqual([]);
});

test("the installed package completes commands, options and their values in bash, zsh and fish", () => {
  for (const shell of ["bash", "zsh", "fish"])
    expect(diorama("completion", shell)).toMatchObject({ status: 0, stdout: expect.stringContaining("diorama complete --") });
  const offered = (...words: string[]) =>
    diorama("complete", "--", ...words)
      .stdout.split("\n")
      .map((line) => line.split("\t")[0]);
  expect(offered("ge")).toContain("generate");
  expect(offered("generate", "--si").join()).toContain("--sink");
  expect(offered("generate", "--sink", "")).toEqual(expect.arrayContaining(["zip", "tar", "dir"]));
  expect(offered("generate", "street/")).toContain("street/quick");
});

test("the installed package makes a dataset, from a recipe that comes with it too", async () => {
  expect(diorama("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("generate") });
  const { status, stderr } = diorama(
    "generate",
    "tabletop/household",
    "--count",
    "1",
    "--size",
    "64x48",
    "--out",
    "made",
    "--sink",
    "dir",
  );
  expect(status, stderr).toBe(0);
  expect(
    (await readdir(path.join(project, "made", "images"), { recursive: true })).filter((file) => file.endsWith(".png")),
  ).toHaveLength(1);
  expect(existsSync(path.join(project, "made", "croissant.json"))).toBe(true);
});

import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { readZip } from "../unit/zip-read";
import { logMemory, megabytesOf } from "./memory-log";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(here, "../..");

/** Images of the run; those that one browser makes; the one from which memory has to stay as it is. */
const images = Number(process.env.DISTURBED_IMAGES ?? 10_000);
const eachBrowser = images / 2;
const settled = images / 10;
const MOST_GROWTH = 1.1;
const LOOKS = 40;

/** Of images near what happened: a device lost, a worker lost, a browser ended, the last ones. */
const compared = [485, 635, eachBrowser - 4, images - 8].map((from) => ({ from, to: from + 8 }));

const recipe = `name: tiny
scene: tabletop
count: ${images}
image: { width: 16, height: 16, quality: draft }
parameters: { objects: 2, things: [apple, mug, orange], scatter: 0.1 }
output: { partMegabytes: 8 }
`;

test(`${images} images are the same although devices, workers and browsers are lost`, async () => {
  await mkdir(path.join(root, "out"), { recursive: true });
  const folder = await mkdtemp(path.join(root, "out/disturbed-"));
  await writeFile(path.join(folder, "tiny.yaml"), recipe);
  const program = await disturbedProgram(folder);
  const memory = logMemory(Math.floor(settled / LOOKS));
  const start = Date.now();
  const options = ["--workers", "1", "--json", "--fresh-browser", String(eachBrowser)];
  const { code, output, errors } = await runProgram(folder, ["generate", "tiny.yaml", ...options, "--out", "out"], undefined, {
    onOutput: memory.look,
    program,
  });
  expect(code, errors).toBe(0);
  const seconds = Math.round((Date.now() - start) / 1000);

  const replaced = [...output.matchAll(/"event":"replaced","why":"([^"]*)"/g)].map(([, why]) => why ?? "");
  const devices = replaced.filter((why) => /device was lost|GPU broke off/.test(why)).length;
  const workers = replaced.filter((why) => why.includes("died")).length;
  // Of each browser when it has made a fifth of its images, and at its end.
  const spans = [0, eachBrowser].map((from) => ({
    early: { from: from + settled / 2, ...memory.between(from + settled / 2, from + (settled * 3) / 2) },
    late: { from: from + eachBrowser - settled, ...memory.between(from + eachBrowser - settled, from + eachBrowser) },
  }));
  console.log(
    `${images} images in ${seconds} s, ${devices} devices and ${workers} workers lost, ${Math.ceil(images / eachBrowser)} browsers and one that wrote. ` +
      spans
        .flatMap(({ early, late }) => [early, late])
        .map((span) => `from image ${span.from}: ${megabytesOf(span)}`)
        .join("; "),
  );

  const entries = await entriesIn(path.join(folder, "out"));
  const indices = [...entries.keys()].flatMap((name) => /^images\/.*?(\d{6})\.png$/.exec(name)?.[1] ?? []).map(Number);
  expect(indices.sort((a, b) => a - b)).toEqual(Array.from({ length: images }, (_, at) => at));
  expect(devices, "devices lost").toBe(Math.floor((images + 10) / 500));
  expect(workers, "workers lost").toBe(Math.floor((images + 60) / 700));
  expect(replaced.length, replaced.join("\n")).toBe(devices + workers);

  for (const { from, to } of compared) {
    const out = `alone-${from}`;
    // One browser makes these, and loses nothing: see disturb.js.
    const alone = await runProgram(folder, ["generate", "tiny.yaml", "--range", `${from}:${to}`, "--out", out], undefined, {
      program,
    });
    expect(alone.code, alone.errors).toBe(0);
    const own = [...(await entriesIn(path.join(folder, out)))].filter(([name]) => /\d{6}\./.test(name));
    expect(own.length).toBeGreaterThan(3 * (to - from) - 1);
    for (const [name, bytes] of own) expect(entries.get(name)?.equals(bytes), `${name} is as it was alone`).toBe(true);
  }

  for (const { early, late } of spans)
    expect(late.browser / early.browser, `browser, from image ${late.from}`).toBeLessThan(MOST_GROWTH);
  // Node lives through all of them, and its heap comes to its size while the first one works.
  const { early, late } = spans[1] ?? {};
  expect((late?.node ?? 0) / (early?.node ?? 0), "node, in the second half").toBeLessThan(MOST_GROWTH);
  await rm(folder, { recursive: true, force: true });
});

/** The built program, with a page in which devices and workers get lost. */
async function disturbedProgram(folder: string): Promise<string> {
  await cp(path.join(root, "dist"), path.join(folder, "dist"), { recursive: true });
  await symlink(path.join(root, "scenes"), path.join(folder, "scenes"));
  await cp(path.join(here, "disturb.js"), path.join(folder, "dist/app/disturb.js"));
  const page = path.join(folder, "dist/app/headless.html");
  const html = await readFile(page, "utf8");
  const disturbed = html.replace("<script", '<script type="module" src="./disturb.js"></script><script');
  expect(disturbed).not.toBe(html);
  await writeFile(page, disturbed);
  return path.join(folder, "dist/cli/main.js");
}

/** All files of a dataset in zips. Throws when two have the same name. */
async function entriesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  for (const part of (await readdir(folder)).filter((name) => name.endsWith(".zip")).sort())
    for (const { path: name, bytes } of readZip(await readFile(path.join(folder, part)))) {
      expect(entries.has(name), `${name} twice`).toBe(false);
      entries.set(name, Buffer.from(bytes));
    }
  return entries;
}

import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashesIn } from "./dataset-files";
import { runProgram } from "./program";

/** How often runs are killed; `npm run test:endurance` kills more of them. */
const kills = Number(process.env.KILLS ?? 2);
const images = 5;
const seed = Number(process.env.KILL_SEED ?? 1);

const run = ["generate", "tiny.yaml", "--workers", "1", "--json"];
const asDir = ["--sink", "dir", "--format", "coco,yolo-detect,imagefolder"];

let folder: string;
let undisturbed: ReadonlyMap<string, string>;
/** Milliseconds from the start to the end of the run. */
let lasts = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "diorama-resume-"));
  await writeFile(
    path.join(folder, "tiny.yaml"),
    `name: tiny\nscene: tabletop\ncount: ${images}\nparameters: { objects: 1, distractors: 0 }\nimage: { width: 64, height: 48, quality: draft }\n`,
  );
  const start = Date.now();
  const { code, errors } = await runProgram(folder, [...run, ...asDir, "--out", "whole"]);
  lasts = Date.now() - start;
  expect(code, errors).toBe(0);
  undisturbed = await hashesIn(path.join(folder, "whole"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** 0 to 1, well spread: the golden ratio, from the seed on. */
const spread = (at: number) => ((seed + at) * 0.618034) % 1;

test(`a run that is killed ${kills} times (seed ${seed}) goes on, and ends with the same bytes`, {
  timeout: 120_000 * (3 + kills),
}, async () => {
  const out = ["--out", "killed"];
  for (let at = 0; at < kills; at++) {
    const wait = 0.15 * lasts + 0.9 * lasts * spread(at);
    const onStart = (child: ChildProcess) => void setTimeout(() => child.kill("SIGKILL"), wait);
    const { code, errors } = await runProgram(folder, [...run, ...asDir, ...out, "--resume"], undefined, { onStart });
    expect([0, null], errors).toContain(code);
    const published = await hashesIn(path.join(folder, "killed"));
    for (const [file, hash] of published) expect(hash, `${file} after kill ${at}`).toBe(undisturbed.get(file));
  }
  const { code, errors } = await runProgram(folder, [...run, ...asDir, ...out, "--resume"]);
  expect(code, errors).toBe(0);
  expect(await hashesIn(path.join(folder, "killed"))).toEqual(undisturbed);
  expect((await readdir(path.join(folder, "killed"))).filter((name) => name.startsWith("."))).toEqual([]);

  // A job that a cluster starts once more after its end finds that nothing is left to do.
  const once = await runProgram(folder, [...run, ...asDir, ...out, "--resume"]);
  expect(once.code, once.errors).toBe(0);
  expect(JSON.parse(once.output)).toEqual({ event: "already-finished", folder: "killed" });
  expect(await hashesIn(path.join(folder, "killed"))).toEqual(undisturbed);
});

test("what is finished is kept: nobody loses it by accident, and it is not rendered again", async () => {
  const stop = (child: ChildProcess, text: string) => {
    if (text.includes('"done":1')) child.kill("SIGINT");
  };
  const zip = [...run, "--sink", "zip", "--format", "coco,yolo-detect,imagefolder", "--out", "stopped"];
  const stopped = await runProgram(folder, zip, undefined, { onOutput: stop });
  expect(stopped.code, stopped.errors).toBe(130);
  expect(stopped.errors).toMatch(/Interrupted\. \d finished images? (is|are) kept: the same command with --resume goes on/);
  expect((await hashesIn(path.join(folder, "stopped"))).size).toBe(0);

  const again = await runProgram(folder, zip);
  expect(again.code).toBe(2);
  expect(again.errors).toMatch(/has an unfinished run with \d finished images?.*--resume goes on with it, --restart deletes it/);
  const other = await runProgram(folder, [...zip, "--seed", "5", "--resume"]);
  expect(other.errors).toMatch(/cannot be gone on with: recipe differ.*the same command as before/);
  expect(other.code).toBe(2);

  // The samples are the same however they are packed, so a run may end in another sink than it began with.
  const { code, errors, output } = await runProgram(folder, [...run, ...asDir, "--out", "stopped", "--resume"]);
  expect(code, errors).toBe(0);
  const events = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map(({ event }) => event)).toEqual(["started", ...Array(images).fill("progress"), "finished"]);
  expect(events.at(-1)).toMatchObject({ datasets: [{ images }] });
  expect(await hashesIn(path.join(folder, "stopped"))).toEqual(undisturbed);
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { logMemory, megabytesOf } from "./memory-log";

/** Frames of the run, and the one from which memory has to stay as it is: shaders are compiled and caches are full by then. */
const frames = Number(process.env.MEMORY_FRAMES ?? 5000);
const settled = Math.ceil(frames / 10);
const MOST_GROWTH = 1.2;
/** A garbage collection more or less must not decide. */
const SAMPLES = 40;

test(`memory stays flat from frame ${settled} to frame ${frames}`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "diorama-memory-"));
  await writeFile(
    path.join(folder, "tiny.yaml"),
    `name: tiny\nscene: shelf\ncount: ${frames}\nimage: { width: 16, height: 16, quality: draft }\noutput: { partMegabytes: 8 }\n`,
  );
  const memory = logMemory(Math.floor(settled / SAMPLES));
  const start = Date.now();
  const { code, errors } = await runProgram(
    folder,
    ["generate", "tiny.yaml", "--workers", "1", "--json", "--out", "out"],
    undefined,
    { onOutput: memory.look },
  );
  expect(code, errors).toBe(0);
  await rm(folder, { recursive: true, force: true });

  const early = memory.between(settled / 2, (settled * 3) / 2);
  const late = memory.between(frames - settled, frames);
  const growth = { node: late.node / early.node, browser: late.browser / early.browser };
  console.log(
    `${frames} frames in ${Math.round((Date.now() - start) / 1000)} s. Around frame ${settled}: ${megabytesOf(early)}; at the end: ` +
      `${megabytesOf(late)}; growth: node ${growth.node.toFixed(3)}, browser ${growth.browser.toFixed(3)}`,
  );
  expect(early.node * early.browser, "memory that was measured").toBeGreaterThan(0);
  expect(growth.node).toBeLessThan(MOST_GROWTH);
  expect(growth.browser).toBeLessThan(MOST_GROWTH);
});

import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { type Memory, memoryOf } from "./process-memory";

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
  const samples: ({ readonly frame: number } & Memory)[] = [];
  let next = 0;
  const look = (child: ChildProcess, output: string) => {
    const frame = Number(/"done":(\d+)[^"]*"total":\d+\}\s*$/.exec(output.slice(-200))?.[1] ?? 0);
    if (frame < next || child.pid === undefined) return;
    next = frame + Math.max(1, Math.floor(settled / SAMPLES));
    samples.push({ frame, ...memoryOf(child.pid) });
  };
  const start = Date.now();
  const { code, errors } = await runProgram(
    folder,
    ["generate", "tiny.yaml", "--workers", "1", "--json", "--out", "out"],
    undefined,
    { onOutput: look },
  );
  expect(code, errors).toBe(0);
  await rm(folder, { recursive: true, force: true });

  const around = (frame: number) => samples.filter((one) => Math.abs(one.frame - frame) <= settled / 2);
  const [early, late] = [meanOf(around(settled)), meanOf(around(frames - settled / 2))];
  const growth = { node: late.node / early.node, browser: late.browser / early.browser };
  const megabytes = ({ node, browser }: Memory) => `node ${Math.round(node / 1e6)} MB, browser ${Math.round(browser / 1e6)} MB`;
  console.log(
    `${frames} frames in ${Math.round((Date.now() - start) / 1000)} s. Around frame ${settled}: ${megabytes(early)}; at the end: ` +
      `${megabytes(late)}; growth: node ${growth.node.toFixed(3)}, browser ${growth.browser.toFixed(3)}`,
  );
  expect(early.node * early.browser, "memory that was measured").toBeGreaterThan(0);
  expect(growth.node).toBeLessThan(MOST_GROWTH);
  expect(growth.browser).toBeLessThan(MOST_GROWTH);
});

function meanOf(samples: readonly Memory[]): Memory {
  const mean = (pick: (one: Memory) => number) => samples.reduce((sum, one) => sum + pick(one), 0) / samples.length;
  return { node: mean((one) => one.node), browser: mean((one) => one.browser) };
}

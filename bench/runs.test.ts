import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "../test/cli/program";
import { logMemory, megabytesOf } from "../test/endurance/memory-log";
import type { Memory } from "../test/endurance/process-memory";

const root = fileURLToPath(new URL("..", import.meta.url));
const peer = path.join(root, "bench/peer.yaml");
const out = path.join(root, "out");

const numbersOf = (text: string) => text.split(",").map(Number);
/** Numbers of workers that are compared, images of each of those runs, and at which images of a run of small ones memory is looked at. */
const workers = numbersOf(process.env.BENCH_WORKERS ?? "1,2");
const images = Number(process.env.BENCH_IMAGES ?? 50);
const lookedAt = numbersOf(process.env.BENCH_FRAMES ?? "100,1000");
/** Share of the images after which a run is steady: the first ones compile shaders. */
const STEADY = 0.4;
const MEGABYTE = 1e6;

type Run = { readonly firstMs: number; readonly imagesPerSecond: number; readonly bytesPerImage: number };

/** Runs the program, and says when each image was there, milliseconds from the start of the command. */
async function timed(options: readonly string[], look: Parameters<typeof runProgram>[3] = {}): Promise<Run> {
  const folder = await mkdtemp(path.join(out, "bench-"));
  const times: number[] = [];
  const start = performance.now();
  const { code, errors, output } = await runProgram(folder, ["generate", peer, ...options, "--json", "--out", "out"], undefined, {
    onOutput(child, said) {
      const now = performance.now() - start;
      const done = said.split('"event":"progress"').length - 1;
      while (times.length < done) times.push(now);
      look.onOutput?.(child, said);
    },
  });
  expect(code, errors).toBe(0);
  await rm(folder, { recursive: true, force: true });
  const bytes = Number(/"bytes":(\d+)/.exec(output)?.[1]);
  const from = Math.floor(times.length * STEADY);
  const seconds = ((times.at(-1) ?? 0) - (times[from] ?? 0)) / 1000;
  return {
    firstMs: times[0] ?? Number.NaN,
    imagesPerSecond: (times.length - 1 - from) / seconds,
    bytesPerImage: bytes / times.length,
  };
}

test("how whole runs scale with workers, and what they have in memory", async () => {
  await mkdir(out, { recursive: true });
  const scaling: ({ readonly workers: number } & Run)[] = [];
  for (const count of workers)
    scaling.push({ workers: count, ...(await timed(["--workers", String(count), "--count", String(images)])) });

  const last = Math.max(...lookedAt);
  const log = logMemory(Math.max(1, Math.floor(Math.min(...lookedAt) / 20)));
  const run = await timed(["--workers", "1", "--count", String(last), "--size", "32x24"], { onOutput: log.look });
  const memory = lookedAt.map((image): { readonly image: number } & Memory => ({
    image,
    ...log.between(image * 0.8, Math.min(last, image * 1.2)),
  }));

  const [one] = scaling;
  console.log(
    [
      "| workers | first image, ms | images/s | to the first row | MB an image |\n| --- | --- | --- | --- | --- |",
      ...scaling.map(({ workers: count, firstMs, imagesPerSecond, bytesPerImage }) => {
        const share = imagesPerSecond / (one?.imagesPerSecond ?? Number.NaN);
        const cells = [
          count,
          Math.round(firstMs),
          imagesPerSecond.toFixed(2),
          share.toFixed(2),
          (bytesPerImage / MEGABYTE).toFixed(2),
        ];
        return `| ${cells.join(" | ")} |`;
      }),
      ...memory.map(({ image, ...is }) => `image ${image}: ${megabytesOf(is)}`),
    ].join("\n"),
  );
  await writeFile(path.join(out, "bench-runs.json"), `${JSON.stringify({ scaling, small: run, memory }, null, 2)}\n`);
  for (const { imagesPerSecond } of [...scaling, run]) expect(imagesPerSecond).toBeGreaterThan(0);
  for (const { node, browser } of memory) expect(Math.min(node, browser)).toBeGreaterThan(0);
});

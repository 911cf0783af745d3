import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import process from "node:process";
import { z } from "zod";
import { RecipeError } from "../errors";
import { isAlive } from "./stage";

/** A run says so often that it lives, and counts as dead after so long without a word: elsewhere nobody can look at its process. */
const BEAT_MS = 15_000;
const SILENCE_MS = 90_000;

const holderSchema = z.object({ host: z.string(), pid: z.int().positive(), beat: z.int() });
type Holder = z.infer<typeof holderSchema>;

/** A folder that is ours while a run is at work in it. Disposing gives it back. */
export type Lock = Disposable & {
  /** Throws when another run has taken the folder, because ours was silent for too long (a machine that slept, a disk that hung). */
  expectOurs(): void;
};

/**
 * Throws a RecipeError while another run is at work: on this machine one whose process lives, on another machine (of a shared disk) one that wrote to
 * its lock not long ago. Times are those of the disk, since clocks of machines differ.
 */
export function expectAlone(out: string, file: string, here = hostname()): void {
  const holder = holderOf(file);
  if (holder === undefined || isUs(holder, here)) return;
  if (holder.host === here && !isAlive(holder.pid)) return;
  const silence = holder.host === here ? 0 : silenceOf(file);
  if (silence > SILENCE_MS) return;
  const where = holder.host === here ? "" : ` on ${holder.host}`;
  const wait =
    holder.host === here
      ? `If no run is at work there, delete ${file}`
      : `A run that was killed there counts as dead ${SILENCE_MS / 1000} s after its last word, ${Math.round(silence / 1000)} s ago`;
  throw new RecipeError(
    `Another run (process ${holder.pid}${where}) is at work in ${out}; expected one run a folder, for example --out ${out}-2. ${wait}`,
  );
}

/** Takes the folder: throws like `expectAlone`, and when two runs begin at once for one of them. */
export function takeLock(out: string, file: string, here = hostname()): Lock {
  expectAlone(out, file, here);
  rmSync(file, { force: true });
  mkdirSync(path.dirname(file), { recursive: true });
  let beat = 0;
  const text = () => JSON.stringify({ host: here, pid: process.pid, beat } satisfies Holder);
  try {
    writeFileSync(file, text(), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    expectAlone(out, file, here);
  }
  const isOurs = () => {
    const holder = holderOf(file);
    return holder !== undefined && isUs(holder, here);
  };
  const timer = setInterval(() => {
    beat++;
    if (isOurs()) writeFileSync(file, text());
  }, BEAT_MS).unref();
  return {
    expectOurs() {
      if (!isOurs()) throw new Error(`Another run has taken ${out}, because this one said nothing for ${SILENCE_MS / 1000} s`);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      if (isOurs()) rmSync(file, { force: true });
    },
  };
}

/** Containers that start again have their host's name and process number again: what they left is their own. */
function isUs({ host, pid }: Holder, here: string): boolean {
  return host === here && pid === process.pid;
}

function holderOf(file: string): Holder | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Half written by a run that was killed, or not there any more.
    return undefined;
  }
}

/** How long ago a file was written, by the clock of the disk that it is on. */
function silenceOf(file: string): number {
  const probe = `${file}.${process.pid}.probe`;
  try {
    writeFileSync(probe, "");
    return statSync(probe).mtimeMs - statSync(file).mtimeMs;
  } finally {
    rmSync(probe, { force: true });
  }
}

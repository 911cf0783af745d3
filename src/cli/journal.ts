import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { differingFacts, keptName } from "../dataset/kept-sample";
import { RecipeError } from "../errors";
import { expectAlone, takeLock } from "./lock";
import { limit } from "./stage";

/** Hidden folder in the output folder: `<dataset>/facts.json` and a file for each finished sample, until the run is complete. */
export const JOURNAL = ".diorama-unfinished";

/** What is to become of an unfinished run in the folder: go on with it, delete it, go on if it is the same job, or refuse. */
export type Unfinished = "resume" | "restart" | "either" | "refuse";

/** The samples that a run has finished. A sample has its name only when all of it is on the disk. Disposing lets other runs in. */
export type RunJournal = Disposable & {
  /**
   * Starts or goes on with a dataset. `facts` is all that its samples depend on, as JSON with named facts: throws a RecipeError when
   * those of the unfinished run are others.
   */
  begin(dataset: string, facts: string): Promise<void>;
  keep(dataset: string, index: string, bytes: Readable, mostBytes: number): Promise<void>;
  /** The packed sample; undefined when it was not kept. */
  read(dataset: string, index: string): Readable | undefined;
  /** Deletes everything: the run is complete, or cannot be gone on with. */
  remove(): Promise<void>;
  /** Images that earlier runs had kept. */
  readonly found: number;
};

/** How many images an unfinished run in a folder has kept. */
export function keptImages(out: string): number {
  const folder = path.join(out, JOURNAL);
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".sample")).length;
}

/** Throws a RecipeError when the folder has an unfinished run that nobody said what to do with. */
export function expectDecided(out: string, unfinished: Unfinished): void {
  const kept = keptImages(out);
  if (unfinished !== "refuse" || kept === 0) return;
  throw new RecipeError(
    `${out} has an unfinished run with ${kept} finished images; expected to be told what becomes of it: --resume goes on with it, ` +
      "--restart deletes it, and another --out leaves it alone",
  );
}

/** Throws a RecipeError while another run is at work in the folder, on this machine or another one of a shared disk. */
export function expectNobodyAtWork(out: string): void {
  expectAlone(out, lockOf(out));
}

function lockOf(out: string): string {
  return path.join(out, JOURNAL, "lock");
}

/** Opens the journal of a run. Throws a RecipeError while another run is at work in the folder. */
export function openJournal(out: string, unfinished: Unfinished): RunJournal {
  expectDecided(out, unfinished);
  const folder = path.join(out, JOURNAL);
  expectNobodyAtWork(out);
  if (unfinished === "restart") rmSync(folder, { recursive: true, force: true });
  const found = keptImages(out);
  const lock = takeLock(out, lockOf(out));
  const fileOf = (dataset: string, index: string) => path.join(folder, dataset, keptName(index));

  return {
    found,

    async begin(dataset, facts) {
      const place = path.join(folder, dataset);
      const file = path.join(place, "facts.json");
      const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
      if (before === facts) return;
      if (before !== undefined && unfinished === "resume") throw new RecipeError(otherJob(out, before, facts));
      await rm(place, { recursive: true, force: true });
      await mkdir(place, { recursive: true });
      await writeFile(`${file}.part`, facts, { flush: true });
      await rename(`${file}.part`, file);
    },

    async keep(dataset, index, bytes, mostBytes) {
      lock.expectOurs();
      const file = fileOf(dataset, index);
      const part = createWriteStream(`${file}.part`, { flush: true });
      try {
        await pipeline(bytes, limit(mostBytes), part);
      } finally {
        // One that is still being opened would appear in a folder that is being deleted.
        if (!part.closed) await new Promise<void>((resolve) => part.once("close", () => resolve()));
      }
      await rename(`${file}.part`, file);
    },

    read(dataset, index) {
      const file = fileOf(dataset, index);
      return existsSync(file) ? createReadStream(file) : undefined;
    },

    async remove() {
      // Renamed first: half a journal would be taken for an unfinished run.
      const away = `${folder}.${process.pid}.partial`;
      await rename(folder, away);
      await rm(away, { recursive: true, force: true });
    },

    [Symbol.dispose]() {
      lock[Symbol.dispose]();
      // A file that was just refused may still be on its way.
      if (existsSync(folder) && keptImages(out) === 0)
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

function otherJob(out: string, before: string, now: string): string {
  const names = differingFacts(before, now);
  return (
    `The unfinished run in ${out} cannot be gone on with: ${names.join(", ")} differ from those that it began with, and so would the ` +
    "bytes; expected the same command as before. --restart starts anew, another --out leaves it alone"
  );
}

/** Datasets in a bucket: made in a folder on this machine, uploaded when they are whole, then deleted here. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { RecipeError } from "../errors";
import { filesBelow } from "./files-below";
import { JOURNAL, type Unfinished } from "./journal";
import { type Bucket, type BucketPlace, inTurns, nameOf } from "./s3";

const FILES_AT_ONCE = 4;

/** What is waiting for its upload on this machine. */
export type Waiting = {
  /** Where the dataset is made. */
  readonly folder: string;
  /** It is all there, and only has to be uploaded. */
  readonly isWhole: boolean;
  /** The same job was uploaded before, from this machine, to its end: nothing is left to do. */
  readonly isUploaded: boolean;
  /** Uploads all of it, what says that it is complete last, and deletes it here. Goes on with an upload that was stopped. */
  upload(bucket: Bucket, onFile: (done: number, total: number) => void): Promise<{ files: number; bytes: number }>;
};

/** A line of the list of what was uploaded, which is beside the folder: a line is either there or not. */
type Line =
  | { readonly job: string }
  | { readonly uploaded: number }
  | { readonly begun: string; readonly id: string }
  | { readonly done: string };

/**
 * Prepares the folder for a dataset that goes to a bucket. `job` is all that its bytes depend on. Throws RecipeError when another job
 * is unfinished there, and when nobody said what becomes of one that is.
 */
export function waitForUpload(place: BucketPlace, parent: string, job: string, unfinished: Unfinished): Waiting {
  const folder = path.join(parent, place.bucket, encodeURIComponent(place.prefix));
  const list = `${folder}.uploaded`;
  if (unfinished === "restart") {
    rmSync(list, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  const lines: readonly Line[] = existsSync(list) ? linesOf(readFileSync(list, "utf8")) : [];
  const [first] = lines;
  const isSame = first !== undefined && "job" in first && first.job === job;
  const isWhole = first !== undefined && filesIn(folder).length > 0 && !existsSync(path.join(folder, JOURNAL));
  if (isWhole && !(isSame && unfinished === "resume"))
    throw new RecipeError(
      `${folder} has a finished dataset that is not uploaded to ${nameOf(place)} yet; expected to be told what becomes of it: --resume with ` +
        "the command that made it goes on with the upload, --restart deletes it",
    );
  const isUploaded = isSame && unfinished === "resume" && lines.some((line) => "uploaded" in line);
  if (!isSame || (!isUploaded && lines.some((line) => "uploaded" in line))) {
    mkdirSync(path.dirname(list), { recursive: true });
    writeFileSync(list, `${JSON.stringify({ job })}\n`, { flush: true });
  }
  const note = (line: Line) => appendFileSync(list, `${JSON.stringify(line)}\n`, { flush: true });

  return {
    folder,
    isWhole,
    isUploaded,
    async upload(bucket, onFile) {
      const done = new Set(lines.flatMap((line) => ("done" in line ? [line.done] : [])));
      for (const line of lines) if ("begun" in line && !done.has(line.begun)) await bucket.drop(line.begun, line.id);
      const files = filesIn(folder);
      let bytes = 0;
      const send = async (file: string) => {
        const from = path.join(folder, file);
        const { size } = await stat(from);
        bytes += size;
        if (!done.has(file)) {
          await bucket.upload(file, from, (id) => note({ begun: file, id }));
          note({ done: file });
          done.add(file);
        }
        onFile(done.size, files.length);
      };
      await inTurns(files.slice(0, -1), FILES_AT_ONCE, send);
      for (const last of files.slice(-1)) await send(last);
      await rm(folder, { recursive: true, force: true });
      // Remembered, so that a job that is started again after its end does not make everything again.
      writeFileSync(list, `${JSON.stringify({ job })}\n${JSON.stringify({ uploaded: files.length })}\n`, { flush: true });
      return { files: files.length, bytes };
    },
  };
}

/** All lines that were written to their end. */
function linesOf(text: string): Line[] {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Files with names, in order; last the one with the manifest, which says that the dataset is complete: it is in the last part. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const rank = (file: string) => (file === "manifest.json" ? 2 : /\.(zip|tar)$/.test(file) ? 1 : 0);
  return filesBelow(folder)
    .filter((file) => !file.startsWith("."))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

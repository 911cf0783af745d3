import process from "node:process";
import type { Summary } from "../export";
import { createProgress } from "./progress";
import { megabytes, summaryLines } from "./summary";

/** Tells how a run goes: people in sentences, programs in lines of JSON. */
export type Teller = {
  started(images: number, names: readonly string[], adapter: string, problems: readonly string[]): void;
  progress(done: number, total: number): void;
  /** A worker was lost and another one took its place. */
  replaced(why: string): void;
  finished(summaries: readonly Summary[], files: readonly string[], folder: string): void;
  /** A command that goes on finds that nothing is left to do. */
  alreadyFinished(place: string): void;
  /** Files of a finished dataset go to a bucket. */
  uploading(done: number, total: number): void;
  uploaded(files: number, bytes: number, place: string): void;
  /** The run is over, however it ended. */
  end(): void;
};

/** Progress on standard error, the outcome on standard output. */
export function tellPeople(): Teller {
  const progress = createProgress(process.stderr);
  let startMs = Date.now();
  return {
    started(images, names, adapter, problems) {
      for (const problem of problems) console.error(`Warning: ${problem}`);
      console.error(`Rendering ${images} images of ${names.join(", ")} on ${adapter}`);
      startMs = Date.now();
    },
    progress: progress.show,
    replaced(why) {
      progress.end();
      console.error(`Warning: ${why}. Its images are made again`);
    },
    finished(summaries, files, folder) {
      progress.end();
      for (const line of summaryLines(summaries, files, folder, Date.now() - startMs)) console.log(line);
    },
    alreadyFinished: (place) => console.log(`${place} has the finished dataset: nothing is left to do; --restart makes it again`),
    uploading: (done, total) => {
      if (process.stderr.isTTY) process.stderr.write(`\rUploading file ${done} of ${total}${done === total ? "\n" : ""}`);
    },
    uploaded: (files, bytes, place) => console.log(`${files} files (${megabytes(bytes)}) are in ${place}`),
    end: progress.end,
  };
}

/** `{"event":"progress","done":3,"total":24}`: an object a line on standard output, with `event` started, progress, replaced, finished, already-finished, uploading or uploaded. */
export function tellPrograms(write: (line: string) => void = (line) => console.log(line)): Teller {
  const tell = (event: string, facts: object) => write(JSON.stringify({ event, ...facts }));
  return {
    started: (images, names, adapter, problems) => tell("started", { images, datasets: names, adapter, problems }),
    progress: (done, total) => tell("progress", { done, total }),
    replaced: (why) => tell("replaced", { why }),
    finished: (datasets, files, folder) => tell("finished", { folder, files, datasets }),
    alreadyFinished: (place) => tell("already-finished", { folder: place }),
    uploading: (done, total) => tell("uploading", { done, total }),
    uploaded: (files, bytes, place) => tell("uploaded", { files, bytes, place }),
    end: () => {},
  };
}

import type { Browser } from "playwright";
import { GpuError, isNamed, RecipeError } from "../errors";
import type { Summary } from "../export";
import { openBrowser } from "./browser";
import { expectNobodyAtWork, openJournal, type Unfinished } from "./journal";
import { type Job, REPORT, type Report } from "./messages";
import { serve } from "./serve";
import { stageFolder } from "./stage";
import { writeFailure } from "./write-failure";

/** One headless run. */
export type Run = {
  readonly job: Job;
  /** Folder for the finished files. */
  readonly out: string;
  /** Where the files of `job.assets` are, in the same order. */
  readonly assets?: readonly string[];
  /** Folder of the built pages. */
  readonly pages: string;
  /** Give up when no image is finished for this long. */
  readonly patienceSeconds: number;
  /** A browser makes so many images at most, and another one goes on: whatever it leaks ends with it. One makes all when left out. For jobs without specs. */
  readonly freshBrowser?: number;
  /** What becomes of an unfinished run in the folder. */
  readonly unfinished?: Unfinished;
  readonly onStart: (adapter: string, problems: readonly string[]) => void;
  readonly onProgress: (done: number, total: number) => void;
  /** A worker was lost and another one took its place. */
  readonly onReplaced?: (why: string) => void;
};

/** The summary of each dataset, and the names of all files. */
export type Outcome = { readonly summaries: readonly Summary[]; readonly files: readonly string[] };

/** A browser that does not close within this time is left to be killed with us. */
const CLOSING_MS = 1000;

/**
 * Renders a job in a headless browser and publishes its files, all or none: whatever goes wrong (an abort, a crash, a hang),
 * nothing of it has its name in `out`; only the journal stays there, if it has finished images. Throws RecipeError, GpuError, WriteError, AbortError, or the page's own error.
 */
export async function runHeadless(signal: AbortSignal, run: Run): Promise<Outcome> {
  try {
    return await publish(signal, run);
  } catch (error) {
    throw signal.aborted ? error : writeFailure(error, run.out);
  }
}

async function publish(signal: AbortSignal, run: Run): Promise<Outcome> {
  // Before anything is touched: what another run gathers there would be taken for what a killed one left.
  expectNobodyAtWork(run.out);
  await using stage = await stageFolder(run.out);
  using journal = openJournal(run.out, run.unfinished ?? "refuse");
  const disk = deferred<never>();
  disk.promise.catch(() => undefined);
  const onFailure = (error: Error) => disk.reject(writeFailure(error, run.out));
  const told = tellOnce(run);
  const inBrowser = async (job: Job): Promise<readonly Summary[]> => {
    await using server = await serve({ pages: run.pages, job, assets: run.assets ?? [], stage, journal, onFailure });
    await using browser = closing(await openBrowser(signal));
    return await Promise.race([reportOfPage(signal, browser.value, server.url, told), disk.promise]);
  };
  try {
    for (const keepOnly of spansOf(run)) if (keepOnly.to > journal.found) await inBrowser({ ...run.job, keepOnly });
    const summaries = await inBrowser(run.job);
    const files = await stage.commit((name) => isReplaced(run.job, name));
    await journal.remove();
    return { summaries, files };
  } catch (error) {
    // What the user has to mend in the recipe makes another job of it.
    if (isNamed(error, "RecipeError") && journal.found === 0) await journal.remove();
    throw error;
  }
}

/** What each browser makes, where several take turns. The last one, which writes the files, makes nothing. */
function spansOf({ job: { datasets }, freshBrowser }: Run): { readonly from: number; readonly to: number }[] {
  const images = datasets.reduce((sum, { indices: { from, to } }) => sum + to - from, 0);
  if (freshBrowser === undefined || freshBrowser >= images) return [];
  const count = Math.ceil(images / freshBrowser);
  return Array.from({ length: count }, (_, at) => ({
    from: at * freshBrowser,
    to: Math.min(images, (at + 1) * freshBrowser),
  }));
}

/** What several browsers say, as if one did: the start once, and no image twice. */
function tellOnce(run: Run): Run {
  let [started, most] = [false, 0];
  return {
    ...run,
    onStart(adapter, problems) {
      if (!started) run.onStart(adapter, problems);
      started = true;
    },
    onProgress(done, total) {
      if (done > most) run.onProgress(done, total);
      most = Math.max(most, done);
    },
  };
}

/** What an older run left in the folder, which must not stay beside the files of this one. */
function isReplaced({ sink, datasets }: Job, name: string): boolean {
  // A folder for plain files was checked to hold an older dataset and nothing else.
  if (sink === "dir" && datasets.length === 1) return true;
  return datasets.some(({ recipe }) => isPartOf(recipe.name, name));
}

/** True for the parts of a dataset, such as `street-000.zip` or `street-000000.tar`. */
function isPartOf(dataset: string, file: string): boolean {
  return file.startsWith(`${dataset}-`) && /^\d{3,}\.(zip|tar)$/.test(file.slice(dataset.length + 1));
}

/** Opens the page and waits until it says that it finished or failed, or cannot say anything any more. */
async function reportOfPage(signal: AbortSignal, browser: Browser, url: string, run: Run): Promise<readonly Summary[]> {
  const { promise, resolve, reject } = deferred<readonly Summary[]>();
  const abort = () => reject(signal.reason);
  const giveUp = () => reject(new GpuError(silence(run.patienceSeconds)));
  let watchdog = setTimeout(giveUp, run.patienceSeconds * 1000);

  const receive = (report: Report): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(giveUp, run.patienceSeconds * 1000);
    if (report.kind === "started") run.onStart(report.adapter, report.problems);
    if (report.kind === "replaced") run.onReplaced?.(report.why);
    if (report.kind === "progress") run.onProgress(report.done, report.total);
    if (report.kind === "finished") resolve(report.summaries);
    if (report.kind === "failed") reject(errorOf(report));
  };

  const open = async (): Promise<void> => {
    const page = await browser.newPage();
    page.on("crash", () =>
      reject(new GpuError("The browser's page crashed, often for want of memory; try --workers 1 or smaller images")),
    );
    page.on("pageerror", reject);
    await page.exposeFunction(REPORT, receive);
    // The watchdog decides when it has taken too long.
    const response = await page.goto(`${url}headless.html`, { timeout: 0 });
    if (!response?.ok()) throw new Error(`${run.pages} has no headless.html; build first, for example npm run build`);
  };

  browser.on("disconnected", () => reject(new GpuError("The browser stopped during the run; run the command again")));
  signal.addEventListener("abort", abort);
  try {
    signal.throwIfAborted();
    open().catch(reject);
    return await promise;
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener("abort", abort);
  }
}

function silence(seconds: number): string {
  return `No image was finished for ${seconds} s, so the run was given up; for slow images try --patience ${2 * seconds}`;
}

/** A promise and the functions that settle it (`Promise.withResolvers` of newer Nodes). */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

/** The page's error with its class back. */
function errorOf({ name, message, stack }: Extract<Report, { kind: "failed" }>): Error {
  if (name === "RecipeError") return new RecipeError(message);
  if (name === "GpuError") return new GpuError(message);
  return Object.assign(new Error(message), { name, stack });
}

/** Lends a browser that is closed at the end, without waiting long: a busy GPU must not hold up Ctrl-C. */
function closing(browser: Browser): AsyncDisposable & { readonly value: Browser } {
  return {
    value: browser,
    async [Symbol.asyncDispose]() {
      const closed = browser.close().catch(() => undefined);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref())]);
    },
  };
}

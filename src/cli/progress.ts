/** How far a run is. Times in milliseconds. */
export type Progress = { readonly done: number; readonly total: number; readonly elapsedMs: number };

const PLAIN_LINE_EVERY_MS = 5000;
const BAR_CELLS = 28;

/** One line with a bar, for a terminal: `████░░░░  12/24  3.1 images/s  4 s left`. */
export function progressBar(progress: Progress): string {
  const filled = Math.round((progress.done / Math.max(progress.total, 1)) * BAR_CELLS);
  return `${"█".repeat(filled)}${"░".repeat(BAR_CELLS - filled)}  ${progressLine(progress)}`;
}

/** The same without the bar, for logs: `12/24  3.1 images/s  4 s left`. */
export function progressLine({ done, total, elapsedMs }: Progress): string {
  if (done === 0) return `0/${total}  starting`;
  const perSecond = done / Math.max(elapsedMs / 1000, 1e-3);
  const left = done < total ? `${duration((total - done) / perSecond)} left` : `in ${duration(elapsedMs / 1000)}`;
  return `${done}/${total}  ${rate(perSecond)}  ${left}`;
}

/** `3.1 images/s`; below one, the time for an image: `2.5 s/image`. */
export function rate(perSecond: number): string {
  return perSecond >= 1 ? `${perSecond.toFixed(1)} images/s` : `${(1 / perSecond).toFixed(1)} s/image`;
}

/** `4 s`, `3 min 20 s` or `2 h 5 min`, rounded up to whole seconds (or minutes). */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Shows progress on a stream: a bar that redraws itself on a terminal, else a plain line now and then. */
export function createProgress(stream: NodeJS.WriteStream): { show(done: number, total: number): void; end(): void } {
  const start = Date.now();
  let lastPlainLine = start;
  let barOnScreen = false;
  return {
    show(done, total) {
      const now = Date.now();
      const progress = { done, total, elapsedMs: now - start };
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${progressBar(progress).slice(0, (stream.columns || 80) - 1)}`);
        barOnScreen = true;
      } else if (now - lastPlainLine >= PLAIN_LINE_EVERY_MS) {
        stream.write(`${progressLine(progress)}\n`);
        lastPlainLine = now;
      }
    },
    end() {
      if (barOnScreen) stream.write("\n");
      barOnScreen = false;
    },
  };
}

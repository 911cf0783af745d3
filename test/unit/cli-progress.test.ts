import { expect, test } from "vitest";
import { createProgress, duration, progressBar, progressLine, rate } from "../../src/cli/progress";

test("a line has what is done, the rate and the time left", () => {
  expect(progressLine({ done: 12, total: 24, elapsedMs: 4000 })).toBe("12/24  3.0 images/s  4 s left");
  expect(progressLine({ done: 2, total: 10, elapsedMs: 5000 })).toBe("2/10  2.5 s/image  20 s left");
  expect(progressLine({ done: 24, total: 24, elapsedMs: 8000 })).toBe("24/24  3.0 images/s  in 8 s");
  expect(progressLine({ done: 0, total: 24, elapsedMs: 100 })).toBe("0/24  starting");
});

test("the bar fills in proportion", () => {
  const cells = (done: number) => progressBar({ done, total: 4, elapsedMs: 1000 }).split("█").length - 1;
  expect([cells(0), cells(1), cells(2), cells(4)]).toEqual([0, 7, 14, 28]);
});

test("times are readable at every length", () => {
  expect([0.2, 59.5, 61, 3600, 7500].map(duration)).toEqual(["1 s", "1 min 0 s", "1 min 1 s", "1 h 0 min", "2 h 5 min"]);
  expect([3, 0.4].map(rate)).toEqual(["3.0 images/s", "2.5 s/image"]);
});

test("a log gets no bar and no flood of lines", () => {
  const written: string[] = [];
  const stream = Object.assign(Object.create(process.stderr), { isTTY: false, write: (text: string) => written.push(text) });
  const progress = createProgress(stream);
  for (let done = 0; done <= 1000; done++) progress.show(done, 1000);
  progress.end();
  expect(written).toEqual([]);
});

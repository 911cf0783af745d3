import { expect, test } from "vitest";
import { workBehind } from "../../src/behind";

/** Work that ends when it is told to. */
function controlled() {
  const running: { end: () => void; fail: (error: Error) => void }[] = [];
  const work = () => new Promise<void>((end, fail) => running.push({ end, fail }));
  return { running, work };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test("at most so many at a time; the caller waits only when there are more", async () => {
  const { running, work } = controlled();
  const behind = workBehind(2);
  await behind.start(work);
  await behind.start(work);
  const third = behind.start(work);
  await turn();
  expect(running).toHaveLength(2);
  running[1]?.end();
  await third;
  expect(running).toHaveLength(3);
  let settled = false;
  const all = behind.settle().then(() => {
    settled = true;
  });
  running[0]?.end();
  await turn();
  expect(settled).toBe(false);
  running[2]?.end();
  await all;
});

test("a failure comes out at the next start, and at the end", async () => {
  const { running, work } = controlled();
  const behind = workBehind(2);
  await behind.start(work);
  running[0]?.fail(new Error("disk full"));
  await turn();
  await expect(behind.start(work)).rejects.toThrow("disk full");
  await expect(behind.settle()).rejects.toThrow("disk full");
  expect(running).toHaveLength(1);
});

import { expect, test } from "vitest";
import { folderOfShard, parseShard, rangeOf } from "../../src/cli/shard";

test.each([
  [{}, "3/8", 2, 8],
  [{ JOB_COMPLETION_INDEX: "0" }, "auto/8", 0, 8],
  [{ SLURM_ARRAY_TASK_ID: "7", SLURM_ARRAY_TASK_MIN: "5", SLURM_ARRAY_TASK_COUNT: "4" }, "auto", 2, 4],
  [{ SLURM_ARRAY_TASK_ID: "3", SLURM_ARRAY_TASK_COUNT: "4" }, "auto", 3, 4],
  [{ AWS_BATCH_JOB_ARRAY_INDEX: "1", AWS_BATCH_JOB_ARRAY_SIZE: "2" }, "auto", 1, 2],
])("in %o, %s is number %i of %i", (environment, text, index, count) => {
  expect(parseShard(environment)(text)).toEqual({ index, count });
});

test.each([
  [{}, "0/8", /counted from 1/],
  [{}, "9/8", /--shard got "9\/8"/],
  [{}, "3", /--shard 3\/8/],
  [{}, "-1/8", /--shard 3\/8/],
  [{}, "auto", /found none of JOB_COMPLETION_INDEX, SLURM_ARRAY_TASK_ID, AWS_BATCH_JOB_ARRAY_INDEX/],
  [{ JOB_COMPLETION_INDEX: "3" }, "auto", /not how many tasks there are.*auto\/8/],
  [{ JOB_COMPLETION_INDEX: "8" }, "auto/8", /here 9\/8/],
  [{ JOB_COMPLETION_INDEX: "x" }, "auto/8", /--shard got/],
])("in %o, %s is refused", (environment, text, message) => {
  expect(() => parseShard(environment)(text)).toThrow(message);
});

test.each([
  [10, 3],
  [7, 7],
  [1_000_003, 64],
])("%i images in %i shards: each image once, shares even", (images, count) => {
  const ranges = Array.from({ length: count }, (_, index) => rangeOf({ index, count }, images));
  expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)]);
  expect(ranges.at(-1)?.to).toBe(images);
  const sizes = ranges.map(({ from, to }) => to - from);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test("a shard without images is refused; folders sort as shards do", () => {
  expect(() => rangeOf({ index: 0, count: 5 }, 4)).toThrow(/--shard 1\/5 has no image.*--shard 1\/4/);
  expect(folderOfShard({ index: 6, count: 12 })).toBe("shard-07-of-12");
});

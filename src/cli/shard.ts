import { RecipeError } from "../errors";

/** One of several machines that share a dataset: number `index`, from 0 on, of `count`. */
export type Shard = { readonly index: number; readonly count: number };

type Environment = { readonly [name: string]: string | undefined };

/**
 * How engines tell a task which it is: the variable of its number, of how many there are, and of the number that the first one has.
 * Kubernetes says no count. (kubernetes.io/docs/concepts/workloads/controllers/job, slurm.schedmd.com/job_array.html,
 * docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html)
 */
const engines = [
  { index: "JOB_COMPLETION_INDEX", count: undefined, first: undefined },
  { index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: "SLURM_ARRAY_TASK_MIN" },
  { index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE", first: undefined },
] as const;

/**
 * Reads `--shard`: `3/8` is the third of eight, `auto` the one that the cluster's environment names, `auto/8` the same where the
 * environment has the number only. Throws RecipeError.
 */
export function parseShard(environment: Environment): (text: string) => Shard {
  return (text) => {
    const [, which = "", many] = /^(\d{1,9}|auto)(?:\/(\d{1,9}))?$/.exec(text) ?? [];
    const shard = which === "auto" ? shardOf(environment, many) : { index: Number(which) - 1, count: Number(many) };
    if (which !== "" && shard.index >= 0 && shard.index < shard.count) return shard;
    const is = which === "auto" ? ` (here ${shard.index + 1}/${shard.count})` : "";
    throw new RecipeError(
      `--shard got "${text}"${is}; expected which one and how many, counted from 1, for example --shard 3/8, or auto on a cluster`,
    );
  };
}

function shardOf(environment: Environment, many: string | undefined): Shard {
  const engine = engines.find(({ index }) => environment[index] !== undefined);
  if (engine === undefined)
    throw new RecipeError(
      `--shard auto found none of ${engines.map(({ index }) => index).join(", ")} in the environment; expected to run as a task of a job array, or for example --shard 3/8`,
    );
  const numberOf = (name: string | undefined) => Number((name === undefined ? undefined : environment[name]) ?? Number.NaN);
  const count = many === undefined ? numberOf(engine.count) : Number(many);
  if (!Number.isInteger(count))
    throw new RecipeError(
      `--shard auto found ${engine.index} but not how many tasks there are; expected the number as well, for example --shard auto/8`,
    );
  const first = engine.first !== undefined && environment[engine.first] !== undefined ? numberOf(engine.first) : 0;
  return { index: numberOf(engine.index) - first, count };
}

/** The images of a shard, of all that there are: shares differ by one image at most. Throws RecipeError when it has none. */
export function rangeOf({ index, count }: Shard, images: number): { readonly from: number; readonly to: number } {
  const bound = (at: number) => Math.floor((images * at) / count);
  const range = { from: bound(index), to: bound(index + 1) };
  if (range.from < range.to) return range;
  throw new RecipeError(
    `--shard ${index + 1}/${count} has no image, since the recipe has ${images}; expected at most as many shards, for example --shard 1/${images}`,
  );
}

/** The folder of a shard: `shard-03-of-12`. */
export function folderOfShard({ index, count }: Shard): string {
  return `shard-${String(index + 1).padStart(String(count).length, "0")}-of-${count}`;
}

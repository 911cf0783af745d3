import type { TargetRow } from "../plan/targets";
import type { Remembered } from "./audit";
import { type Conditions, classBalance, classRows, conditionCells } from "./breakdown";
import { ALIKE_BITS, BINS, column, comparison } from "./comparison";
import type { embeddingDistance } from "./embedding";
import type { Measured } from "./measured";
import { closePairs } from "./near-duplicates";
import type { spreadOf } from "./spread";
import { deviation, extent, histogram, mean } from "./statistics";

/** More sentences on broken labels than this are only counted. */
const MOST_TOLD = 100;

/** What is known of a dataset of ours beyond its pictures and boxes. */
export type Known = {
  /** Weather and light, by the path of the picture. */
  readonly conditions: ReadonlyMap<string, Conditions>;
  readonly targets: readonly TargetRow[];
  readonly spread: ReturnType<typeof spreadOf>;
  /** What `verify` finds wrong with the labels. */
  readonly labelProblems: readonly string[];
};

/** The statistics of one dataset, and of a comparison with another. Plain JSON; the same files give the same bytes. */
export function reportOf(
  made: readonly Measured[],
  more: {
    readonly reference?: readonly Measured[] | undefined;
    readonly known?: Known | undefined;
    /** The distance by the features of a network. */
    readonly embedding?: (ReturnType<typeof embeddingDistance> & { readonly network: string }) | undefined;
    /** Images that show one of the pictures that were brought, of how many. */
    readonly audit?: { readonly inputs: number; readonly remembered: readonly Remembered[] } | undefined;
  },
) {
  const { reference, known, embedding, audit } = more;
  const conditions = known?.conditions ?? new Map<string, Conditions>();
  const classes = classRows(made, conditions);
  const balance = classBalance(classes);
  const problems = [...made.flatMap((one) => one.problems), ...(known?.labelProblems ?? [])];
  return {
    images: made.length,
    ...(known && { targets: known.targets }),
    labels: { problems: problems.length, told: problems.slice(0, MOST_TOLD) },
    classes,
    ...(balance && { balance }),
    ...(known && { conditions: conditionCells(made, conditions), spread: known.spread }),
    features: summaries(made),
    nearDuplicates: closePairs(made, undefined, ALIKE_BITS),
    ...(audit && { audit }),
    ...(embedding && { embedding }),
    ...(reference ? { reference: comparison(made, reference) } : {}),
  };
}

export type Report = ReturnType<typeof reportOf>;

function summaries(rows: readonly Measured[]) {
  return Object.keys(rows[0]?.features ?? {}).map((name) => {
    const values = column(rows, name);
    const [low, high] = extent(values);
    return { name, mean: mean(values), deviation: deviation(values), low, high, shares: histogram(values, low, high, BINS) };
  });
}

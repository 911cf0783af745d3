import { createHash } from "node:crypto";
import { differenceLines, renderedDifferences } from "./again";
import { labelProblems } from "./label-problems";
import { type OpenedDataset, openDataset } from "./opened-dataset";

export type VerifyOptions = { readonly render: number; readonly assets?: string };

const MOST_LISTED = 20;
/** Files that a dataset may have and that its manifest does not list. */
const UNLISTED = /^(manifest\.json|contact-sheet\.(png|jpg))$/;

/** Checks a dataset: the hash of every file, what the labels say, and whether some images come out the same. True when all is well. */
export async function verify(signal: AbortSignal, given: string, { render, assets }: VerifyOptions): Promise<boolean> {
  const dataset = await openDataset(given);
  const { range, rejected = [] } = dataset.manifest;
  const checks: [what: string, problems: () => Promise<readonly string[]>][] = [
    [`${Object.keys(dataset.manifest.files).length} files have the hashes of the manifest`, () => hashProblems(signal, dataset)],
    ["labels agree with themselves and with the masks", () => labelProblems(signal, dataset)],
  ];
  const indices = spreadOut(range, new Set(rejected.map(({ index }) => index)), render);
  if (indices.length > 0)
    checks.push([
      `rendered again, image ${indices.join(", ")} has the same bytes`,
      async () => differenceLines(await renderedDifferences(signal, dataset, indices, assets)),
    ]);
  let isWell = true;
  for (const [what, find] of checks) {
    const problems = await find();
    console.log(`${problems.length === 0 ? "ok     " : "WRONG  "}${what}`);
    for (const problem of problems.slice(0, MOST_LISTED)) console.log(`       ${problem}`);
    if (problems.length > MOST_LISTED) console.log(`       … and ${problems.length - MOST_LISTED} more`);
    isWell &&= problems.length === 0;
  }
  return isWell;
}

/** A few indices, from the first to the last, evenly apart. */
function spreadOut([from, to]: readonly [number, number], leftOut: ReadonlySet<number>, count: number): number[] {
  const all = Array.from({ length: to - from }, (_, at) => from + at).filter((index) => !leftOut.has(index));
  const many = Math.min(count, all.length);
  return Array.from({ length: many }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / many)] ?? from);
}

async function hashProblems(signal: AbortSignal, { paths, read, manifest: { files } }: OpenedDataset): Promise<string[]> {
  const problems: string[] = [];
  for (const file of paths.filter((one) => !UNLISTED.test(one))) {
    signal.throwIfAborted();
    const expected = files[file];
    if (expected === undefined) problems.push(`${file} is not in the manifest`);
    else if (
      createHash("sha256")
        .update(await read(file))
        .digest("hex") !== expected
    )
      problems.push(`${file} is not the file that was written`);
  }
  const present = new Set(paths);
  return [
    ...problems,
    ...Object.keys(files)
      .filter((file) => !present.has(file))
      .map((file) => `${file} is missing`),
  ];
}

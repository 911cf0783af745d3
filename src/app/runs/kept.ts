/** The journal of a run in the browser: the same files, with the same checks, as the command line's. */
import { differingFacts, type Journal, keptName, packSample, unpackSample } from "../../dataset/kept-sample";
import { RecipeError } from "../../errors";
import { otherFacts } from "./failure";
import { readFile, writeFile } from "./files";
import { readFacts, runFolder, writeFacts } from "./store";

export type RunJournal = Journal & {
  /** Bytes of all samples that were kept or read back. */
  bytes(): number;
};

/** Starts or goes on with the samples of a run. Throws a RecipeError when those that are there depend on other facts. */
export async function openKept(id: string, facts: string, kept: number): Promise<RunJournal> {
  const before = await readFacts(id);
  const differing = before === undefined ? [] : differingFacts(before, facts);
  if (differing.length > 0 && kept > 0) throw new RecipeError(otherFacts(differing, kept));
  if (before !== facts) await writeFacts(id, facts);
  return keptSamples(id);
}

/** The samples of a run that is complete. */
export async function keptSamples(id: string): Promise<RunJournal> {
  const folder = await runFolder(id);
  let bytes = 0;
  return {
    bytes: () => bytes,
    async read(index) {
      const file = await readFile(folder, keptName(index));
      const sample = file && (await unpackSample(new Uint8Array(await file.arrayBuffer())));
      if (file && sample) bytes += file.size;
      return sample;
    },
    async keep(sample) {
      const packed = await packSample(sample);
      await writeFile(folder, keptName(sample.index), packed);
      bytes += packed.length;
    },
  };
}

import { type Journal, packSample, unpackSample } from "../dataset/kept-sample";
import { RecipeError } from "../errors";
import type { ExportJob } from "../export";
import type { AssetFiles } from "../recipe/assets";
import { factsOf } from "../run-facts";
import { send } from "./courier";

/** The page's side of the journal: keeps the samples of a dataset with the command line. Throws RecipeError when it has others. */
export async function httpJournal(
  name: string,
  { recipe, indices, specs, pool }: Pick<ExportJob, "recipe" | "indices" | "specs" | "pool">,
  files: AssetFiles,
): Promise<Journal> {
  const place = `kept/${name}`;
  const facts = { ...(await factsOf({ recipe, pool, ...(specs && { specs }) }, files)), range: indices };
  const begun = await fetch(`${place}/facts`, { method: "PUT", body: JSON.stringify(facts) });
  if (begun.status === 409) throw new RecipeError(await begun.text());
  if (!begun.ok) throw new Error(`Opening the journal failed (${begun.status}): ${await begun.text()}`);
  return {
    async read(index) {
      const response = await fetch(`${place}/${index}`);
      return response.ok ? unpackSample(new Uint8Array(await response.arrayBuffer())) : undefined;
    },
    async keep(sample) {
      const { ok, status, text } = await send(`${place}/${sample.index}`, "PUT", await packSample(sample));
      if (!ok) throw new Error(`Keeping image ${sample.index} failed (${status}): ${text}`);
    },
  };
}

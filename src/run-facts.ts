import { sha256 } from "./dataset/manifest";
import { type ExportJob, type Maker, versions } from "./export";
import type { AssetFiles } from "./recipe/assets";

/** All that the samples of a run depend on. Samples that were kept under other facts are other samples. */
export type RunFacts = Maker & Pick<ExportJob, "recipe" | "specs"> & { readonly assets: { readonly [path: string]: string } };

/** The facts of a run here and now; opens a worker of the pool. Files are known by their SHA-256. */
export async function factsOf({ recipe, specs, pool }: Pick<ExportJob, "recipe" | "specs" | "pool">, files: AssetFiles) {
  const hashes = Object.entries(files).map(
    async ([path, content]) => [path, typeof content === "string" ? content : await sha256(content)] as const,
  );
  const assets = Object.fromEntries(await Promise.all(hashes));
  return { versions: versions(), adapter: await pool.adapter(), recipe, ...(specs && { specs }), assets } satisfies RunFacts;
}

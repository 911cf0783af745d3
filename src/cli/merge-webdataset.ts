import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";
import { tarSink } from "../dataset/tar";
import type { Rewriting } from "./merge-bop";
import type { OpenedDataset } from "./opened-dataset";

const SHARD = /^(?:webdataset\/)?([^/]+)\/[^/]+-\d{6}\.tar$/;

/** Joins the WebDataset shards of datasets: their samples are packed again, one after another, as one run packs them. */
export function webdatasetRewriting(datasets: readonly OpenedDataset[]): Rewriting {
  const owns = (file: string) => SHARD.test(file);
  return {
    owns,
    async write(write) {
      const all = datasets.flatMap((dataset) => dataset.paths.filter(owns).map((file) => ({ dataset, file })));
      const splits = new Set(all.map(({ file }) => SHARD.exec(file)?.[1] ?? ""));
      for (const split of splits) {
        const own = all.filter(({ file }) => SHARD.exec(file)?.[1] === split);
        const [
          {
            dataset: { recipe },
            file: first,
          },
        ] = own as [(typeof own)[number]];
        const folder = first.slice(0, first.lastIndexOf("/"));
        const parts = {
          write: (file: string, bytes: Uint8Array) => write(file, Buffer.from(bytes)),
          close: async () => {},
          abort: async () => {},
        };
        const sink = tarSink(`${folder}/${recipe.name}-${split}`, recipe.output.partMegabytes * 2 ** 20, parts);
        for (const { dataset, file } of own)
          for await (const entry of Readable.from([await dataset.read(file)]).pipe(extract()))
            await sink.write(entry.header.name, new Uint8Array(await buffer(entry)));
        await sink.close();
      }
    },
  };
}

import type { Sink } from "./sink";
import { tarSink } from "./tar";
import { zipSink } from "./zip";

/** Starts a sink for the files of a dataset. What it packs them in, each of `partBytes` at most, goes to `parts`. */
type OpenSink = (name: string, partBytes: number, parts: Sink) => Sink;

/** What a dataset can be packed in, by the name that the command line uses: zips, tars, or nothing, which leaves plain files. */
export const sinks = {
  zip: zipSink,
  tar: tarSink,
  dir: (_name, _partBytes, parts) => parts,
} satisfies Record<string, OpenSink>;

export type SinkName = keyof typeof sinks;

import type { ClassSpec } from "../recipe/spec";
import type { Dataset, Sink } from "./sink";

export type DatasetOptions = {
  /** Name of the dataset, for its description. */
  readonly name: string;
  /** All classes of the scene, in order, things before stuff: `SceneSpec.classes`. */
  readonly classes: readonly ClassSpec[];
  /** All splits that a sample can belong to. */
  readonly splits: readonly string[];
  readonly sink: Sink;
};

/** Starts a dataset of one format. It writes to the sink, but neither closes nor aborts it: who made the sink does. */
export type OpenDataset = (options: DatasetOptions) => Dataset;

import { annotate, type Staged } from "../../src/annotate/annotate";
import { openFormats, wishesOf } from "../../src/dataset/formats";
import { memorySink } from "../../src/dataset/memory";
import { encode } from "../../src/encode/encode";
import type { Sample } from "../../src/encode/sample";
import type { Recipe } from "../../src/recipe/schema";
import type { ClassSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";

/** A picture that was not rendered, and what goes with it. */
export type Fake = { readonly frame: Frame; readonly staged: Staged; readonly spec: SceneSpec };

type Wish = {
  readonly formats: Recipe["formats"];
  readonly layers?: Recipe["layers"];
  readonly classes: readonly ClassSpec[];
  readonly splits?: readonly string[];
  readonly minimumAreaPixels?: number;
  readonly partBytes?: number;
};

export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The sample of a fake, encoded as a worker does it. */
function sampleOf(
  { frame, staged, spec }: Fake,
  { formats, layers = ["image"], minimumAreaPixels = 1 }: Omit<Wish, "classes">,
): Promise<Sample> {
  const wishes = wishesOf({ formats, layers, labels: { include: [], minimumAreaPixels } });
  return encode(frame, staged.table, spec, annotate(frame, staged, spec, wishes.labels), wishes.layers);
}

/** All files of a dataset, as the export writes them. `loadPngEncoder` comes first. */
export async function datasetOf(fakes: readonly Fake[], wish: Wish): Promise<Files> {
  const sink = memorySink();
  const { formats, classes, layers = ["image"], splits = ["train", "val"], partBytes = 1e6 } = wish;
  const dataset = openFormats(formats, { name: "fake", classes, splits, layers, partBytes, sink });
  for (const fake of fakes) await dataset.add(await sampleOf(fake, wish));
  await dataset.finish();
  await sink.close();
  return sink.files;
}

export function textOf(files: Files, path: string): string {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`There is no ${path}; there are ${[...files.keys()].join(", ")}`);
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

export function jsonOf(files: Files, path: string): unknown {
  return JSON.parse(textOf(files, path));
}

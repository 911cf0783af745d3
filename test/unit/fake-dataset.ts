import { annotate, type Staged } from "../../src/annotate/annotate";
import type { DatasetOptions } from "../../src/dataset/dataset";
import { openFormats, wishesOf } from "../../src/dataset/formats";
import { memorySink } from "../../src/dataset/memory";
import { encode } from "../../src/encode/encode";
import type { Surface } from "../../src/encode/ply";
import type { Sample } from "../../src/encode/sample";
import { labels as labelsSchema } from "../../src/recipe/labels";
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
  readonly dropped?: "omit" | "ignore";
  readonly partBytes?: number;
  readonly about?: DatasetOptions["about"];
  readonly cocoMasks?: "polygons" | "rle";
};

export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The sample of a fake, encoded as a worker does it. */
export function sampleOf(
  { frame, staged, spec }: Fake,
  { formats, layers = ["image"], minimumAreaPixels = 1, dropped = "omit" }: Omit<Wish, "classes">,
): Promise<Sample> {
  const wishes = wishesOf({ formats, layers, labels: labelsSchema.parse({ minimumAreaPixels, dropped }) });
  return encode(frame, staged.table, spec, annotate(frame, staged, spec, wishes.labels), wishes.layers);
}

/** All files of a dataset, as the export writes them. `loadPngEncoder` comes first. */
export async function datasetOf(fakes: readonly Fake[], wish: Wish): Promise<Files> {
  const sink = memorySink();
  const {
    formats,
    classes,
    layers = ["image"],
    splits = ["train", "val"],
    partBytes = 1e6,
    about = { version: "1.2.3" },
    cocoMasks = "polygons",
  } = wish;
  const dataset = openFormats(formats, {
    name: "fake",
    classes,
    splits,
    layers,
    partBytes,
    cocoMasks,
    about,
    meshOf: async () => boxMesh(),
    sink,
  });
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

/** A box of 0.8 x 1.6 x 2 metres that stands on the ground: what all fakes look like. */
function boxMesh(): Surface {
  const corners = Array.from({ length: 8 }, (_, at) => [at & 1 ? 0.4 : -0.4, at & 2 ? 1.6 : 0, at & 4 ? 1 : -1]);
  const quads = [
    [0, 1, 3, 2],
    [4, 6, 7, 5],
    [0, 4, 5, 1],
    [2, 3, 7, 6],
    [0, 2, 6, 4],
    [1, 5, 7, 3],
  ];
  return {
    positions: Float32Array.from(corners.flat()),
    normals: Float32Array.from(corners.flatMap(([x = 0, y = 0, z = 0]) => [Math.sign(x), Math.sign(y - 0.8), Math.sign(z)])),
    triangles: Uint32Array.from(quads.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d])),
  };
}

import type { LayerName, Sample } from "../encode/sample";
import { RecipeError } from "../errors";
import type { Recipe } from "../recipe/schema";
import { bop } from "./bop";
import { type CardFacts, cardMarkdown, cardTally } from "./card";
import { coco } from "./coco";
import { cocoKeypoints } from "./coco-keypoints";
import { cocoPanoptic } from "./coco-panoptic";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imagefolder } from "./imagefolder";
import { kitti } from "./kitti";
import { plainLayers } from "./layers";
import { mot } from "./mot";
import { pascalVoc } from "./pascal-voc";
import { inFolder } from "./sink";
import { utf8 } from "./text";
import { webdataset } from "./webdataset";
import { yoloDetect } from "./yolo-detect";
import { yoloObb } from "./yolo-obb";
import { yoloPose } from "./yolo-pose";
import { yoloSegment } from "./yolo-segment";

type FormatName = Recipe["formats"][number];

/** The formats that a dataset can be written in, by the name that recipes and the command line use. */
export const formats: Readonly<Record<FormatName, Format>> = {
  coco,
  "coco-panoptic": cocoPanoptic,
  "coco-keypoints": cocoKeypoints,
  "yolo-detect": yoloDetect,
  "yolo-segment": yoloSegment,
  "yolo-obb": yoloObb,
  "yolo-pose": yoloPose,
  "pascal-voc": pascalVoc,
  kitti,
  bop,
  mot,
  webdataset,
  imagefolder,
};

/** The pictures and labels to make for a recipe: those that it asks for and those that its formats consist of. */
export function wishesOf(recipe: Pick<Recipe, "layers" | "labels" | "formats">) {
  const wanted = recipe.formats.map((name) => formats[name]);
  const layers = wanted.flatMap(({ pictures }) => Object.keys(pictures) as LayerName[]);
  const kinds = wanted.flatMap(({ labels = [] }) => labels);
  return {
    layers: [...new Set<LayerName>([...recipe.layers, ...layers])],
    labels: { ...recipe.labels, include: [...new Set([...recipe.labels.include, ...kinds])] },
  };
}

/**
 * Opens a dataset in one or more formats. One format has the dataset for itself; several get a folder each, but for those that
 * share one. Pictures that belong to no format, and the SceneSpecs, stand beside them.
 */
export function openFormats(names: readonly FormatName[], options: DatasetOptions): Dataset & { facts(): CardFacts } {
  const folders = new Set(names.map((name) => formats[name].folder));
  const placeOf = (path: string, folder: string) => (folders.size > 1 ? `${folder}/${path}` : path);
  const open = names.map((name) => {
    const format = formats[name];
    const sink = folders.size > 1 ? inFolder(options.sink, format.folder) : options.sink;
    return { name, format, dataset: format.open({ ...options, sink }) };
  });
  const rest = plainLayers(options, open.every(({ format }) => format.holdsLayers) ? [] : options.layers);
  const tally = cardTally(
    options,
    open.map(({ format }) => format.title),
  );
  let lastIndex = -1;

  return {
    async add(sample) {
      const { index, spec } = sample;
      if (!options.splits.includes(spec.split))
        throw new Error(`Sample ${index} is in the split "${spec.split}". Known are: ${options.splits.join(", ")}.`);
      if (index <= lastIndex)
        throw new Error(`Sample ${index} came after sample ${lastIndex}. Samples are added in the order of their index.`);
      lastIndex = index;
      const pictures = open.flatMap(({ name, format }) =>
        picturesOf(name, format, sample).map(([path, bytes]) => [placeOf(path, format.folder), bytes] as const),
      );
      for (const [path, bytes] of new Map(pictures)) await options.sink.write(path, bytes);
      for (const { dataset } of open) await dataset.add(sample);
      await rest.add(sample);
      tally.add(sample);
    },
    async finish() {
      for (const { dataset } of open) await dataset.finish();
      await rest.finish();
      for (const [path, text] of cardsOf(names, tally.facts())) await options.sink.write(path, utf8(text));
    },
    facts: tally.facts,
  };
}

/** The cards of a dataset in these formats, by path. */
export function cardsOf(names: readonly FormatName[], facts: CardFacts): Map<string, string> {
  const folders = new Set(names.map((name) => formats[name].folder));
  const fronts = new Map([["README.md", ""]]);
  for (const { folder, frontMatter } of names.map((name) => formats[name]))
    if (frontMatter) fronts.set(folders.size > 1 ? `${folder}/README.md` : "README.md", frontMatter(facts));
  return new Map([...fronts].map(([path, front]) => [path, front + cardMarkdown(facts)]));
}

function picturesOf(name: FormatName, { pictures }: Format, sample: Sample): [path: string, bytes: Uint8Array<ArrayBuffer>][] {
  return (Object.keys(pictures) as LayerName[]).flatMap((layer) => {
    const path = pictures[layer]?.(sample);
    const bytes = sample.files[layer];
    if (path !== undefined && bytes !== undefined) return [[path, bytes]];
    const has = Object.keys(sample.files).join(", ") || "none";
    throw new RecipeError(`The ${name} format needs the layer "${layer}", but sample ${sample.index} has only: ${has}.`);
  });
}

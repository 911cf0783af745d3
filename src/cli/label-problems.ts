import { decode } from "fast-png";
import { type CocoImage, checkCoco, type IdPicture } from "../dataset/check-coco";
import { stem } from "../dataset/names";
import type { OpenedDataset } from "./opened-dataset";

/** What is wrong with the labels of a dataset of ours, a sentence each: boxes, areas and outlines against the masks, ids, and ranges of YOLO rows. */
export async function labelProblems(signal: AbortSignal, dataset: OpenedDataset): Promise<string[]> {
  const { paths, read, recipe } = dataset;
  const present = new Set(paths);
  const maskOf = async ({ split, index }: CocoImage): Promise<IdPicture | undefined> => {
    signal.throwIfAborted();
    const file = `masks/instance/${split}/${stem(index)}.png`;
    return present.has(file) ? decode(await read(file)) : undefined;
  };
  const problems: string[] = [];
  for (const file of paths.filter((one) => /(^|\/)annotations\/instances_[^/]+\.json$/.test(one))) {
    const found = await checkCoco((await read(file)).toString(), maskOf, recipe.labels.classes === undefined);
    problems.push(...found.map((problem) => `${file}: ${problem}`));
  }
  for (const file of paths.filter((one) => /(^|\/)labels\/[^/]+\/\d+\.txt$/.test(one)))
    problems.push(...yoloProblems((await read(file)).toString()).map((problem) => `${file}: ${problem}`));
  return problems;
}

/** Rows of a YOLO file: a class, then shares of the picture's sides. */
function yoloProblems(text: string): string[] {
  return text.split("\n").flatMap((line, at) => {
    if (line === "") return [];
    const [name = "", ...values] = line.split(" ").map(Number);
    const isRow = Number.isInteger(name) && Number(name) >= 0 && values.length >= 4;
    // The third number of each point of a pose is its visibility, up to 2.
    const isShare = values.every((value, n) => value >= 0 && value <= (values.length > 8 && n >= 4 && n % 3 === 0 ? 2 : 1));
    return isRow && isShare ? [] : [`row ${at + 1} is not a class and shares from 0 to 1`];
  });
}

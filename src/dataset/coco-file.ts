import type { CameraLabel, DroppedLabel } from "../annotate/labels";
import type { LaneLineLabel } from "../annotate/lane-lines";
import type { Sample } from "../encode/sample";
import { RecipeError } from "../errors";
import type { ClassSpec } from "../recipe/spec";
import { conditionsOf } from "../recipe/weather";
import type { DatasetOptions } from "./dataset";
import { imageName } from "./names";
import { heldText, textFile } from "./text";

/** One file of annotations, as all kinds of COCO files are built (https://cocodataset.org/#format-data). */
export type CocoFile = {
  /** Adds an image and its annotations, which may be none. */
  add(image: object, annotations: readonly object[]): Promise<void>;
  /** Completes the file. `categories` can be known as late as now. */
  close(categories: readonly object[]): Promise<void>;
};

/**
 * Starts a COCO file. Annotations are handed on as they come, so they stand first in it; the images, a short row each, are kept
 * until the end as text.
 */
export function cocoFile({ name, sink }: Pick<DatasetOptions, "name" | "sink">, path: string, split: string): CocoFile {
  const head = JSON.stringify({ info: infoOf(name, split), licenses });
  const file = textFile(sink, path, `${head.slice(0, -1)},\n"annotations":[\n`);
  const images = heldText();
  let isFirstImage = true;
  let isFirst = true;

  return {
    async add(image, annotations) {
      images.add(`${isFirstImage ? "" : ",\n"}${JSON.stringify(image)}`);
      isFirstImage = false;
      if (annotations.length === 0) return;
      await file.add(`${isFirst ? "" : ",\n"}${annotations.map((entry) => JSON.stringify(entry)).join(",\n")}`);
      isFirst = false;
    },
    async close(categories) {
      await file.add('\n],\n"images":[\n');
      for (const piece of images.pieces()) await file.add(piece);
      await file.add(`\n],\n"categories":${JSON.stringify(categories)}}\n`);
      await file.close();
    },
  };
}

/** The same file of rows that are there already. */
export function cocoText(rows: {
  readonly head: object;
  readonly annotations: readonly object[];
  readonly images: readonly object[];
  readonly categories: readonly unknown[];
}): string {
  const lines = (list: readonly object[]) => list.map((entry) => JSON.stringify(entry)).join(",\n");
  const { head, annotations, images, categories } = rows;
  const start = `${JSON.stringify(head).slice(0, -1)},\n"annotations":[\n${lines(annotations)}`;
  return `${start}\n],\n"images":[\n${lines(images)}\n],\n"categories":${JSON.stringify(categories)}}\n`;
}

/** The one licence that all images refer to. Some importers refuse a file without the section. */
const licenses = [{ id: 1, name: "Not stated", url: "" }] as const;

/** All fields that COCO names; what would tell the time is empty. */
function infoOf(name: string, split: string) {
  return { description: `${name}, ${split} split`, version: "1.0", year: 0, contributor: "", url: "", date_created: "" };
}

/** Image ids start at 1, and are the same in all shards of a dataset. */
export function imageId(index: number): number {
  return index + 1;
}

/** The row of an image. `file_name` is relative to `images/<split>`, as importers that find images by path expect. */
export function imageEntry(sample: Sample) {
  const { index, spec, labels } = sample;
  return {
    id: imageId(index),
    width: spec.image.width,
    height: spec.image.height,
    file_name: imageName(sample),
    license: 1,
    flickr_url: "",
    coco_url: "",
    date_captured: "",
    index,
    seed: spec.seed,
    split: spec.split,
    ...(spec.sequence && { video_id: spec.sequence.number + 1, frame_id: spec.sequence.frame, fps: spec.sequence.fps }),
    weather: conditionsOf(spec),
    camera: cameraEntry(labels.camera),
    ...(labels.laneLines && { lane_lines: labels.laneLines.map(laneLineEntry) }),
    ...(labels.dropped.length > 0 && { dropped: labels.dropped.map(droppedEntry) }),
  };
}

/** A painted line: metres to the millimetre, pixels to a hundredth. */
export function laneLineEntry({ role, kind, colour, widthMetres, dashMetres, world, ...seen }: LaneLineLabel) {
  return {
    role,
    kind,
    colour,
    width_metres: widthMetres,
    ...(dashMetres && { dash_metres: dashMetres }),
    world: world.map((point) => point.map((value) => Math.round(value * 1000) / 1000)),
    visibility: seen.visibility,
    image: hundredths(seen.image),
    visible: hundredths(seen.visible),
    visible_fraction: Math.round(seen.visibleFraction * 1e4) / 1e4,
  };
}

function hundredths(lines: LaneLineLabel["image"]) {
  return lines.map((line) => line.map((pixel) => pixel.map((value) => Math.round(value * 100) / 100)));
}

/** Something that can be seen, but less than the recipe's limits want. */
function droppedEntry({ instanceId, classId, boundingBox, areaPixels, reason }: DroppedLabel) {
  return { instance_id: instanceId, category_id: classId, bbox: boundingBox, area: areaPixels, reason };
}

/** K, extrinsics and, where the lens bends, OpenCV's coefficients. */
function cameraEntry({ intrinsics, worldToCamera, distortion }: CameraLabel) {
  return { intrinsics, world_to_camera: worldToCamera, ...(distortion && { distortion }) };
}

/** The things, 1 to N: category ids are class ids. */
export function thingsOf(classes: readonly ClassSpec[]): { id: number; name: string; supercategory: string }[] {
  const firstStuff = classes.findIndex((entry) => entry.kind === "stuff");
  const late = classes.find((entry, at) => entry.kind === "thing" && firstStuff >= 0 && at > firstStuff);
  if (late !== undefined) {
    throw new RecipeError(
      `The class "${late.name}" is a thing but comes after stuff. Things come first, so that their ids are 1 to N.`,
    );
  }
  const things = classes.filter((entry) => entry.kind === "thing");
  return things.map((entry, at) => ({ id: at + 1, name: entry.name, supercategory: entry.supercategory }));
}

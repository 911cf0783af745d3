/** What lists, filters and charts need to know of an image: a short row for each, kept beside the samples of a run. Plain JSON. */
import type { Box, InstanceLabel } from "../../annotate/labels";
import type { Sample } from "../../encode/sample";
import type { SceneSpec } from "../../recipe/spec";
import { conditionsOf } from "../../recipe/weather";

export type ObjectRow = {
  readonly class: string;
  readonly classId: number;
  readonly box: Box;
  readonly area: number;
  /** Share of the silhouette that is seen; known with the label `amodal` only. */
  readonly visible?: number;
  /** Share of the silhouette that lies beside the picture; likewise. */
  readonly truncation?: number;
  /** 0 in full view, 1 partly, 2 mostly hidden by other things; likewise. */
  readonly occlusion?: 0 | 1 | 2;
};

export type ImageRow = {
  readonly index: number;
  readonly split: string;
  readonly weather: string;
  readonly light: Light;
  readonly width: number;
  readonly height: number;
  /** Mean and standard deviation of the luma (ITU-R BT.709), as shares of white. */
  readonly brightness: number;
  readonly contrast: number;
  readonly objects: readonly ObjectRow[];
};

/** Where the light comes from, by the elevation of the sun; twilight ends when it is 12 degrees down (nautical twilight). */
export type Light = "day" | "low sun" | "twilight" | "night" | "lamps" | "panorama";

export type Look = Pick<ImageRow, "brightness" | "contrast">;

/** The row of a sample whose picture looks like this. */
export function rowOf({ index, spec, labels }: Pick<Sample, "index" | "spec" | "labels">, look: Look): ImageRow {
  const { width, height } = spec.image;
  return {
    index,
    split: spec.split,
    weather: conditionsOf(spec),
    light: lightOf(spec),
    width,
    height,
    ...look,
    objects: labels.instances.map(objectOf),
  };
}

function objectOf({ class: name, classId, boundingBox, areaPixels, amodal }: InstanceLabel): ObjectRow {
  const seen = amodal && { visible: amodal.visibleFraction, truncation: amodal.truncation, occlusion: amodal.occlusionLevel };
  return { class: name, classId, box: boundingBox, area: areaPixels, ...seen };
}

const LOW_DEGREES = 10;
const TWILIGHT_END_DEGREES = -12;

export function lightOf({ weather, room, environment }: Pick<SceneSpec, "weather" | "room" | "environment">): Light {
  if (environment) return "panorama";
  if (room) return "lamps";
  const elevation = weather.sunElevationDegrees;
  if (elevation >= LOW_DEGREES) return "day";
  if (elevation >= 0) return "low sun";
  return elevation >= TWILIGHT_END_DEGREES ? "twilight" : "night";
}

/** Brightness and contrast of a picture, from its RGBA bytes. */
export function lookOf(rgba: ArrayLike<number>): Look {
  const pixels = rgba.length / 4;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const luma = (0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0)) / 255;
    sum += luma;
    squares += luma * luma;
  }
  const mean = sum / pixels;
  const deviation = Math.sqrt(Math.max(0, squares / pixels - mean * mean));
  return { brightness: rounded(mean), contrast: rounded(deviation) };
}

/** Rows are read by the thousand; three digits are as many as a chart shows. */
function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}

import type { Labels } from "../annotate/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceTable } from "../scene/table";
import { depthPicture, instancePicture, semanticPicture } from "./masks";
import { colourPng, greyPng } from "./png";
import type { LayerName, Sample } from "./sample";

type EncodeLayer = (frame: Frame, table: InstanceTable) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

/** How each picture of a sample is made from a frame. */
const encoders = {
  image: ({ colour, width, height }) => colourPng(colour, width, height),
  instance: (frame, table) => greyPng(instancePicture(frame, table), frame.width, frame.height),
  semantic: (frame, table) => greyPng(semanticPicture(frame, table), frame.width, frame.height),
  depth: (frame) => greyPng(depthPicture(frame), frame.width, frame.height),
} satisfies Record<LayerName, EncodeLayer>;

/** Encodes the wanted layers of a frame as PNG files and puts them together with the labels and the spec. */
export async function encode(
  frame: Frame,
  table: InstanceTable,
  spec: SceneSpec,
  labels: Labels,
  layers: readonly LayerName[],
): Promise<Sample> {
  const files: { [layer in LayerName]?: Uint8Array<ArrayBuffer> } = {};
  for (const layer of layers) files[layer] = await encoders[layer](frame, table);
  return { index: spec.index, spec, labels, files };
}

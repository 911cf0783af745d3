import type { Labels } from "../annotate/labels";
import type { SeeThrough } from "../recipe/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { GBufferName } from "../scene/g-buffer-layout";
import type { InstanceTable } from "../scene/table";
import { exr } from "./exr";
import { floFile, flowOcclusion, flowOf, kittiFlow } from "./flow";
import { jpeg } from "./jpeg";
import { depthPicture, instancePicture, panopticPicture, semanticPicture, vocClassPicture, vocObjectPicture } from "./masks";
import { npy } from "./npy";
import { colourPng, greyLabelPng, greyPng, rgbLabelPng, rgbPng, vocPng } from "./png";
import { withSourceType } from "./provenance";
import type { LayerName, Sample } from "./sample";
import { albedoPicture, normalPicture, normalsOf, partPicture, positionsOf, rangesOf } from "./surfaces";

type Picture = { readonly frame: Frame; readonly table: InstanceTable; readonly spec: SceneSpec; readonly labels: Labels };
type EncodeLayer = (picture: Picture) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

/** How each picture of a sample is made from a frame. */
const encoders = {
  /** PNG, 8-bit RGBA, sRGB, or JPEG; says in its metadata that it is synthetic. */
  image: async ({ frame: { colour, width, height }, spec }) => {
    const { jpegQuality } = spec.image;
    const picture = jpegQuality === undefined ? colourPng(colour, width, height) : jpeg(colour, width, height, jpegQuality);
    return withSourceType(await picture, spec);
  },
  /** PNG, 16-bit grey: instance id of things, 0 elsewhere. */
  instance: ({ frame, table }) => greyLabelPng(instancePicture(frame, table), frame.width, frame.height),
  /** PNG, 8-bit grey: class id. */
  semantic: ({ frame, table }) => greyLabelPng(semanticPicture(frame, table), frame.width, frame.height),
  /** PNG, 16-bit grey: planar depth in centimetres, 0 where nothing is or farther than 655.35 m. */
  depth: ({ frame }) => greyPng(depthPicture(frame, "centimetres"), frame.width, frame.height),
  /** The same in millimetres, up to 65.535 m. */
  "depth-mm": ({ frame }) => greyPng(depthPicture(frame, "millimetres"), frame.width, frame.height),
  /** NumPy array of 32-bit floats: planar depth in metres, 0 where nothing is. */
  "depth-npy": ({ frame: { depth, width, height } }) => npy(depth, [height, width]),
  /** OpenEXR with the channel Y: the same. */
  "depth-exr": ({ frame: { depth, width, height } }) => exr(depth, width, height),
  /** NumPy array of 32-bit floats: distance from the camera along the ray in metres, 0 where nothing is. */
  "range-npy": ({ frame, spec }) => npy(rangesOf(frame, spec), [frame.height, frame.width]),
  /** NumPy array, height x width x 3, of 32-bit floats: the point of the world in metres, NaN where nothing is. */
  "position-npy": ({ frame, spec }) => npy(positionsOf(frame, spec), [frame.height, frame.width, 3]),
  /** PNG, 16-bit RGB: the normal in camera axes, 1 to 65535 for -1 to 1; 0 where nothing is. */
  normals: ({ frame, spec }) => rgbPng(normalPicture(normalsOf(frame, spec)), frame.width, frame.height),
  /** NumPy array, height x width x 3, of 32-bit floats: the same, 0 where nothing is. */
  "normals-npy": ({ frame, spec }) => npy(normalsOf(frame, spec), [frame.height, frame.width, 3]),
  /** PNG, 8-bit RGB, sRGB: base colour, black where nothing is. */
  albedo: ({ frame }) => rgbPng(albedoPicture(frame), frame.width, frame.height),
  /** PNG, 8-bit grey: number of the part, 0 for what has no name. */
  parts: ({ frame, table }) => greyLabelPng(partPicture(frame, table), frame.width, frame.height),
  /** Middlebury's .flo: how far each pixel moves until the next image, in pixels. */
  flow: ({ frame, spec }) => floFile(flowOf(frame, spec), frame.width, frame.height),
  /** The same as KITTI's PNG, 16-bit RGB, in 1/64 pixel. */
  "flow-kitti": ({ frame, spec }) => rgbPng(kittiFlow(flowOf(frame, spec)), frame.width, frame.height),
  /** PNG, 8-bit grey: 0 where the next image shows the same point, 128 where it lies beside it, 255 where something hides it. */
  "flow-occlusion": ({ frame, spec }) => greyLabelPng(flowOcclusion(flowOf(frame, spec), frame), frame.width, frame.height),
  /** PNG, 8-bit RGB: segment id of COCO panoptic, R + 256 G + 65536 B. */
  panoptic: ({ frame, table, labels }) => rgbLabelPng(panopticPicture(frame, table, labels), frame.width, frame.height),
  /** PNG with the palette of Pascal VOC: class id of labelled things, 0 elsewhere, 255 for things without a label. */
  "voc-classes": ({ frame, table, labels }) => vocPng(vocClassPicture(frame, table, labels), frame.width, frame.height),
  /** The same with the position among the labels, from 1. */
  "voc-objects": ({ frame, table, labels }) => vocPng(vocObjectPicture(frame, table, labels), frame.width, frame.height),
} satisfies Record<LayerName, EncodeLayer>;

/** What has to be drawn for a layer besides colour, ids and depth. */
const drawn: { readonly [layer in LayerName]?: readonly GBufferName[] } = {
  normals: ["normals"],
  "normals-npy": ["normals"],
  albedo: ["albedo"],
  parts: ["parts"],
  flow: ["motion-x", "motion-y", "motion-z"],
  "flow-kitti": ["motion-x", "motion-y", "motion-z"],
  "flow-occlusion": ["motion-x", "motion-y", "motion-z"],
};

/** What has to be drawn for these layers, and to see through glass, besides colour, ids and depth. */
export function gBufferFor(layers: readonly LayerName[], seeThrough: SeeThrough): GBufferName[] {
  const names = new Set(layers.flatMap((layer) => drawn[layer] ?? []));
  return seeThrough === "solid" ? [...names] : [...names, "behind"];
}

/** Encodes the wanted layers of a frame and puts them together with the labels and the spec. */
export async function encode(
  frame: Frame,
  table: InstanceTable,
  spec: SceneSpec,
  labels: Labels,
  layers: readonly LayerName[],
): Promise<Sample> {
  const files: { [layer in LayerName]?: Uint8Array<ArrayBuffer> } = {};
  for (const layer of layers) files[layer] = await encoders[layer]({ frame, table, spec, labels });
  return { index: spec.index, spec, labels, files };
}

/** The browser's side of the truth: renders specs as the pipeline does, and hands layers and labels to Node. */
import { annotate } from "../../src/annotate/annotate";
import type { Labels } from "../../src/annotate/labels";
import { normalsOf, partPicture, positionsOf } from "../../src/encode/surfaces";
import { type LabelKind, labelKinds } from "../../src/recipe/labels";
import type { SceneSpec } from "../../src/recipe/spec";
import { createGpu } from "../../src/render/gpu";
import { render } from "../../src/render/render";
import { build } from "../../src/scene/stage";

/** What the renderer says of a spec; layers are little-endian bytes in base64, row-major. */
export type Rendered = {
  readonly ids: string;
  readonly depth: string;
  readonly normals: string;
  readonly positions: string;
  readonly parts: string;
  readonly uneven: number;
  /** Cells of the rasterizer's grid along a side of a pixel. */
  readonly cells: number;
  readonly labels: Labels;
};

declare global {
  interface Window {
    renderSpec(specJson: string): Promise<Rendered>;
  }
}

/** SwiftShader has 4 bits for places within a pixel (`subPixelPrecisionBits`), GPUs have 8. */
const SOFTWARE_CELLS = 16;
const GPU_CELLS = 256;

const opening = createGpu();

window.renderSpec = async (specJson) => {
  const spec: SceneSpec = JSON.parse(specJson);
  const gpu = await opening;
  using stage = build(gpu.rig, spec);
  const frame = await render(gpu, stage, ["normals", "albedo", "parts"]);
  const include: readonly LabelKind[] = labelKinds;
  const labels = annotate(frame, stage, spec, { minimumAreaPixels: 1, include });
  const { normals, albedo } = frame.gBuffer ?? {};
  const uneven = frame.ids.filter((id, at) => [normals, albedo].some((layer) => (layer?.[at] !== 0) !== (id !== 0)));
  return {
    ids: base64(frame.ids),
    depth: base64(frame.depth),
    normals: base64(normalsOf(frame, spec)),
    positions: base64(positionsOf(frame, spec)),
    parts: base64(partPicture(frame, stage.table)),
    uneven: uneven.length,
    cells: gpu.adapter.software ? SOFTWARE_CELLS : GPU_CELLS,
    labels,
  };
};

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

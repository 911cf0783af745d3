import type { Silhouette } from "../camera/silhouette";
import type { GBuffer } from "./g-buffer";

/** What the GPU gave back: tightly packed arrays, row-major, row 0 at the top, one entry per pixel. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  /** sRGB, four bytes a pixel, alpha always 255. */
  readonly colour: Uint8ClampedArray<ArrayBuffer>;
  /** Instance ids: position in `SceneSpec.instances` + 1; 0 where nothing is. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Planar depth in metres, along the viewing axis (not the ray); 0 where nothing is. */
  readonly depth: Float32Array<ArrayBuffer>;
  /** Of the next image of a sequence, where flow was asked for: what hides what then. */
  readonly next?: Pick<Frame, "depth">;
  /** Normals, albedo, parts, motion and what is behind glass, where they were asked for. */
  readonly gBuffer?: GBuffer;
  /** Silhouettes of the things in the picture by instance id, where labels need them and the GPU draws them. */
  readonly silhouettes?: ReadonlyMap<number, Silhouette>;
  /** Of a frame whose ids look through see-through surfaces: the ids of the first surfaces. */
  readonly firstIds?: Uint32Array<ArrayBuffer>;
};

import accumulateCode from "../../shaders/accumulate.wgsl?raw";
import bendCode from "../../shaders/bend.wgsl?raw";
import lensCode from "../../shaders/lens.wgsl?raw";
import { lensOf } from "../camera/lens";
import type { Shot } from "../camera/shots";
import type { CameraSpec, ImageSpec } from "../recipe/spec";
import { computePipeline, dispatch } from "./compute";
import type { Drawn } from "./draw-shot";
import type { Picture } from "./target";

/** A picture in the making, and the camera that takes it. */
export type Exposure = { readonly picture: Picture; readonly camera: CameraSpec; readonly image: ImageSpec };

/** Brings what was drawn for the shots together in the picture. */
export type Gatherer = {
  /**
   * Records the adding of a shot to the picture. A shot of the first sub-frame replaces what was there, and gives the labels. Submit the
   * encoder before the next shot.
   */
  gather(encoder: GPUCommandEncoder, drawn: Drawn, exposure: Exposure, shot: Shot, first: boolean): void;
  dispose(): void;
};

/** Bytes of `Settings` in bend.wgsl, and of `Rows` in accumulate.wgsl. */
const BEND_BYTES = 160;
const ROWS_BYTES = 16;

/** Sides of a workgroup of bend.wgsl; one of accumulate.wgsl is a row. */
const GROUP = 8;

export function createGatherer(device: GPUDevice): Gatherer {
  const add = [
    computePipeline(device, "Gatherer.add", accumulateCode, { clear: 0 }),
    computePipeline(device, "Gatherer.replace", accumulateCode, { clear: 1 }),
  ] as const;
  const bend = [
    computePipeline(device, "Gatherer.bend", lensCode + bendCode, { first: 0 }),
    computePipeline(device, "Gatherer.bendFirst", lensCode + bendCode, { first: 1 }),
  ] as const;
  const uniform = (label: string, size: number) =>
    device.createBuffer({ label, size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const rowSettings = uniform("Gatherer.rows", ROWS_BYTES);
  const bendSettings = uniform("Gatherer.settings", BEND_BYTES);

  return {
    gather(encoder, { colour, ids, depth }, exposure, shot, first) {
      const { picture, camera, image } = exposure;
      const [from, to] = shot.rows;
      const at = first ? 1 : 0;
      const sum = { buffer: picture.sum };
      if (camera.distortion) {
        device.queue.writeBuffer(bendSettings, 0, bendValues(exposure, shot));
        const groups = [Math.ceil(image.width / GROUP), Math.ceil((to - from) / GROUP)] as const;
        const sources = [ids, depth, picture.ids, picture.depth].map((texture) => texture.createView());
        dispatch(device, encoder, bend[at], [colour.createView(), sum, { buffer: bendSettings }, ...sources], groups);
        return;
      }
      device.queue.writeBuffer(rowSettings, 0, new Uint32Array([from, to, image.width, 0]));
      dispatch(device, encoder, add[at], [colour.createView(), sum, { buffer: rowSettings }], [1, to - from]);
      if (!first) return;
      const size = [image.width, to - from];
      encoder.copyTextureToTexture({ texture: ids }, { texture: picture.ids, origin: [0, from] }, size);
      encoder.copyTextureToTexture({ texture: depth }, { texture: picture.depth, origin: [0, from] }, size);
    },
    dispose() {
      rowSettings.destroy();
      bendSettings.destroy();
    },
  };
}

/** `Settings` of bend.wgsl: its fields in order, with its padding. */
function bendValues({ camera, image }: Exposure, { face, rows, eye, jitter, texelJitter }: Shot): ArrayBuffer {
  const lens = lensOf(camera, image);
  const { distortion } = camera;
  const straight = distortion?.model === "brown-conrady";
  const [k1, k2, k3] = distortion ? [distortion.k1, distortion.k2, distortion.k3] : [0, 0, 0];
  const [p1, p2] = straight ? [distortion.p1, distortion.p2] : [0, 0];
  const k4 = distortion?.model === "kannala-brandt" ? distortion.k4 : 0;
  const farthest = straight ? Math.tan(lens.bending.reach) : lens.bending.reach;
  const [right, down, forward] = face.axes;
  const bytes = new ArrayBuffer(BEND_BYTES);
  const [floats, wholes] = [new Float32Array(bytes), new Int32Array(bytes)];
  floats.set([k1, k2, k3, k4, p1, p2, ...lens.centre, lens.focal], 0);
  wholes[9] = straight ? 1 : 0;
  floats[10] = farthest;
  floats.set([...jitter, ...texelJitter, ...eye, camera.aperture?.focusDistanceMetres ?? 1], 12);
  wholes[19] = face.side;
  floats.set([...right, face.focal, ...down], 20);
  wholes[27] = rows[0];
  floats.set(forward, 28);
  wholes[31] = rows[1];
  floats.set(face.centre, 32);
  wholes.set([face.width, face.height, image.width], 34);
  return bytes;
}

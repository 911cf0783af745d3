import developCode from "../../shaders/develop.wgsl?raw";
import developShotCode from "../../shaders/develop-shot.wgsl?raw";
import toneCode from "../../shaders/tone.wgsl?raw";
import { toneCurve } from "../scene/tone-curve";
import { computePipeline, dispatch } from "./compute";
import { developHalves } from "./develop-halves";
import type { Source } from "./readback";
import type { Picture } from "./target";

/** From the light of the sub-frames to an 8-bit picture, on the GPU. */
export type Developer = {
  /** Writes the mean of the picture's sum to its pixels, as packed sRGB bytes. */
  develop(encoder: GPUCommandEncoder, picture: Picture, subframes: number): void;
  /** The same for a picture that is one shot as it was drawn, without the way over the sum. Gives what is to be read back. */
  developShot(encoder: GPUCommandEncoder, colour: GPUTexture, picture: Picture): Source;
  dispose(): void;
};

/** Pixels for each workgroup of develop.wgsl: several for an invocation. */
const PIXELS_OF_GROUP = 64 * 8;
/** That WebGPU grants at the least. */
const MOST_GROUPS = 65_535;

/** Sides of a workgroup of develop-shot.wgsl. */
const GROUP = 8;

/** `software` says that the CPU does the work of the GPU: then a shot is developed while it is read. */
export function createDeveloper(device: GPUDevice, software: boolean): Developer {
  const tone = computePipeline(device, "Developer.develop", toneCode + developCode, toneCurve);
  const toneOfShot = computePipeline(device, "Developer.developShot", toneCode + developShotCode, toneCurve);
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const settings = device.createBuffer({ label: "Developer.settings", size: 16, usage });
  return {
    develop(encoder, { sum, pixels }, subframes) {
      const count = pixels.size / 4;
      const values = new ArrayBuffer(8);
      new Uint32Array(values)[0] = count;
      new Float32Array(values)[1] = subframes;
      device.queue.writeBuffer(settings, 0, values);
      const resources = [{ buffer: sum }, { buffer: settings }, { buffer: pixels }];
      dispatch(device, encoder, tone, resources, [Math.min(Math.ceil(count / PIXELS_OF_GROUP), MOST_GROUPS), 1]);
    },
    developShot(encoder, colour, { width, height, pixels }) {
      if (software) return { texture: colour, unpack: developHalves };
      device.queue.writeBuffer(settings, 0, new Uint32Array([width, height]));
      const resources = [colour.createView(), { buffer: settings }, { buffer: pixels }];
      dispatch(device, encoder, toneOfShot, resources, [Math.ceil(width / GROUP), Math.ceil(height / GROUP)]);
      return pixels;
    },
    dispose: () => settings.destroy(),
  };
}

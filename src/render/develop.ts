import developCode from "../../shaders/develop.wgsl?raw";
import { toneCurve } from "../scene/tone-curve";
import { computePipeline, dispatch } from "./compute";
import type { Picture } from "./target";

/** From the light of the sub-frames to an 8-bit picture, on the GPU. */
export type Developer = {
  /** Writes the mean of the picture's sum to its pixels, as packed sRGB bytes. */
  develop(encoder: GPUCommandEncoder, picture: Picture, subframes: number): void;
  dispose(): void;
};

export function createDeveloper(device: GPUDevice): Developer {
  const tone = computePipeline(device, "Developer.develop", developCode, toneCurve);
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const settings = device.createBuffer({ label: "Developer.settings", size: 16, usage });
  return {
    develop(encoder, { sum, pixels }, subframes) {
      const count = pixels.size / 4;
      const values = new ArrayBuffer(8);
      new Uint32Array(values)[0] = count;
      new Float32Array(values)[1] = subframes;
      device.queue.writeBuffer(settings, 0, values);
      const groups = Math.ceil(count / 64);
      const rows = Math.ceil(groups / 32_768);
      const resources = [{ buffer: sum }, { buffer: settings }, { buffer: pixels }];
      dispatch(device, encoder, tone, resources, [Math.ceil(groups / rows), rows]);
    },
    dispose: () => settings.destroy(),
  };
}

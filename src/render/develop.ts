import accumulateCode from "../../shaders/accumulate.wgsl?raw";
import developCode from "../../shaders/develop.wgsl?raw";
import { toneCurve } from "../scene/tone-curve";

/** From the light of the sub-frames to an 8-bit picture, on the GPU. */
export type Developer = {
  /** Adds a sub-frame to `sum`; the first one replaces what was there. */
  accumulate(encoder: GPUCommandEncoder, frame: GPUTexture, sum: GPUBuffer, first: boolean): void;
  /** Writes the mean of the sum to `pixels` as packed sRGB bytes. */
  develop(encoder: GPUCommandEncoder, sum: GPUBuffer, pixels: GPUBuffer, subframes: number): void;
};

export function createDeveloper(device: GPUDevice): Developer {
  const pipeline = (label: string, code: string, constants: Record<string, number> = {}) =>
    device.createComputePipeline({
      label,
      layout: "auto",
      compute: { module: device.createShaderModule({ label, code }), entryPoint: "main", constants },
    });
  const replace = pipeline("Developer.replace", accumulateCode, { clear: 1 });
  const add = pipeline("Developer.add", accumulateCode, { clear: 0 });
  const tone = pipeline("Developer.develop", developCode, toneCurve);
  const settings = device.createBuffer({
    label: "Developer.settings",
    size: 16,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });

  const dispatch = (
    encoder: GPUCommandEncoder,
    chosen: GPUComputePipeline,
    resources: GPUBindingResource[],
    x: number,
    y: number,
  ) => {
    const pass = encoder.beginComputePass({ label: chosen.label });
    pass.setPipeline(chosen);
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    pass.setBindGroup(0, device.createBindGroup({ label: chosen.label, layout: chosen.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(x, y);
    pass.end();
  };

  return {
    accumulate(encoder, frame, sum, first) {
      dispatch(
        encoder,
        first ? replace : add,
        [frame.createView(), { buffer: sum }],
        Math.ceil(frame.width / 8),
        Math.ceil(frame.height / 8),
      );
    },
    develop(encoder, sum, pixels, subframes) {
      const count = pixels.size / 4;
      const values = new ArrayBuffer(8);
      new Uint32Array(values)[0] = count;
      new Float32Array(values)[1] = subframes;
      device.queue.writeBuffer(settings, 0, values);
      const groups = Math.ceil(count / 64);
      const rows = Math.ceil(groups / 32_768);
      dispatch(encoder, tone, [{ buffer: sum }, { buffer: settings }, { buffer: pixels }], Math.ceil(groups / rows), rows);
    },
  };
}

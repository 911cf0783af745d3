import { onFirstUse } from "./first-use";

/** A compute pipeline that is compiled when it is first run. */
export type ComputePipeline = { readonly label: string; readonly compiled: () => GPUComputePipeline };

/** A compute pipeline whose entry point is `main`. */
export function computePipeline(
  device: GPUDevice,
  label: string,
  code: string,
  constants: Record<string, number> = {},
): ComputePipeline {
  const compiled = onFirstUse(() => {
    const module = device.createShaderModule({ label, code });
    return device.createComputePipeline({ label, layout: "auto", compute: { module, entryPoint: "main", constants } });
  });
  return { label, compiled };
}

/** Records one run of a pipeline over so many workgroups. The resources are bindings 0, 1, 2, ... of its group 0. */
export function dispatch(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  { label, compiled }: ComputePipeline,
  resources: readonly GPUBindingResource[],
  [x, y]: readonly [x: number, y: number],
): void {
  const pipeline = compiled();
  const entries = resources.map((resource, binding) => ({ binding, resource }));
  const pass = encoder.beginComputePass({ label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(x, y);
  pass.end();
}

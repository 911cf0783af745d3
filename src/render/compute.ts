/** A compute pipeline whose entry point is `main`. */
export function computePipeline(
  device: GPUDevice,
  label: string,
  code: string,
  constants: Record<string, number> = {},
): GPUComputePipeline {
  const module = device.createShaderModule({ label, code });
  return device.createComputePipeline({ label, layout: "auto", compute: { module, entryPoint: "main", constants } });
}

/** Records one run of a pipeline over so many workgroups. The resources are bindings 0, 1, 2, ... of its group 0. */
export function dispatch(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  resources: readonly GPUBindingResource[],
  [x, y]: readonly [x: number, y: number],
): void {
  const { label } = pipeline;
  const entries = resources.map((resource, binding) => ({ binding, resource }));
  const pass = encoder.beginComputePass({ label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(x, y);
  pass.end();
}

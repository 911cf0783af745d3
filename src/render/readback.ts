/** Brings textures and buffers of 4 bytes a pixel from the GPU to the CPU, without the padding that WebGPU wants between rows. */
export type Readback = {
  /** Records copies, submits the encoder, and gives the bytes in the order of `sources`, tightly packed. */
  read(encoder: GPUCommandEncoder, sources: readonly (GPUTexture | GPUBuffer)[]): Promise<ArrayBuffer[]>;
  dispose(): void;
};

const BYTES = 4;
const ROW_ALIGNMENT = 256;

/** Staging buffers are kept and used again for the next picture. */
export function createReadback(device: GPUDevice): Readback {
  const staging: (GPUBuffer | undefined)[] = [];
  const stagingFor = (slot: number, size: number): GPUBuffer => {
    const kept = staging[slot];
    if (kept?.size === size) return kept;
    kept?.destroy();
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const made = device.createBuffer({ label: `Readback.staging[${slot}]`, size, usage });
    staging[slot] = made;
    return made;
  };

  return {
    async read(encoder, sources) {
      const copies = sources.map((source, slot) => {
        if (source instanceof GPUBuffer) {
          const buffer = stagingFor(slot, source.size);
          encoder.copyBufferToBuffer(source, 0, buffer, 0, source.size);
          return { buffer, rowBytes: source.size, stride: source.size, rows: 1 };
        }
        const rowBytes = source.width * BYTES;
        const stride = Math.ceil(rowBytes / ROW_ALIGNMENT) * ROW_ALIGNMENT;
        const buffer = stagingFor(slot, stride * source.height);
        encoder.copyTextureToBuffer({ texture: source }, { buffer, bytesPerRow: stride }, [source.width, source.height]);
        return { buffer, rowBytes, stride, rows: source.height };
      });
      device.queue.submit([encoder.finish()]);
      await Promise.all(copies.map(({ buffer }) => buffer.mapAsync(GPUMapMode.READ)));
      return copies.map(({ buffer, rowBytes, stride, rows }) => {
        const mapped = new Uint8Array(buffer.getMappedRange());
        const packed = new Uint8Array(rowBytes * rows);
        for (let row = 0; row < rows; row++) packed.set(mapped.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
        buffer.unmap();
        return packed.buffer;
      });
    },
    dispose() {
      for (const buffer of staging) buffer?.destroy();
    },
  };
}

import type { Size } from "../camera/lens";

/** Brings textures and buffers of 4 bytes a pixel from the GPU to the CPU, without the padding that WebGPU wants between rows. */
export type Readback = {
  /**
   * Records copies and submits the encoder at once, and gives the bytes in the order of `sources`, tightly packed: of textures the upper left corner of
   * `size`, in texels.
   */
  read(encoder: GPUCommandEncoder, sources: readonly (GPUTexture | GPUBuffer)[], size: Size): Promise<ArrayBuffer[]>;
  dispose(): void;
};

const BYTES = 4;
const ROW_ALIGNMENT = 256;

/** Staging buffers that are kept for later pictures: two pictures are on their way at a time, with up to eight layers. */
const MOST_KEPT = 16;

/** Any number of reads can be on their way. Staging buffers are used again for the next picture. */
export function createReadback(device: GPUDevice): Readback {
  const free: GPUBuffer[] = [];
  const take = (size: number): GPUBuffer => {
    const at = free.findIndex((buffer) => buffer.size === size);
    const [kept] = at < 0 ? [] : free.splice(at, 1);
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    return kept ?? device.createBuffer({ label: "Readback.staging", size, usage });
  };
  const give = (buffer: GPUBuffer) => {
    free.push(buffer);
    if (free.length > MOST_KEPT) free.shift()?.destroy();
  };

  return {
    async read(encoder, sources, { width, height }) {
      const copies = sources.map((source) => {
        if (source instanceof GPUBuffer) {
          const buffer = take(source.size);
          encoder.copyBufferToBuffer(source, 0, buffer, 0, source.size);
          return { buffer, rowBytes: source.size, stride: source.size, rows: 1 };
        }
        const rowBytes = width * BYTES;
        const stride = Math.ceil(rowBytes / ROW_ALIGNMENT) * ROW_ALIGNMENT;
        const buffer = take(stride * height);
        encoder.copyTextureToBuffer({ texture: source }, { buffer, bytesPerRow: stride }, [width, height]);
        return { buffer, rowBytes, stride, rows: height };
      });
      device.queue.submit([encoder.finish()]);
      await Promise.all(copies.map(({ buffer }) => buffer.mapAsync(GPUMapMode.READ)));
      return copies.map(({ buffer, rowBytes, stride, rows }) => {
        const mapped = new Uint8Array(buffer.getMappedRange());
        const packed = new Uint8Array(rowBytes * rows);
        for (let row = 0; row < rows; row++) packed.set(mapped.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
        buffer.unmap();
        give(buffer);
        return packed.buffer;
      });
    },
    dispose() {
      for (const buffer of free) buffer.destroy();
    },
  };
}

import type { Size } from "../camera/lens";

/** Brings textures and buffers from the GPU to the CPU, without the padding that WebGPU wants between rows. */
export type Readback = {
  /**
   * Records copies and submits the encoder at once, and gives the bytes in the order of `sources`, tightly packed: of textures the upper left corner of
   * `size`, in texels.
   */
  read(encoder: GPUCommandEncoder, sources: readonly Source[], size: Size): Promise<ArrayBuffer[]>;
  dispose(): void;
};

export type Source = GPUTexture | GPUBuffer | Unpacked;

/** A texture whose rows become bytes in another way than by being put one after the other. */
export type Unpacked = { readonly texture: GPUTexture; readonly unpack: (rows: Rows) => ArrayBuffer };

/** Rows of texels in memory of the GPU: valid only while they are unpacked. Numbers are in bytes, `count` is that of the rows. */
export type Rows = {
  readonly memory: ArrayBuffer;
  readonly offset: number;
  readonly rowBytes: number;
  readonly stride: number;
  readonly count: number;
};

/** Bytes of a texel; all other formats that are read have four. */
const WIDE: { readonly [format in GPUTextureFormat]?: number } = { rgba16float: 8 };
const BYTES = 4;
const ALIGNMENT = 256;

/** Staging buffers that are kept for later pictures: two pictures are on their way at a time, with their G-buffers. */
const MOST_KEPT = 8;

/** Any number of reads can be on their way. Each has one staging buffer for all of its sources, which is used again for a later picture. */
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
    async read(encoder, sources, size) {
      let end = 0;
      const places = sources.map((source) => {
        const place = { ...layoutOf(source, size), offset: end };
        end += aligned(place.stride * place.count);
        return { source, place };
      });
      const staging = take(end);
      for (const { source, place } of places) {
        if (source instanceof GPUBuffer) encoder.copyBufferToBuffer(source, 0, staging, place.offset, place.rowBytes);
        else {
          const buffer = { buffer: staging, offset: place.offset, bytesPerRow: place.stride };
          encoder.copyTextureToBuffer({ texture: textureOf(source) }, buffer, [size.width, size.height]);
        }
      }
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const memory = staging.getMappedRange();
      const read = places.map(({ source, place }) => ("unpack" in source ? source.unpack : packed)({ memory, ...place }));
      staging.unmap();
      give(staging);
      return read;
    },
    dispose() {
      for (const buffer of free) buffer.destroy();
    },
  };
}

function layoutOf(source: Source, { width, height }: Size): Pick<Rows, "rowBytes" | "stride" | "count"> {
  if (source instanceof GPUBuffer) return { rowBytes: source.size, stride: source.size, count: 1 };
  const rowBytes = width * (WIDE[textureOf(source).format] ?? BYTES);
  return { rowBytes, stride: aligned(rowBytes), count: height };
}

function textureOf(source: GPUTexture | Unpacked): GPUTexture {
  return source instanceof GPUTexture ? source : source.texture;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function packed({ memory, offset, rowBytes, stride, count }: Rows): ArrayBuffer {
  // Rows without padding, as those of pictures 640 wide, are a single piece.
  if (stride === rowBytes) return memory.slice(offset, offset + rowBytes * count);
  const bytes = new Uint8Array(rowBytes * count);
  for (let row = 0; row < count; row++) bytes.set(new Uint8Array(memory, offset + row * stride, rowBytes), row * rowBytes);
  return bytes.buffer;
}

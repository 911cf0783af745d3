import { noiseTexture } from "../../src/scene/noise";

/** The tile that materials draw their detail from, as bytes; what is made of it is worked out here once more, in double precision. */
const levels = noiseTexture().mipmaps as readonly { readonly data: Uint8Array; readonly width: number }[];
const [RED, BLUE] = [0, 2];

/** Whether a leaf card is there: soft clouds 0.6 m wide and half of the cells 0.8 m wide together reach 0.44. */
export function leafIsThere(u: number, v: number, metresPerPixel: number): boolean {
  return value(u, v, 0.8, BLUE, metresPerPixel) / 2 + value(u, v, 0.6, RED, metresPerPixel) > 0.44;
}

/** A channel of the tile at a size, 0 to 1: the mipmap whose texels are nearest to the size of a pixel, between its four nearest texels. */
function value(u: number, v: number, tile: number, channel: number, metresPerPixel: number): number {
  const wanted = Math.max(0, Math.round(Math.log2((metresPerPixel / tile) * 256)));
  const level = levels[Math.min(wanted, levels.length - 1)];
  if (!level) throw new Error("The tile has no mipmaps");
  const { width, data } = level;
  const [x, y] = [(u / tile) * width - 0.5, (v / tile) * width - 0.5];
  const texel = (dx: number, dy: number) => {
    const column = (((Math.floor(x) + dx) % width) + width) % width;
    const row = (((Math.floor(y) + dy) % width) + width) % width;
    return (data[(row * width + column) * 4 + channel] ?? 0) / 255;
  };
  const [sx, sy] = [x - Math.floor(x), y - Math.floor(y)];
  return (texel(0, 0) * (1 - sx) + texel(1, 0) * sx) * (1 - sy) + (texel(0, 1) * (1 - sx) + texel(1, 1) * sx) * sy;
}

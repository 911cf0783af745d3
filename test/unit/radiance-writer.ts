/** Writes Radiance pictures (.hdr), as a program of the user's would. */

export type Texel = readonly [red: number, green: number, blue: number];

/** A shared exponent for three numbers, with the mantissas rounded: the reader adds half a step. */
function rgbe(texel: Texel): number[] {
  const most = Math.max(...texel);
  if (most < 1e-32) return [0, 0, 0, 0];
  const exponent = Math.ceil(Math.log2(most * (256 / 255)));
  return [...texel.map((value) => Math.min(255, Math.max(0, Math.round(value / 2 ** (exponent - 8) - 0.5)))), exponent + 128];
}

/** The file; `texel` gives the light at column x and row y, counted from the top left. Run-length encoded where `packed`. */
export function radianceFile(
  width: number,
  height: number,
  texel: (x: number, y: number) => Texel,
  packed = false,
): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(`#?RADIANCE\n# A test.\nFORMAT=32-bit_rle_rgbe\n\n-Y ${height} +X ${width}\n`);
  const rows = Array.from({ length: height }, (_, y) => {
    const texels = Array.from({ length: width }, (_, x) => rgbe(texel(x, y)));
    return packed ? packedRow(texels) : texels.flat();
  });
  return Uint8Array.from([...header, ...rows.flat()]);
}

/** Runs of equal bytes, and literal pieces of at most 128. */
function packedRow(texels: readonly number[][]): number[] {
  const bytes = [2, 2, texels.length >> 8, texels.length & 255];
  for (let plane = 0; plane < 4; plane++) {
    const values = texels.map((texel) => texel[plane] ?? 0);
    for (let at = 0; at < values.length; ) {
      let run = 1;
      while (run < 127 && values[at + run] === values[at]) run++;
      if (run > 2) {
        bytes.push(128 + run, values[at] ?? 0);
        at += run;
        continue;
      }
      const piece = values.slice(at, at + 2);
      bytes.push(piece.length, ...piece);
      at += piece.length;
    }
  }
  return bytes;
}

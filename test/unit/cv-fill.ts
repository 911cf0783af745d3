/**
 * Fills one polygon of whole pixel numbers as OpenCV's fillPoly is documented to: even-odd inside, and the line itself, drawn with
 * eight neighbours. Row-major, 1 where it is filled.
 */
export function cvFill(points: readonly (readonly [number, number])[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  const edges = points.map((from, at) => [from, points[(at + 1) % points.length] ?? from] as const);
  for (let y = 0; y < height; y++) {
    const crossings = edges.flatMap(([[ax, ay], [bx, by]]) =>
      ay <= y !== by <= y ? [ax + ((y - ay) * (bx - ax)) / (by - ay)] : [],
    );
    for (let x = 0; x < width; x++) if (crossings.filter((crossing) => crossing < x).length % 2 === 1) mask[y * width + x] = 1;
  }
  for (const [from, to] of edges) for (const [x, y] of linePixels(from, to)) mask[y * width + x] = 1;
  return mask;
}

/** The pixels of a line (Bresenham). */
export function linePixels([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): [number, number][] {
  const steps = Math.max(Math.abs(bx - ax), Math.abs(by - ay), 1);
  return Array.from({ length: steps + 1 }, (_, at) => [
    Math.round(ax + ((bx - ax) * at) / steps),
    Math.round(ay + ((by - ay) * at) / steps),
  ]);
}

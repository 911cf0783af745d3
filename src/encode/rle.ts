import type { Box } from "../annotate/labels";
import { fillPolygons } from "./fill";

/** Run lengths of a whole picture as COCO has them: column by column, beginning with those outside. `size` is [height, width]. */
export type RunLengths = { readonly size: readonly [height: number, width: number]; readonly counts: readonly number[] };

/** The run lengths of outlines along pixel edges, as labels have them. */
export function runLengths(
  polygons: readonly (readonly number[])[],
  box: Box,
  { width, height }: { readonly width: number; readonly height: number },
): RunLengths {
  const [left, top, columns, rows] = box;
  const { cells } = fillPolygons(polygons, box);
  const counts: number[] = [];
  let [value, run] = [0, left * height];
  const put = (next: number, length: number) => {
    if (length === 0) return;
    if (next === value) {
      run += length;
      return;
    }
    counts.push(run);
    [value, run] = [next, length];
  };
  for (let x = 0; x < columns; x++) {
    put(0, top);
    for (let y = 0; y < rows; y++) put(cells[y * columns + x] ?? 0, 1);
    put(0, height - top - rows);
  }
  put(0, (width - left - columns) * height);
  return { size: [height, width], counts: [...counts, run] };
}

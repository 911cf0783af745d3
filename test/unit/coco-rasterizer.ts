/**
 * Fills one polygon as pycocotools does (cocodataset/cocoapi, common/maskApi.c, rleFrPoly; written anew from its algorithm):
 * the outline is drawn on a grid five times finer; where it crosses the centre of a pixel column, the column's fill flips from
 * that row on. Several polygons of one annotation are a union. The mask is row-major, 1 inside.
 */
export function cocoMask(polygons: readonly (readonly number[])[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const polygon of polygons) fillColumns(mask, columnCrossings(polygon, width, height), width, height);
  return mask;
}

const SCALE = 5;

type Point = readonly [x: number, y: number];

/** Positions `x * height + y` in column-major order at which the fill flips; a column's crossings may overflow into the next. */
function columnCrossings(polygon: readonly number[], width: number, height: number): number[] {
  const outline = fineOutline(polygon);
  const crossings: number[] = [];
  outline.forEach(([x, y], at) => {
    const before = outline[at - 1];
    if (before === undefined || before[0] === x) return;
    const column = (Math.min(x, before[0]) + 0.5) / SCALE - 0.5;
    if (!Number.isInteger(column) || column < 0 || column > width - 1) return;
    const row = (Math.min(y, before[1]) + 0.5) / SCALE - 0.5;
    crossings.push(column * height + Math.ceil(Math.min(Math.max(row, 0), height)));
  });
  return crossings;
}

function fineOutline(polygon: readonly number[]): Point[] {
  const corners: Point[] = [];
  for (let at = 0; at < polygon.length; at += 2) {
    corners.push([Math.trunc(SCALE * (polygon[at] ?? 0) + 0.5), Math.trunc(SCALE * (polygon[at + 1] ?? 0) + 0.5)]);
  }
  return corners.flatMap((corner, at) => fineSegment(corner, corners[(at + 1) % corners.length] ?? corner));
}

/** All fine points of a segment. It is always drawn from its smaller end, so that both directions give the same points. */
function fineSegment(from: Point, to: Point): Point[] {
  const alongX = Math.abs(to[0] - from[0]) >= Math.abs(to[1] - from[1]);
  const [main, other] = alongX ? ([0, 1] as const) : ([1, 0] as const);
  const backwards = from[main] > to[main];
  const [low, high] = backwards ? [to, from] : [from, to];
  const length = high[main] - low[main];
  const slope = length === 0 ? 0 : (high[other] - low[other]) / length;
  const points = Array.from({ length: length + 1 }, (_, step): Point => {
    const across = Math.trunc(low[other] + slope * step + 0.5);
    return alongX ? [low[0] + step, across] : [across, low[1] + step];
  });
  return backwards ? points.reverse() : points;
}

function fillColumns(mask: Uint8Array, crossings: readonly number[], width: number, height: number): void {
  const order = [...crossings, width * height].sort((a, b) => a - b);
  for (let run = 0; run + 1 < order.length; run += 2) {
    for (let at = order[run] ?? 0; at < (order[run + 1] ?? 0); at++) mask[(at % height) * width + Math.floor(at / height)] = 1;
  }
}

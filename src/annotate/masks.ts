import type { Region } from "../camera/silhouette";
import type { Frame } from "../render/frame";

/**
 * The pixels of one instance inside its box, with a border of one empty pixel, and the unit walls between pixels.
 * Corner (x, y) is the top-left corner of cell (x, y), so both share one index, `y * stride + x`.
 */
type Grid = {
  readonly stride: number;
  /** 1 where the cell shows the instance. */
  readonly cells: Uint8Array;
  /** 1 where a slit runs from corner (x, y) down to corner (x, y + 1). */
  readonly slits: Uint8Array;
};

/** Directions in clockwise order (y points down), so `(direction + 1) & 3` turns right. */
const RIGHT = 0;
const DOWN = 1;
const LEFT = 2;

/**
 * The exact outline of one instance, traced along pixel edges with integer corners: pixel (0, 0) covers [0, 1]². Each
 * 4-connected part is one ring of flat [x1, y1, x2, y2, ...], clockwise, not closed, without collinear points, never fewer than
 * four corners. A hole is joined to its ring by a vertical slit that is walked down and up again. Filling the rings, by the
 * even-odd or the non-zero rule or with pycocotools, gives back exactly the mask.
 *
 * A slit counts as one more wall between two pixels. The walk then needs no special case for holes: it keeps the part on its
 * right hand, and goes round a hole when it comes to the slit.
 */
export function tracePolygons(frame: Pick<Frame, "width" | "ids">, id: number, region: Region): number[][] {
  const grid = cutOut(frame, id, region);
  cutSlits(grid);
  const { stride, cells } = grid;
  const seen = new Uint8Array(cells.length);
  const rings: number[][] = [];
  for (let corner = stride; corner < cells.length; corner++) {
    if (cells[corner] === 0 || cells[corner - stride] === 1 || seen[corner] === 1) continue;
    const ring: number[] = [];
    const addCorner = (at: number) => {
      ring.push((at % stride) - 1 + region.left, Math.floor(at / stride) - 1 + region.top);
    };
    walk(grid, corner, RIGHT, seen, addCorner);
    rings.push(ring);
  }
  return rings;
}

function cutOut({ width, ids }: Pick<Frame, "width" | "ids">, id: number, region: Region): Grid {
  const stride = region.right - region.left + 2;
  const rows = region.bottom - region.top + 2;
  const cells = new Uint8Array(stride * rows);
  for (let y = region.top; y < region.bottom; y++) {
    const shift = (y - region.top + 1) * stride + 1 - region.left;
    for (let x = region.left; x < region.right; x++) if (ids[y * width + x] === id) cells[shift + x] = 1;
  }
  return { stride, cells, slits: new Uint8Array(stride * rows) };
}

/**
 * Cuts a slit from the top-left corner of every hole straight up to the next outline. Corners are met row by row, so the first
 * unseen edge of an outline is its topmost: the instance is below it on an outer outline, and above it on a hole.
 */
function cutSlits(grid: Grid): void {
  const { stride, cells, slits } = grid;
  const seen = new Uint8Array(cells.length);
  const holes: number[] = [];
  for (let corner = stride; corner < cells.length; corner++) {
    if (cells[corner] === cells[corner - stride] || seen[corner] === 1) continue;
    const isHole = cells[corner] === 0;
    if (isHole) holes.push(corner);
    // The edge of a hole runs leftwards, from its right end.
    walk(grid, isHole ? corner + 1 : corner, isHole ? LEFT : RIGHT, seen, () => {});
  }
  for (const hole of holes) {
    let corner = hole;
    do {
      corner -= stride;
      slits[corner] = 1;
    } while (!hasHorizontalEdge(grid, corner));
  }
}

function hasHorizontalEdge({ stride, cells }: Grid, corner: number): boolean {
  return cells[corner] !== cells[corner - stride] || cells[corner - 1] !== cells[corner - 1 - stride];
}

/**
 * Walks once round an outline, with the instance on the right hand, marks the horizontal edges that it passes (by their left
 * corner) and reports every corner where it turns. Turning right first keeps parts that touch at a corner only apart.
 */
function walk(grid: Grid, start: number, heading: number, seen: Uint8Array, addCorner: (corner: number) => void): void {
  const { stride } = grid;
  const steps = [1, stride, -1, -stride] as const;
  let corner = start;
  let direction = heading;
  do {
    if (direction === RIGHT) seen[corner] = 1;
    corner += steps[direction] ?? 0;
    if (direction === LEFT) seen[corner] = 1;
    const next = turn(grid, corner, direction);
    if (next !== direction) addCorner(corner);
    direction = next;
  } while (corner !== start || direction !== heading);
}

/** The rightmost way on: right, straight ahead or left. A wall never ends in the open, so nothing else is left. */
function turn(grid: Grid, corner: number, direction: number): number {
  for (let quarter = 1; quarter >= 0; quarter--) {
    const way = (direction + quarter) & 3;
    if (isWall(grid, corner, way)) return way;
  }
  return (direction + 3) & 3;
}

/** Is there an edge of the instance, or a slit, from this corner in this direction? */
function isWall({ stride, cells, slits }: Grid, corner: number, direction: number): boolean {
  switch (direction) {
    case RIGHT:
      return cells[corner] !== cells[corner - stride];
    case LEFT:
      return cells[corner - 1] !== cells[corner - 1 - stride];
    case DOWN:
      return cells[corner] !== cells[corner - 1] || slits[corner] === 1;
    default:
      return cells[corner - stride] !== cells[corner - stride - 1] || slits[corner - stride] === 1;
  }
}

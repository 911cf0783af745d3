import type { Frame } from "../render/frame";

/** A point of the picture and the inverse of its planar depth, 1/m: along a straight line in space all three change in proportion. */
export type DeepPixel = readonly [u: number, v: number, nearness: number];

/** So much nearer than a point on the ground what the picture shows there has to be to hide it: metres, and as a share of its depth. */
const BEFORE = { metres: 0.02, share: 0.01 } as const;

/**
 * True for a point that can be seen: at one of the four pixel centres round it, the frame shows nothing clearly nearer. All four count, since the depth of
 * ground changes fast from row to row.
 */
export function shows({ width, height, depth }: Pick<Frame, "width" | "height" | "depth">, [u, v, nearness]: DeepPixel): boolean {
  const limit = (1 - BEFORE.share) / nearness - BEFORE.metres;
  const [left, top] = [Math.floor(u - 0.5), Math.floor(v - 0.5)];
  return [0, 1, 2, 3].some((corner) => {
    const x = Math.min(width - 1, Math.max(0, left + (corner % 2)));
    const y = Math.min(height - 1, Math.max(0, top + (corner >> 1)));
    const shown = depth[y * width + x] ?? 0;
    return shown === 0 || shown >= limit;
  });
}

/** The parts of a polyline that can be seen, looked at in steps of a pixel at most. */
export function partsSeen(frame: Frame, line: readonly DeepPixel[]): DeepPixel[][] {
  const parts: DeepPixel[][] = [];
  let open: DeepPixel[] | undefined;
  for (const [at, to] of line.slice(1).entries()) {
    const from = line[at] ?? to;
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let step = 0; step < steps; step++) {
      if (!shows(frame, mixed(from, to, (step + 0.5) / steps))) {
        open = undefined;
        continue;
      }
      if (!open) {
        open = [mixed(from, to, step / steps)];
        parts.push(open);
      } else if (step > 0) open.pop();
      // Within a segment the end moves on; at its beginning there is a corner, which stays.
      open.push(mixed(from, to, (step + 1) / steps));
    }
  }
  return parts;
}

function mixed(from: DeepPixel, to: DeepPixel, share: number): DeepPixel {
  const along = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * share;
  return [along(0), along(1), along(2)];
}

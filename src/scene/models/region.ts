import { ShapeUtils, Vector2 } from "three";
import { z } from "zod";
import { onPath, type Point, pathSchema, stationsBetween } from "../path";
import type { Bounds } from "./model";
import { type Surface, vertex } from "./sketch";

const point = z.tuple([z.number(), z.number()]).readonly();

/** Schema of a level area: strips along a path, or the inside of an outline. */
export const regionSchema = z.union([
  z.strictObject({
    path: pathSchema,
    strips: z
      .array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly())
      .min(1)
      .readonly()
      .describe("[from, to, left, right]: stations and offsets in metres"),
  }),
  z.strictObject({ corners: z.array(point).min(3).readonly().describe("[x, z] in metres, in any turning") }),
]);

/** A level area, in metres. */
export type Region = z.output<typeof regionSchema>;

/** Adds an area that looks up; texture coordinates are its place on the ground, so that areas that touch look like one. */
export function addRegion(surface: Surface, region: Region, height: number): void {
  if ("corners" in region) {
    addPolygon(surface, region.corners, height);
    return;
  }
  for (const [from, to, left, right] of region.strips) {
    const rows = stationsBetween(region.path, from, to, Math.max(Math.abs(left), Math.abs(right))).map((s) =>
      [left, right].map((t) => {
        const { x, z } = onPath(region.path, s, t);
        return vertex(surface, [x, height, z], [0, 1, 0], x, z);
      }),
    );
    for (const [at, [c = 0, d = 0]] of rows.slice(1).entries()) {
      const [a = 0, b = 0] = rows[at] ?? [];
      surface.indices.push(a, b, d, a, d, c);
    }
  }
}

/** The box around areas, flat at height 0. */
export function regionBounds(regions: readonly Region[]): Bounds {
  const points = regions.flatMap((region) => ("corners" in region ? region.corners : stripPoints(region)));
  const reach = (axis: 0 | 1, pick: (...values: number[]) => number, start: number) =>
    points.reduce((most, corner) => pick(most, corner[axis]), start);
  return {
    min: [reach(0, Math.min, Infinity), 0, reach(1, Math.min, Infinity)],
    max: [reach(0, Math.max, -Infinity), 0, reach(1, Math.max, -Infinity)],
  };
}

function stripPoints({ path, strips }: Extract<Region, { path: unknown }>): readonly Point[] {
  return strips.flatMap(([from, to, left, right]) =>
    stationsBetween(path, from, to, Math.max(Math.abs(left), Math.abs(right))).flatMap((s) =>
      [left, right].map((t): Point => {
        const { x, z } = onPath(path, s, t);
        return [x, z];
      }),
    ),
  );
}

/** Triangles of an outline that may have dents (ear clipping). */
function addPolygon(surface: Surface, corners: readonly Point[], height: number): void {
  const outline = corners.map(([x, z]) => new Vector2(x, z));
  // Seen from above x goes right and z down, which turns areas with a positive sign clockwise.
  if (ShapeUtils.isClockWise(outline)) outline.reverse();
  const first = outline.map(({ x, y }) => vertex(surface, [x, height, y], [0, 1, 0], x, y))[0] ?? 0;
  for (const [a = 0, b = 0, c = 0] of ShapeUtils.triangulateShape(outline, []))
    surface.indices.push(first + a, first + c, first + b);
}

import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Sketch, type Surface, sketch } from "./sketch";

const parameters = z.strictObject({
  width: z.number().min(12).max(200).describe("Along the rows of bays, metres"),
  length: z.number().min(16).max(200).describe("Across the rows, metres"),
  bayWidth: z.number().min(2.2).max(3.5),
  bayLength: z.number().min(4.5).max(6),
  aisle: z.number().min(5).max(9).describe("Width of the lane between two rows, metres"),
  colour,
  paintColour: colour,
});

/** The parameters of a parking lot. */
export type ParkingLot = z.output<typeof parameters>;

/** A bay in the lot's own space: its middle, and the heading of a car that drove in. */
export type Bay = { readonly x: number; readonly z: number; readonly headingDegrees: number };

const LINE = 0.12;
const PAINT = 0.006;
const ISLAND = 0.12;
/** Free lane at both ends of the rows. */
const END = 6;

/** Asphalt with rows of marked bays, two to a lane, and kerbed islands at the ends of the rows. */
export const parkingLot: Model<ParkingLot> = {
  parameters,
  vary: (random: Random) => ({
    width: uniform(random, 40, 80),
    length: uniform(random, 34, 70),
    bayWidth: uniform(random, 2.4, 2.7),
    bayLength: uniform(random, 4.9, 5.2),
    aisle: uniform(random, 6, 7),
    colour: pick(random, ["#5b5c60", "#66676a", "#74747a", "#525357"]),
    paintColour: pick(random, ["#e8e8e2", "#e8e8e2", "#e0c860"]),
  }),
  bounds: ({ width, length }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, ISLAND, length / 2] }),
  build(lot) {
    const { on, parts } = sketch();
    const [x, z] = [lot.width / 2, lot.length / 2];
    level(on("asphalt", lot.colour), -x, x, -z, z, 0);
    const paint = on("marking", lot.paintColour);
    const { first, count } = bayColumns(lot);
    for (const { near, far, aisle } of moduleLines(lot)) {
      for (let at = 0; at <= count; at++) {
        const line = first + at * lot.bayWidth;
        level(paint, line - LINE / 2, line + LINE / 2, near, near + lot.bayLength, PAINT);
        level(paint, line - LINE / 2, line + LINE / 2, far - lot.bayLength, far, PAINT);
      }
      const end = first + count * lot.bayWidth;
      level(paint, first, end, far - LINE / 2, far + LINE / 2, PAINT);
      arrows(paint, first, end, aisle);
      for (const [start, stop] of [
        [near, near + lot.bayLength],
        [far - lot.bayLength, far],
      ] as const) {
        island(on, first - 1.6, first - 0.2, start, stop);
        island(on, end + 0.2, end + 1.6, start, stop);
      }
    }
    return parts();
  },
};

/** The bays of a lot, row by row. */
export function parkingBays(lot: ParkingLot): readonly Bay[] {
  const { first, count } = bayColumns(lot);
  return moduleLines(lot).flatMap(({ near, far }) =>
    [near + lot.bayLength / 2, far - lot.bayLength / 2].flatMap((z, row) =>
      Array.from({ length: count }, (_, at): Bay => ({ x: first + (at + 0.5) * lot.bayWidth, z, headingDegrees: row * 180 })),
    ),
  );
}

/** Where the rows begin, and how many bays they have. */
function bayColumns({ width, bayWidth }: ParkingLot): { readonly first: number; readonly count: number } {
  const count = Math.max(1, Math.floor((width - 2 * END) / bayWidth));
  return { first: (-count * bayWidth) / 2, count };
}

/** Outer edges of each pair of rows with the lane between them, and the middle of that lane. */
function moduleLines({ length, bayLength, aisle }: ParkingLot) {
  const depth = 2 * bayLength + aisle;
  const count = Math.max(1, Math.floor((length - 0.4) / depth));
  return Array.from({ length: count }, (_, at) => {
    const near = (at - count / 2) * depth;
    return { near, far: near + depth, aisle: near + depth / 2 };
  });
}

/** Arrows on the lane, one every 18 m. */
function arrows(paint: Surface, from: number, to: number, z: number): void {
  for (let x = from + 6; x < to - 4; x += 18) {
    level(paint, x, x + 1.6, z - 0.1, z + 0.1, PAINT);
    polygon(paint, [x + 1.6, PAINT, z + 0.4], [x + 2.6, PAINT, z], [x + 1.6, PAINT, z - 0.4]);
  }
}

function island(on: Sketch["on"], x0: number, x1: number, z0: number, z1: number): void {
  box(on("concrete", "#b8b4ac"), [x0, 0, z0 + 0.2], [x1, ISLAND - 0.01, z1 - 0.2], ["bottom"]);
  level(on("grass", "#6f8248"), x0 + 0.15, x1 - 0.15, z0 + 0.35, z1 - 0.35, ISLAND);
}

function level(surface: Surface, x0: number, x1: number, z0: number, z1: number, y: number): void {
  polygon(surface, [x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]);
}

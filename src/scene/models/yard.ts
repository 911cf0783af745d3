import { z } from "zod";
import { colour } from "./colour";
import type { Model } from "./model";
import { box, polygon, type Surface, sketch } from "./sketch";

const rectangle = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();
const parameters = z.strictObject({
  material: z.enum(["paving", "concrete", "asphalt", "grass", "soil", "wood"]),
  colour,
  height: z.number().min(0).max(0.5).describe("Of the surface over the ground, metres"),
  areas: z.array(rectangle).min(1).readonly().describe("Rectangles: [x, z, width, length], x and z of the middle, metres"),
});

/** Flat rectangles with edges on level ground: driveways, terraces, garden paths, beds. */
export const yard: Model<z.output<typeof parameters>> = {
  parameters,
  vary: () => ({ material: "paving", colour: "#b3ada3", height: 0.03, areas: [[0, 0, 4, 6]] }),
  bounds: ({ areas, height }) => ({
    min: [
      Math.min(...areas.map(([x, , width]) => x - width / 2)),
      0,
      Math.min(...areas.map(([, z, , length]) => z - length / 2)),
    ],
    max: [
      Math.max(...areas.map(([x, , width]) => x + width / 2)),
      height,
      Math.max(...areas.map(([, z, , length]) => z + length / 2)),
    ],
  }),
  build({ material, colour, height, areas }) {
    const { on, parts } = sketch();
    for (const [x, z, width, length] of areas) {
      box(
        on(material === "soil" ? "crop" : material, colour),
        [x - width / 2, 0, z - length / 2],
        [x + width / 2, height, z + length / 2],
        ["bottom"],
      );
    }
    return parts();
  },
};

const kerbParameters = z.strictObject({
  width: z.number().min(4).max(400).describe("Outer size along x, metres"),
  length: z.number().min(4).max(400).describe("Outer size along z, metres"),
  path: z.number().min(0.5).max(10).describe("Width of the sidewalk, metres"),
  height: z.number().min(0.03).max(0.25),
  colour,
  kerbColour: colour,
});

const KERB = 0.2;

/** The sidewalk round a block, with its kerb; inside it is open. */
export const walkway: Model<z.output<typeof kerbParameters>> = {
  parameters: kerbParameters,
  vary: () => ({ width: 60, length: 40, path: 2.5, height: 0.12, colour: "#a5a29c", kerbColour: "#b4b2ac" }),
  bounds: ({ width, length, height }) => ({ min: [-width / 2, 0, -length / 2], max: [width / 2, height, length / 2] }),
  build({ width, length, path, height, colour, kerbColour }) {
    const { on, parts } = sketch();
    const [x, z] = [width / 2, length / 2];
    const kerb = on("concrete", kerbColour);
    polygon(kerb, [x, 0, -z], [-x, 0, -z], [-x, height, -z], [x, height, -z]);
    polygon(kerb, [-x, 0, z], [x, 0, z], [x, height, z], [-x, height, z]);
    polygon(kerb, [-x, 0, -z], [-x, 0, z], [-x, height, z], [-x, height, -z]);
    polygon(kerb, [x, 0, z], [x, 0, -z], [x, height, -z], [x, height, z]);
    frame(kerb, x, z, KERB, height);
    frame(on("paving", colour), x - KERB, z - KERB, path - KERB, height);
    return parts();
  },
};

/** A level frame of four strips, `width` metres wide, inside a rectangle. */
function frame(surface: Surface, x: number, z: number, width: number, y: number): void {
  const level = (x0: number, x1: number, z0: number, z1: number) =>
    polygon(surface, [x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]);
  level(-x, x, -z, -z + width);
  level(-x, x, z - width, z);
  level(-x, -x + width, -z + width, z - width);
  level(x - width, x, -z + width, z - width);
}

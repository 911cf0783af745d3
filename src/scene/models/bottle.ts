import { z } from "zod";
import { pick, type Random, uniform } from "../../recipe/random";
import { colour } from "./colour";
import { roundFace } from "./face";
import type { Model } from "./model";
import { designSchema, drawDesign, printDesign } from "./packaging";
import { finish, type Meshes, type Paint } from "./sheet";
import { sketch, tube } from "./sketch";
import { type Ring, turn } from "./turned";

const kinds = ["water", "soda", "juice", "wine", "jar", "detergent"] as const;
type Kind = (typeof kinds)[number];

const parameters = z.strictObject({
  kind: z.enum(kinds),
  height: z.number().min(0.05).max(0.5).describe("Metres, with the cap"),
  radius: z.number().min(0.015).max(0.1).describe("Half the width, metres"),
  content: colour.describe("What shows through the bottle; the bottle itself where it is not clear"),
  cap: colour,
  design: designSchema,
});

/** The parameters of a bottle or jar. */
export type Bottle = z.output<typeof parameters>;

/**
 * Outlines from the ground up as shares of height and radius: first where the label begins and ends, then the shoulder. What is
 * above the level is empty, and the last rings are the cap.
 */
type Shape = {
  readonly clear: boolean;
  /** Half the depth over half the width. */
  readonly oval: number;
  readonly label: readonly [number, number];
  readonly shoulder: readonly (readonly [up: number, radius: number])[];
  readonly neck: number;
  /** Where the cap begins, and its radius. */
  readonly cap: readonly [up: number, radius: number];
};

// biome-ignore format: one ring a pair
const SHAPES: Record<Kind, Shape> = {
  water: { clear: true, oval: 1, label: [0.36, 0.62], shoulder: [[0.68, 1], [0.8, 0.78], [0.9, 0.4]], neck: 0.34, cap: [0.93, 0.38] },
  soda: { clear: true, oval: 1, label: [0.32, 0.6], shoulder: [[0.66, 1], [0.76, 0.86], [0.9, 0.38]], neck: 0.32, cap: [0.94, 0.36] },
  juice: { clear: true, oval: 1, label: [0.14, 0.6], shoulder: [[0.66, 1], [0.76, 0.9], [0.86, 0.56]], neck: 0.5, cap: [0.9, 0.54] },
  wine: { clear: true, oval: 1, label: [0.16, 0.48], shoulder: [[0.58, 1], [0.65, 0.82], [0.71, 0.42]], neck: 0.38, cap: [0.78, 0.4] },
  jar: { clear: true, oval: 1, label: [0.14, 0.66], shoulder: [[0.72, 1], [0.8, 0.92], [0.84, 0.84]], neck: 0.84, cap: [0.86, 0.9] },
  detergent: { clear: false, oval: 0.55, label: [0.1, 0.58], shoulder: [[0.64, 1], [0.78, 0.82], [0.86, 0.45]], neck: 0.36, cap: [0.87, 0.44] },
};

/** Metres that a label stands out, and at most what is printed on it and the handle. */
const LABEL = 0.0004;
const PRINT = 0.003;

/** A bottle with a cap and a label wrapped round it, or a jar with a lid. */
export const bottle: Model<Bottle> = {
  parameters,
  vary(random: Random) {
    const kind = pick(random, kinds);
    const radius = uniform(random, 0.033, 0.045);
    return {
      kind,
      height: radius * (kind === "jar" ? 3.6 : 7),
      radius,
      content: pick(random, ["#d4e8f0", "#3a1c12", "#e8952c", "#24452c", "#b03020"]),
      cap: pick(random, ["#2b6cb0", "#c8202c", "#f4f4f0", "#2f8f4e"]),
      design: drawDesign(random, ["FRESH", "PURE", "CLASSIC"]),
    };
  },
  bounds({ kind, height, radius }) {
    const [x, z] = [radius + PRINT, radius * SHAPES[kind].oval + PRINT];
    return { min: [-x, 0, -z], max: [x, height, z] };
  },
  build(bottle, detail) {
    const { kind, height, radius, design, content } = bottle;
    const { oval, label } = SHAPES[kind];
    const meshes: Meshes = new Map();
    turn(meshes, rings(bottle), detail);
    const { on, parts } = sketch();
    const face = roundFace(radius + LABEL, (radius + LABEL) * oval, [label[0] * height, label[1] * height], detail);
    printDesign(on, face, design, detail);
    if (kind === "detergent" && detail === "near") {
      const [x, y] = [-0.78 * radius, 0.7 * height];
      tube(on("gloss", content), {
        from: [x, y, 0],
        to: [-0.3 * radius, 0.86 * height, 0],
        radius: [0.012, 0.012],
        sides: 6,
        caps: false,
      });
    }
    return [...finish(meshes), ...parts()];
  },
};

function rings({ kind, height: h, radius: r, content, cap, design }: Bottle): readonly Ring[] {
  const { clear, oval, label, shoulder, neck, cap: lid } = SHAPES[kind];
  const ring = (up: number, wide: number, more: Partial<Ring> = {}): Ring => ({
    up: up * h,
    radius: wide * r,
    depth: wide * r * (oval + (1 - oval) * Math.max(0, (up - 0.7) / 0.3)),
    ...more,
  });
  // Water is brighter than glass can be: nothing shines through it here.
  const body: Paint = [clear && kind !== "water" ? "glass" : "gloss", content];
  const empty: Paint = kind === "soda" || kind === "juice" ? ["glass", "#c4d0d2"] : body;
  const stands = 1 + LABEL / r;
  return [
    ring(0, 0, { paint: body, until: "middle" }),
    ring(0, 0.8, { paint: body, crease: true }),
    ring(0.02, 1, { until: "far" }),
    ring(label[0], 1, { until: "middle" }),
    ring(label[0], stands, { paint: ["gloss", design.ground], crease: true }),
    ring(label[1], stands, { paint: body, crease: true }),
    ring(label[1], 1, { until: "middle" }),
    ...shoulder.map(([up, wide], at) => ring(up, wide, at < 2 ? { until: at === 0 ? "far" : "middle" } : {})),
    ring((shoulder.at(-1)?.[0] ?? 0) + 0.001, neck, { paint: empty, until: "middle" }),
    ring(lid[0], neck, { until: "far" }),
    ring(lid[0], lid[1], { paint: ["gloss", cap], crease: true }),
    ring(1, lid[1] * 0.95, { crease: true }),
    ring(1, 0),
  ];
}

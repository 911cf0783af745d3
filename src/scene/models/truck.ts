import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { type Profile, prism } from "./prism";
import { finish, type Meshes } from "./sheet";
import { box, polygon, type Sketch, sketch, tube } from "./sketch";
import { vehicleKeypoints } from "./vehicle-keypoints";
import { HEAD_LAMP, TAIL_LAMP, vehicleLamps } from "./vehicle-lamps";
import { addWheel } from "./wheel";

const parameters = z.strictObject({
  length: z.number().min(5.5).max(12).describe("From bumper to bumper, metres"),
  width: z.number().min(2.1).max(2.6).describe("Of the box, without mirrors"),
  height: z.number().min(2.6).max(4).describe("Of the box over the road"),
  cabHeight: z.number().min(2.2).max(3.4),
  cabColour: colour,
  boxColour: colour,
  stripeColour: colour.nullable().describe("A band along the box, or none"),
  deflector: z.boolean().describe("A wind deflector on the roof of the cab"),
  headlights: z.boolean(),
  /** How far it has rolled, metres: turns the wheels. */
  rolled: z.number().exactOptional(),
});

/** The parameters of a lorry. */
export type Truck = z.output<typeof parameters>;

const WHEEL = { radius: 0.48, width: 0.28 } as const;
const CAB = 1.95;
const FLOOR = 1.05;
const MIRROR = 0.24;
const WHEEL_INSET = 0.03;
/** Between cab and box. */
const BOX_GAP = 0.15;

/** A lorry with a box body and two axles. Front to -z. At most 1,600 triangles near, 750 in the middle distance, 300 far. */
export const truck: Model<Truck> = {
  parameters,
  vary(random: Random) {
    const cabHeight = uniform(random, 2.45, 2.95);
    const height = cabHeight + uniform(random, 0.35, 0.85);
    const white = chance(random, 0.6);
    return {
      length: uniform(random, 6.8, 10.5),
      width: uniform(random, 2.35, 2.55),
      height,
      cabHeight,
      cabColour: pick(
        random,
        ["#f0f0ec", "#e8e8e4", "#b01c1c", "#1c4a8a", "#2a5a3a", "#d8a020", "#3a3e42"],
        [5, 4, 2, 2, 1, 1, 1],
      ),
      boxColour: white ? "#ecece8" : pick(random, ["#d8dcdc", "#2f5c9a", "#b83028", "#3c7a4c", "#c8b890", "#6a7074"]),
      stripeColour: chance(random, 0.4) ? pick(random, ["#b83028", "#2f5c9a", "#3c7a4c", "#d8a020"]) : null,
      deflector: chance(random, 0.5),
      headlights: chance(random, 0.3),
    };
  },
  bounds: ({ width, height, length, cabHeight }) => ({
    min: [-width / 2 - MIRROR, 0, -length / 2],
    max: [width / 2 + MIRROR, Math.max(height, cabHeight + 0.5), length / 2],
  }),
  lamps(truck) {
    const { headlight, taillight } = lampPlaces(truck);
    return truck.headlights ? vehicleLamps(headlight, taillight) : [];
  },
  keypoints(truck) {
    const [x, half, top] = [truck.width / 2, truck.length / 2, truck.height];
    const [front = 0, rear = 0] = axles(truck).map(([z]) => z);
    return vehicleKeypoints({
      frontWheel: [x - WHEEL_INSET, WHEEL.radius, front],
      rearWheel: [x - WHEEL_INSET, WHEEL.radius, rear],
      ...lampPlaces(truck),
      frontRoof: [x, top, CAB + BOX_GAP - half],
      rearRoof: [x, top, half - 0.02],
    });
  },
  build(truck, detail) {
    const { on, parts } = sketch("body");
    chassis(on, truck, detail);
    cab(on, truck, detail);
    cargo(on, truck, detail);
    const meshes: Meshes = new Map();
    for (const [z, wide] of axles(truck)) {
      for (const side of [-1, 1] as const) {
        const width = wide ? WHEEL.width * 1.9 : WHEEL.width;
        const centre = [side * (truck.width / 2 - width / 2 - WHEEL_INSET), WHEEL.radius, z] as const;
        addWheel(
          meshes,
          {
            centre,
            radius: WHEEL.radius,
            width,
            side,
            spokes: 6,
            rim: ["metal", "#c4c8cc", "wheel"],
            turn: (truck.rolled ?? 0) / WHEEL.radius,
          },
          detail,
        );
      }
    }
    return [...parts(), ...finish(meshes, "body")];
  },
};

/** Middles of the right lamps. */
function lampPlaces({ width, length }: Truck): { readonly headlight: Vec3; readonly taillight: Vec3 } {
  const [x, half] = [width / 2, length / 2];
  return { headlight: [x - 0.29, 0.89, -half], taillight: [x - 0.27, 0.79, half] };
}

/** z of the axles; the rear one has twin wheels. */
function axles({ length }: Truck): readonly (readonly [z: number, twin: boolean])[] {
  return [
    [-length / 2 + 1.25, false],
    [length / 2 - length * 0.22, true],
  ];
}

function chassis(on: Sketch["on"], truck: Truck, detail: Detail): void {
  const [half, x] = [truck.length / 2, truck.width / 2];
  const dark = on("plastic", "#1e2022");
  box(dark, [-0.5, 0.62, -half + 0.5], [0.5, FLOOR, half - 0.2], ["top"]);
  box(dark, [-x + 0.05, 0.5, half - 0.12], [x - 0.05, 0.68, half]);
  if (detail === "far") return;
  const [front, rear] = axles(truck).map(([z]) => z);
  const guard = on("metal", "#8c9094");
  for (const side of [-1, 1]) {
    const outer = side * (x - 0.06);
    for (const y of [0.5, 0.78]) {
      box(
        guard,
        [Math.min(outer, outer - side * 0.04), y, (front ?? 0) + 0.9],
        [Math.max(outer, outer - side * 0.04), y + 0.12, (rear ?? 0) - 0.75],
      );
    }
    const [lamp, inner] = [side * (x - 0.08), side * (x - 0.45)];
    const red = on(...(truck.headlights ? TAIL_LAMP.lit : TAIL_LAMP.out));
    box(red, [Math.min(lamp, inner), 0.72, half - 0.1], [Math.max(lamp, inner), 0.86, half - 0.005]);
  }
  tube(on("metal", "#a9adb0"), {
    from: [x - 0.4, 0.75, (front ?? 0) + 1],
    to: [x - 0.4, 0.75, (front ?? 0) + 1.9],
    radius: [0.27, 0.27],
    sides: detail === "near" ? 14 : 7,
  });
}

function cab(on: Sketch["on"], truck: Truck, detail: Detail): void {
  const [front, x, top] = [-truck.length / 2, truck.width / 2 - 0.05, truck.cabHeight];
  const back = front + CAB;
  const paint = on("paint", truck.cabColour);
  const belt = 1.55;
  const profile: Profile = [
    [front + 0.06, 0.55],
    [front + 0.02, belt],
    [front + 0.3, top - 0.12],
    [front + 0.55, top],
    [back, top],
    [back, 0.75],
    [front + 1.9, 0.55],
  ];
  prism(paint, profile, -x, x);
  if (truck.deflector)
    prism(
      paint,
      [
        [front + 0.55, top],
        [front + 1.45, Math.min(truck.height, top + 0.5)],
        [back - 0.1, top],
      ],
      -x + 0.15,
      x - 0.15,
    );
  box(on("plastic", "#2c2e30"), [-x - 0.01, 0.42, front], [x + 0.01, 0.78, front + 0.3]);
  // Windscreen and side windows lie a centimetre before the sheet metal.
  const glass = on("glass", "#3c4448", "window");
  const screen = (y: number) => front + 0.02 + ((y - belt) / (top - 0.12 - belt)) * 0.28 - 0.015;
  const [low, high] = [belt + 0.08, top - 0.24];
  polygon(
    glass,
    [x - 0.1, low, screen(low)],
    [-x + 0.1, low, screen(low)],
    [-x + 0.16, high, screen(high)],
    [x - 0.16, high, screen(high)],
  );
  for (const side of [-1, 1]) {
    const out = side * (x + 0.012);
    const corners = [
      [front + 0.3, low],
      [back - 0.55, low],
      [back - 0.55, high],
      [front + 0.5, high],
    ] as const;
    const [a, b, c, d] = corners.map(([z, y]) => [out, y, z] as const);
    if (!a || !b || !c || !d) continue;
    if (side < 0) polygon(glass, a, b, c, d);
    else polygon(glass, d, c, b, a);
    const [inner, outer] = [side * (x - 0.02), side * (truck.width / 2 + MIRROR)];
    if (detail !== "far")
      box(
        on("plastic", "#1e2022"),
        [Math.min(inner, outer), high - 0.12, front + 0.22],
        [Math.max(inner, outer), high - 0.06, front + 0.28],
      );
    box(
      on("plastic", "#1e2022"),
      [outer - (side > 0 ? 0.2 : 0), low + 0.05, front + 0.2],
      [outer + (side > 0 ? 0 : 0.2), high, front + 0.32],
    );
    const [lamp, middle] = [side * (x - 0.06), side * (x - 0.42)];
    box(
      on(...(truck.headlights ? HEAD_LAMP.lit : HEAD_LAMP.out)),
      [Math.min(lamp, middle), 0.8, front - 0.0],
      [Math.max(lamp, middle), 0.98, front + 0.1],
    );
    // The arch over the front wheel.
    const arch = on("plastic", "#16181a");
    const at = front + 1.25;
    const archX = side * (x + 0.006);
    const rim = [-0.62, -0.45, 0, 0.45, 0.62].map(
      (dz, step) => [archX, [0.55, 0.92, 1.1, 0.92, 0.75][step] ?? 0.55, at + dz] as const,
    );
    const [p, q, r, s, t] = rim;
    if (!p || !q || !r || !s || !t) continue;
    if (side > 0) polygon(arch, p, q, r, s, t);
    else polygon(arch, t, s, r, q, p);
  }
  if (detail === "far") return;
  const grille = on("plastic", "#202224");
  for (const [y, tall] of [
    [0.86, 0.16],
    [1.08, 0.1],
    [1.24, 0.1],
  ] as const) {
    box(grille, [-x * 0.55, y, front - 0.0], [x * 0.55, y + tall, front + 0.1]);
  }
  box(on("plastic", "#f0f0ea"), [-0.26, 0.52, front - 0.0 + 0.001], [0.26, 0.63, front + 0.02]);
  box(on("plastic", "#2c2e30"), [-x + 0.05, top - 0.2, front + 0.08], [x - 0.05, top - 0.12, front + 0.35]);
}

function cargo(on: Sketch["on"], truck: Truck, detail: Detail): void {
  const [x, front, half] = [truck.width / 2, -truck.length / 2 + CAB + BOX_GAP, truck.length / 2 - 0.02];
  box(on("paint", truck.boxColour, "cargo"), [-x + 0.02, FLOOR, front], [x - 0.02, truck.height - 0.02, half]);
  const trim = on("metal", "#b8bcc0");
  for (const side of [-1, 1]) {
    const [outer, inner] = [side * x, side * (x - 0.06)];
    const [low, high] = [Math.min(outer, inner), Math.max(outer, inner)];
    box(trim, [low, truck.height - 0.08, front - 0.01], [high, truck.height, half]);
    box(trim, [low, FLOOR - 0.06, front], [high, FLOOR + 0.06, half]);
    if (truck.stripeColour) {
      const band = side * (x - 0.012);
      const y = FLOOR + (truck.height - FLOOR) * 0.35;
      const face = on("paint", truck.stripeColour);
      const corners = [
        [band, y, front + 0.1],
        [band, y, half - 0.1],
        [band, y + 0.5, half - 0.1],
        [band, y + 0.5, front + 0.1],
      ] as const;
      if (side < 0) polygon(face, ...corners);
      else polygon(face, corners[3], corners[2], corners[1], corners[0]);
    }
  }
  if (detail === "far") return;
  // Roof bows, and two doors with bars at the rear.
  for (let z = front + 0.8; z < half - 0.4; z += 1.2)
    box(trim, [-x + 0.08, truck.height - 0.02, z], [x - 0.08, truck.height, z + 0.05], ["bottom"]);
  const bars = on("metal", "#8c9094");
  for (const bar of [-x * 0.75, -x * 0.25, x * 0.25, x * 0.75]) {
    box(bars, [bar - 0.02, FLOOR + 0.1, half], [bar + 0.02, truck.height - 0.1, half + 0.02], ["front"]);
  }
  box(on("plastic", "#3a3c3e"), [-0.01, FLOOR + 0.05, half - 0.01], [0.01, truck.height - 0.05, half + 0.008], ["front"]);
}

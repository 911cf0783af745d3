import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { colour } from "./colour";
import type { Detail, Model } from "./model";
import { type Profile, prism } from "./prism";
import { finish, type Meshes } from "./sheet";
import { box, polygon, type Sketch, type Surface, sketch } from "./sketch";
import { vehicleKeypoints } from "./vehicle-keypoints";
import { HEAD_LAMP, TAIL_LAMP, vehicleLamps } from "./vehicle-lamps";
import { addWheel } from "./wheel";

const parameters = z.strictObject({
  length: z.number().min(8).max(15).describe("Metres"),
  width: z.number().min(2.3).max(2.6).describe("Without mirrors, metres"),
  height: z.number().min(2.8).max(3.4),
  colour,
  lowerColour: colour.describe("Of the skirt under the windows"),
  roofUnits: z.int().min(1).max(3).describe("Boxes on the roof: air conditioning, batteries"),
  headlights: z.boolean(),
  /** How far it has rolled, metres: turns the wheels. */
  rolled: z.number().exactOptional(),
});

/** The parameters of a city bus. */
export type Bus = z.output<typeof parameters>;

const WHEEL = { radius: 0.48, width: 0.3 } as const;
const MIRROR = 0.22;
const UNIT = 0.3;
const SILL = 0.32;
const BELT = 1.15;
/** Where the flat of the roof begins and ends, from the bumpers and from the walls. */
const [ROOF_START, ROOF_END, SHOULDER] = [0.45, 0.25, 0.18];
/** How far wheels stand out of the body. */
const WHEEL_REACH = 0.012;
const LIVERIES = [
  ["#c8202a", "#8c141c"],
  ["#e8b020", "#e8b020"],
  ["#f0f0ec", "#2f6aa8"],
  ["#f0f0ec", "#3c8a4c"],
  ["#2a5a9a", "#1c3c6c"],
  ["#e0e4e4", "#b02c30"],
] as const;

/** A city bus with doors on its right side. Front to -z. At most 1,600 triangles near, 750 in the middle distance, 340 far. */
export const bus: Model<Bus> = {
  parameters,
  vary(random: Random) {
    const [top, lower] = pick(random, LIVERIES);
    return {
      length: uniform(random, 10.5, 12.5),
      width: uniform(random, 2.5, 2.55),
      height: uniform(random, 2.95, 3.1),
      colour: top,
      lowerColour: lower,
      roofUnits: pick(random, [1, 2, 3]),
      headlights: chance(random, 0.4),
    };
  },
  bounds: ({ width, height, length }) => ({
    min: [-width / 2 - MIRROR, 0, -length / 2 - 0.02],
    max: [width / 2 + MIRROR, height + UNIT, length / 2 + 0.02],
  }),
  lamps(bus) {
    const { headlight, taillight } = lampPlaces(bus);
    return bus.headlights ? vehicleLamps(headlight, taillight) : [];
  },
  keypoints(bus) {
    const [x, half] = [bus.width / 2, bus.length / 2];
    const [front = 0, rear = 0] = axles(bus);
    return vehicleKeypoints({
      frontWheel: [x + WHEEL_REACH, WHEEL.radius, front],
      rearWheel: [x + WHEEL_REACH, WHEEL.radius, rear],
      ...lampPlaces(bus),
      frontRoof: [x - SHOULDER, bus.height, ROOF_START - half],
      rearRoof: [x - SHOULDER, bus.height, half - ROOF_END],
    });
  },
  build(bus, detail) {
    const { on, parts } = sketch("body");
    body(on, bus);
    windows(on, bus, detail);
    ends(on, bus, detail);
    roof(on, bus);
    const meshes: Meshes = new Map();
    for (const z of axles(bus)) {
      for (const side of [-1, 1] as const) {
        archOver(on("plastic", "#141618"), side * (bus.width / 2 + 0.006), z, side);
        const centre = [side * (bus.width / 2 - WHEEL.width / 2 + WHEEL_REACH), WHEEL.radius, z] as const;
        addWheel(
          meshes,
          { centre, ...WHEEL, side, spokes: 6, rim: ["metal", "#b4b8bc", "wheel"], turn: (bus.rolled ?? 0) / WHEEL.radius },
          detail,
        );
      }
    }
    return [...parts(), ...finish(meshes, "body")];
  },
};

/** Middles of the right lamps. */
function lampPlaces({ width, length }: Bus): { readonly headlight: Vec3; readonly taillight: Vec3 } {
  const [x, half] = [width / 2 - 0.29, length / 2 + 0.01];
  return { headlight: [x, 0.71, -half], taillight: [x, 0.96, half] };
}

function axles({ length }: Bus): readonly number[] {
  return [-length / 2 + 2.7, length / 2 - 3.3];
}

/** Two storeys of sheet metal: the skirt and what is over it, with leaning ends and rounded edges of the roof. */
function body(on: Sketch["on"], { length, width, height, colour, lowerColour }: Bus): void {
  const [half, x] = [length / 2, width / 2];
  prism(
    on("paint", lowerColour),
    [
      [-half + 0.03, SILL],
      [-half, BELT],
      [half, BELT],
      [half - 0.05, SILL],
    ],
    -x,
    x,
  );
  const side: Profile = [
    [-half, BELT],
    [-half + 0.16, height - SHOULDER],
    [half - 0.06, height - SHOULDER],
    [half, BELT],
  ];
  prism(on("paint", colour), side, -x, x);
  // The roof is narrower than the walls: its edges are chamfered.
  const paint = on("paint", colour);
  const [low, inner] = [height - SHOULDER, x - SHOULDER];
  const [front, back, from, to] = [-half + 0.16, half - 0.06, ROOF_START - half, half - ROOF_END];
  polygon(paint, [-inner, height, to], [inner, height, to], [inner, height, from], [-inner, height, from]);
  polygon(paint, [x, low, front], [-x, low, front], [-inner, height, from], [inner, height, from]);
  polygon(paint, [-x, low, back], [x, low, back], [inner, height, to], [-inner, height, to]);
  polygon(paint, [-x, low, front], [-x, low, back], [-inner, height, to], [-inner, height, from]);
  polygon(paint, [x, low, back], [x, low, front], [inner, height, from], [inner, height, to]);
}

/** Glass along both sides, with pillars between the windows and two double doors on the right. */
function windows(on: Sketch["on"], bus: Bus, detail: Detail): void {
  const [half, x] = [bus.length / 2, bus.width / 2];
  const [low, high] = [BELT + 0.02, bus.height - 0.45];
  const glass = on("glass", "#343c40", "window");
  for (const side of [-1, 1] as const) {
    pane(glass, side, x + 0.012, [-half + 0.35, half - 0.4], [low, high]);
    if (detail === "far") continue;
    const pillars = Math.round((bus.length - 1) / 1.45);
    const dark = on("plastic", "#16181a");
    for (let at = 1; at < pillars; at++) {
      const z = -half + 0.35 + ((bus.length - 0.75) * at) / pillars;
      pane(dark, side, x + 0.018, [z - 0.05, z + 0.05], [low, high]);
    }
  }
  for (const z of [-half + 1.15, half * 0.12]) {
    pane(on("plastic", "#1c1e20"), 1, x + 0.02, [z - 0.62, z + 0.62], [SILL + 0.06, high + 0.08]);
    for (const leaf of [-0.31, 0.31]) pane(glass, 1, x + 0.026, [z + leaf - 0.25, z + leaf + 0.25], [SILL + 0.2, high]);
  }
}

/** Windscreen with the destination over it, rear window, lamps, bumpers and mirrors. */
function ends(on: Sketch["on"], bus: Bus, detail: Detail): void {
  const [half, x, top] = [bus.length / 2, bus.width / 2, bus.height - 0.18];
  const lean = (y: number) => -half + ((y - BELT) / (top - BELT)) * 0.16 - 0.012;
  const front = (surface: Surface, left: number, right: number, low: number, high: number, out = 0) =>
    polygon(
      surface,
      [right, low, lean(low) - out],
      [left, low, lean(low) - out],
      [left, high, lean(high) - out],
      [right, high, lean(high) - out],
    );
  front(on("glass", "#3c4448", "window"), -x + 0.08, x - 0.08, BELT + 0.0, top - 0.02);
  front(on("lamp", "#c87818"), -x * 0.62, x * 0.62, top - 0.3, top - 0.1, 0.005);
  const rear = on("glass", "#343c40", "window");
  const rearAt = (y: number) => half - ((y - BELT) / (top - BELT)) * 0.06 + 0.012;
  polygon(
    rear,
    [-x + 0.3, BELT + 0.35, rearAt(BELT + 0.35)],
    [x - 0.3, BELT + 0.35, rearAt(BELT + 0.35)],
    [x - 0.3, top - 0.15, rearAt(top - 0.15)],
    [-x + 0.3, top - 0.15, rearAt(top - 0.15)],
  );
  for (const side of [-1, 1]) {
    const span = (a: number, b: number): readonly [number, number] => [
      Math.min(side * a, side * b),
      Math.max(side * a, side * b),
    ];
    const [lampLeft, lampRight] = span(x - 0.08, x - 0.5);
    const state = bus.headlights ? "lit" : "out";
    box(on(...HEAD_LAMP[state]), [lampLeft, 0.62, -half - 0.01], [lampRight, 0.8, -half + 0.1]);
    box(on(...TAIL_LAMP[state]), [lampLeft, 0.9, half - 0.1], [lampRight, 1.02, half + 0.012]);
    const [near, far] = span(x - 0.05, x + MIRROR);
    box(on("plastic", "#16181a"), [near, top - 0.16, -half + 0.08], [far, top - 0.1, -half + 0.14]);
    const [inner, outer] = span(x + MIRROR - 0.2, x + MIRROR);
    box(on("plastic", "#16181a"), [inner, top - 0.6, -half + 0.06], [outer, top - 0.1, -half + 0.16]);
  }
  const dark = on("plastic", "#222426");
  box(dark, [-x - 0.004, SILL - 0.02, -half - 0.014], [x + 0.004, SILL + 0.2, -half + 0.3]);
  box(dark, [-x - 0.004, SILL - 0.02, half - 0.3], [x + 0.004, SILL + 0.2, half + 0.01]);
  if (detail === "far") return;
  box(on("plastic", "#f0f0ea"), [-0.26, 0.42, -half - 0.02], [0.26, 0.53, -half], ["back"]);
  box(on("plastic", "#f0f0ea"), [-0.26, 0.6, half - 0.02], [0.26, 0.71, half + 0.015]);
  for (const y of [0.62, 0.8, 0.98]) box(dark, [-x * 0.55, y, half - 0.02], [x * 0.55, y + 0.08, half + 0.008]);
}

/** Boxes and hatches on the roof: most of what is seen from above. */
function roof(on: Sketch["on"], { length, width, height, roofUnits }: Bus): void {
  const x = width / 2 - 0.45;
  for (let at = 0; at < roofUnits; at++) {
    const z = -length * 0.28 + (at * length * 0.56) / Math.max(1, roofUnits - 1);
    const middle = roofUnits === 1 ? length * 0.15 : z;
    prism(
      on("plastic", "#d4d8d8"),
      [
        [middle - 1, height - 0.01],
        [middle - 0.85, height + UNIT],
        [middle + 0.85, height + UNIT],
        [middle + 1, height - 0.01],
      ],
      -x,
      x,
    );
    const vent = on("plastic", "#4a4e50");
    for (const side of [-0.4, 0.4]) {
      const y = height + UNIT - 0.004;
      polygon(
        vent,
        [-x * 0.6, y, middle + side + 0.25],
        [x * 0.6, y, middle + side + 0.25],
        [x * 0.6, y, middle + side - 0.25],
        [-x * 0.6, y, middle + side - 0.25],
      );
    }
  }
  for (const z of [-length * 0.14, length * 0.3 - 0.6])
    box(on("plastic", "#8c9092"), [-0.35, height - 0.01, z - 0.4], [0.35, height + 0.05, z + 0.4], ["bottom"]);
}

/** A rectangle on the side of the bus, `out` metres from its middle. */
function pane(
  surface: Surface,
  side: 1 | -1,
  out: number,
  [front, back]: readonly [number, number],
  [low, high]: readonly [number, number],
): void {
  const at = side * out;
  if (side < 0) polygon(surface, [at, low, front], [at, low, back], [at, high, back], [at, high, front]);
  else polygon(surface, [at, low, back], [at, low, front], [at, high, front], [at, high, back]);
}

/** The dark opening over a wheel, flat on the side. */
function archOver(surface: Surface, x: number, z: number, side: 1 | -1): void {
  const radius = WHEEL.radius + 0.12;
  const rim = Array.from({ length: 7 }, (_, at) => {
    const angle = (Math.PI * at) / 6;
    return [x, Math.max(SILL, WHEEL.radius + radius * Math.sin(angle) * 0.95), z + side * radius * Math.cos(angle)] as const;
  });
  const [a, b, c, ...rest] = rim;
  if (a && b && c) polygon(surface, a, b, c, ...rest);
}

import type { Vec3 } from "../../recipe/spec";
import type { Detail } from "./model";
import { type Sketch, type Surface, tube, vertex } from "./sketch";
import { add, along, mix, subtract, unit } from "./vector";
import { HEAD_LAMP, TAIL_LAMP } from "./vehicle-lamps";

/** How a bicycle looks. */
export type BicycleLook = {
  readonly frame: "diamond" | "step-through";
  readonly colour: string;
  readonly saddleColour: string;
  /** Top of the saddle over the ground, metres. */
  readonly saddleHeight: number;
  readonly mudguards: boolean;
  /** Of the right crank, radians: 0 forwards, a quarter turn later down. */
  readonly crank: number;
  /** How far it has rolled, metres. */
  readonly rolled: number;
  /** Stands on its own. */
  readonly kickstand: boolean;
};

const WHEEL_RADIUS = 0.345;
const AXLES = { front: [0, WHEEL_RADIUS, -0.53], rear: [0, WHEEL_RADIUS, 0.53] } as const satisfies Record<string, Vec3>;
const CRANKSHAFT: Vec3 = [0, 0.29, 0.1];
const CRANK = 0.17;
const HEAD = { low: [0, 0.68, -0.4], high: [0, 0.9, -0.32] } as const satisfies Record<string, Vec3>;
const BAR: Vec3 = [0, 1.04, -0.3];
const SEAT_ANGLE = 1.25;

/** From the ground to the end of a bicycle's length, metres. */
export const BICYCLE_LENGTH = 2 * (0.53 + WHEEL_RADIUS + 0.02);
export const BAR_HALF = 0.3;

/** The middle of a grip; +1 for the right one. */
export function grip(side: 1 | -1): Vec3 {
  return [side * (BAR_HALF - 0.02), 1.06, -0.13];
}

/** The middle of the saddle's top. */
export function saddle(height: number): Vec3 {
  return [0, height, CRANKSHAFT[2] + (height - CRANKSHAFT[1]) / Math.tan(SEAT_ANGLE)];
}

/** The middle of a pedal. The left crank is opposite to the right one. */
export function pedal(side: 1 | -1, crank: number): Vec3 {
  const angle = side > 0 ? crank : crank + Math.PI;
  return add(CRANKSHAFT, [side * 0.12, -Math.sin(angle) * CRANK, -Math.cos(angle) * CRANK]);
}

type Level = { readonly wheel: number; readonly tyre: number; readonly spokes: number; readonly sides: number };
const levels: Record<Detail, Level> = {
  near: { wheel: 26, tyre: 4, spokes: 12, sides: 6 },
  middle: { wheel: 14, tyre: 3, spokes: 0, sides: 4 },
  far: { wheel: 8, tyre: 3, spokes: 0, sides: 3 },
};

/** Adds a city bicycle that stands on y = 0 and rides to -z. */
export function addBicycle(sketch: Sketch, look: BicycleLook, detail: Detail): void {
  const level = levels[detail];
  for (const axle of [AXLES.front, AXLES.rear]) addWheel(sketch, axle, look.rolled / WHEEL_RADIUS, level, detail);
  addFrame(sketch.on("paint", look.colour), look, level, detail);
  addSteering(sketch, look, level, detail);
  addSaddle(sketch.on("rubber", look.saddleColour, "seat"), look, detail);
  if (detail === "far") return;
  if (look.mudguards) for (const axle of [AXLES.front, AXLES.rear]) addMudguard(sketch, look, axle, level);
  addDrive(sketch, look, level);
  addLamps(sketch, look, detail);
  if (!look.kickstand) return;
  rod(sketch.on("metal", "#8c9094"), add(CRANKSHAFT, [-0.04, 0.03, 0.1]), [-0.16, 0.008, 0.24], 0.008, 4);
}

function addWheel(sketch: Sketch, axle: Vec3, turn: number, level: Level, detail: Detail): void {
  const tyre = 0.021;
  const rim = WHEEL_RADIUS - 0.042;
  const rubber = sketch.on("rubber", "#1b1b1d", "wheel");
  const round = Array.from({ length: level.tyre }, (_, at) => {
    const angle = (at / level.tyre) * 2 * Math.PI;
    return [Math.sin(angle) * tyre, WHEEL_RADIUS - tyre + Math.cos(angle) * tyre] as const;
  });
  hoop(rubber, axle, round, level.wheel);
  if (detail === "far") return;
  const metal = sketch.on("chrome", "#b4b7ba", "wheel");
  rod(metal, add(axle, [-0.05, 0, 0]), add(axle, [0.05, 0, 0]), 0.02, level.sides);
  if (detail !== "near") return;
  const section = [
    [-0.013, rim + 0.012],
    [0.013, rim + 0.012],
    [0, rim - 0.01],
  ] as const;
  hoop(metal, axle, section, level.wheel);
  for (let spoke = 0; spoke < level.spokes; spoke++) {
    const angle = ((spoke + 0.3) / level.spokes) * 2 * Math.PI - turn;
    const side = spoke % 2 === 0 ? 0.03 : -0.03;
    const end = add(axle, [0, Math.cos(angle) * rim, Math.sin(angle) * rim]);
    rod(metal, add(axle, [side, Math.cos(angle + 0.9) * 0.018, Math.sin(angle + 0.9) * 0.018]), end, 0.0016, 3);
  }
}

function addFrame(paint: Surface, look: BicycleLook, { sides }: Level, detail: Detail): void {
  const top = saddle(look.saddleHeight);
  const seat = mix(CRANKSHAFT, top, Math.min(0.85, 0.5 / (look.saddleHeight - CRANKSHAFT[1])));
  rod(paint, CRANKSHAFT, seat, 0.016, sides);
  rod(paint, HEAD.low, HEAD.high, 0.019, sides);
  rod(paint, CRANKSHAFT, mix(HEAD.low, HEAD.high, 0.15), 0.018, sides);
  const low = mix(CRANKSHAFT, seat, 0.5);
  const upper = look.frame === "diamond" ? mix(CRANKSHAFT, seat, 0.95) : low;
  rod(paint, upper, mix(HEAD.low, HEAD.high, look.frame === "diamond" ? 0.85 : 0.5), 0.015, sides);
  for (const side of detail === "far" ? [0] : [-0.055, 0.055]) {
    const rear = add(AXLES.rear, [side, 0, 0]);
    const front = add(AXLES.front, [side, 0, 0]);
    rod(paint, add(CRANKSHAFT, [side * 0.6, 0, 0]), rear, 0.009, sides);
    rod(paint, add(mix(CRANKSHAFT, seat, 0.9), [side * 0.4, 0, 0]), rear, 0.008, sides);
    rod(paint, add(HEAD.low, [side * 0.7, 0, 0]), front, 0.011, sides);
  }
}

function addSteering(sketch: Sketch, look: BicycleLook, { sides }: Level, detail: Detail): void {
  const metal = sketch.on("chrome", "#b4b7ba", "handlebar");
  const rubber = sketch.on("rubber", "#1b1b1d", "handlebar");
  rod(metal, HEAD.high, BAR, 0.013, sides);
  for (const side of [-1, 1] as const) {
    const end = grip(side);
    const bend: Vec3 = [side * 0.2, BAR[1] + 0.045, BAR[2] - 0.01];
    const start = along(end, [0, 0, -1], 0.06);
    if (detail === "far") {
      rod(rubber, BAR, end, 0.014, sides);
      continue;
    }
    rod(metal, BAR, bend, 0.012, sides);
    rod(metal, bend, start, 0.012, sides);
    rod(rubber, start, along(end, [0, 0, 1], 0.06), 0.017, sides);
  }
  const post = mix(CRANKSHAFT, saddle(look.saddleHeight), 0.5);
  rod(metal, post, along(saddle(look.saddleHeight), [0, 1, 0], -0.05), 0.012, sides);
}

/** A saddle: broad behind, narrow in front. */
function addSaddle(surface: Surface, look: BicycleLook, detail: Detail): void {
  const [, y, z] = saddle(look.saddleHeight);
  const rows =
    detail === "near"
      ? ([
          [-0.17, 0.012, 0.03],
          [-0.1, 0.03, 0.045],
          [0, 0.05, 0.05],
          [0.06, 0.085, 0.06],
          [0.11, 0.07, 0.05],
        ] as const)
      : ([
          [-0.17, 0.02, 0.03],
          [0.05, 0.08, 0.06],
          [0.11, 0.07, 0.05],
        ] as const);
  for (const [at, [from, half, deep]] of rows.entries()) {
    const next = rows[at + 1];
    if (!next) continue;
    const [to, wide, low] = next;
    const edge = (x: number, down: number, back: number): Vec3 => [x, y - down, z + back];
    quad(surface, edge(half, 0.012, from), edge(0, 0, from), edge(0, 0, to), edge(wide, 0.012, to));
    quad(surface, edge(0, 0, from), edge(-half, 0.012, from), edge(-wide, 0.012, to), edge(0, 0, to));
    quad(surface, edge(half, deep, from), edge(half, 0.012, from), edge(wide, 0.012, to), edge(wide, low, to));
    quad(surface, edge(-half, 0.012, from), edge(-half, deep, from), edge(-wide, low, to), edge(-wide, 0.012, to));
  }
  const [, wide, low] = rows[rows.length - 1] ?? [0, 0, 0];
  const back = z + 0.11;
  quad(surface, [wide, y - low, back], [wide, y - 0.012, back], [-wide, y - 0.012, back], [-wide, y - low, back]);
}

function addMudguard(sketch: Sketch, look: BicycleLook, axle: Vec3, level: Level): void {
  const radius = WHEEL_RADIUS + 0.014;
  const section = [
    [-0.027, radius - 0.012],
    [0, radius + 0.004],
    [0.027, radius - 0.012],
    [0, radius - 0.002],
  ] as const;
  // Angles from the top towards the back.
  const [from, to] = axle[2] < 0 ? [-0.5, 1.75] : [-1.15, 1.75];
  hoop(sketch.on("paint", look.colour), axle, section, Math.round(level.wheel * 0.35), from, to);
}

/** Chain guard, cranks and pedals. */
function addDrive(sketch: Sketch, look: BicycleLook, { sides, wheel }: Level): void {
  const guard = sketch.on("paint", look.colour);
  const x = 0.06;
  const rear = AXLES.rear;
  const section = [
    [-0.006, 0.02],
    [-0.006, 0.095],
    [0.006, 0.095],
    [0.006, 0.02],
  ] as const;
  hoop(guard, add(CRANKSHAFT, [x, 0, 0]), section, Math.round(wheel / 2));
  rod(guard, add(CRANKSHAFT, [x, 0.065, 0]), add(rear, [x, 0.03, 0]), 0.018, Math.max(3, sides - 2));
  const metal = sketch.on("chrome", "#b4b7ba");
  const rubber = sketch.on("rubber", "#1b1b1d");
  for (const side of [-1, 1] as const) {
    const end = pedal(side, look.crank);
    const knee: Vec3 = [side * 0.075, end[1], end[2]];
    rod(metal, add(CRANKSHAFT, [side * 0.075, 0, 0]), knee, 0.01, 4);
    rod(rubber, along(knee, [side, 0, 0], 0.005), along(knee, [side, 0, 0], 0.1), 0.022, 4);
  }
}

/** Where the lamps of a bicycle are. */
export function bicycleLamps({ saddleHeight }: BicycleLook): { readonly front: Vec3; readonly back: Vec3 } {
  return { front: [0, 0.93, -0.39], back: [0, Math.min(saddleHeight - 0.15, 0.74), AXLES.rear[2] + 0.05] };
}

/** Lamps before the handlebar and over the rear wheel; they shine while somebody rides. */
function addLamps(sketch: Sketch, look: BicycleLook, detail: Detail): void {
  const sides = detail === "near" ? 8 : 5;
  const { front, back } = bicycleLamps(look);
  const [white, red] = look.kickstand ? [HEAD_LAMP.out, TAIL_LAMP.out] : [HEAD_LAMP.lit, TAIL_LAMP.lit];
  tube(sketch.on("plastic", "#202226"), { from: add(front, [0, 0, 0.05]), to: front, radius: [0.02, 0.032], sides });
  tube(sketch.on(...white), { from: front, to: add(front, [0, 0, -0.006]), radius: [0.028, 0.028], sides });
  tube(sketch.on(...red), { from: back, to: add(back, [0, 0, 0.03]), radius: [0.022, 0.022], sides });
}

function rod(surface: Surface, from: Vec3, to: Vec3, radius: number, sides: number): void {
  tube(surface, { from, to, radius: [radius, radius], sides, caps: false });
}

function quad(surface: Surface, a: Vec3, b: Vec3, c: Vec3, d: Vec3): void {
  const [u, v] = [subtract(c, a), subtract(d, b)];
  const normal = unit([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]);
  const corners = [a, b, c, d].map((corner) => vertex(surface, corner, normal, corner[0], corner[2]));
  const [i = 0, j = 0, k = 0, l = 0] = corners;
  surface.indices.push(i, j, k, i, k, l);
}

type Section = readonly (readonly [across: number, radius: number])[];

/** A ring, or a part of one, about an axle along x: a closed section (clockwise: across to +x, radius up) goes round it. */
function hoop(surface: Surface, axle: Vec3, section: Section, segments: number, from = 0, to = 2 * Math.PI): void {
  const count = section.length;
  const corner = (at: number) => section[(at + count) % count] ?? [0, 0];
  const normals = section.map((_, at) => {
    const [before, after] = [corner(at - 1), corner(at + 1)];
    const [across, out] = [-(after[1] - before[1]), after[0] - before[0]];
    const size = Math.hypot(across, out) || 1;
    return [across / size, out / size] as const;
  });
  const rings = Array.from({ length: segments + 1 }, (_, step) => {
    const angle = from + ((to - from) * step) / segments;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    return section.map(([across, radius], at) => {
      const [nx, out] = normals[at] ?? [0, 1];
      return vertex(surface, add(axle, [across, cos * radius, sin * radius]), [nx, cos * out, sin * out], angle * radius, across);
    });
  });
  for (let step = 0; step < segments; step++) {
    for (let at = 0; at < count; at++) {
      const next = (at + 1) % count;
      const [a = 0, b = 0] = [rings[step]?.[at], rings[step]?.[next]];
      const [c = 0, d = 0] = [rings[step + 1]?.[next], rings[step + 1]?.[at]];
      surface.indices.push(a, c, b, a, d, c);
    }
  }
}

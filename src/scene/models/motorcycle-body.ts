import type { Vec3 } from "../../recipe/spec";
import { addLoft, type Station, sweep } from "./loft";
import type { Detail } from "./model";
import type { Mount } from "./rider";
import { addSheet, type Meshes, makeSheet, type Paint } from "./sheet";
import { box, type Sketch, tube } from "./sketch";
import { add } from "./vector";
import { HEAD_LAMP, TAIL_LAMP } from "./vehicle-lamps";
import { addWheel } from "./wheel";

/** The kinds of motorcycles. */
export const motorcycleBodies = ["roadster", "tourer", "scooter"] as const;

/** How a motorcycle looks. */
export type MotorcycleLook = {
  readonly body: (typeof motorcycleBodies)[number];
  readonly colour: string;
  readonly seatColour: string;
  /** A box behind the seat. */
  readonly topCase: boolean;
  readonly headlights: boolean;
  /** Metres; turns the wheels. */
  readonly rolled?: number;
};

/** What bodies of a kind agree on, metres; left and right are the same. */
type Frame = {
  readonly wheel: number;
  readonly tyre: number;
  readonly axle: number;
  readonly grip: Vec3;
  readonly rest: Vec3;
  readonly seat: Vec3;
  readonly head: Vec3;
  readonly tail: Vec3;
  /** Half the length and the height without a rider. */
  readonly half: number;
  readonly height: number;
};

const ROADSTER: Frame = {
  wheel: 0.31,
  tyre: 0.15,
  axle: 0.71,
  grip: [0.35, 1.06, -0.24],
  rest: [0.21, 0.36, 0.14],
  seat: [0, 0.83, 0.24],
  head: [0, 0.9, -0.6],
  tail: [0, 0.84, 0.9],
  half: 1.03,
  height: 1.3,
};

/** Bodies by name. */
export const frames: Record<MotorcycleLook["body"], Frame> = {
  roadster: ROADSTER,
  tourer: { ...ROADSTER, grip: [0.35, 1.1, -0.22], head: [0, 0.96, -0.72], height: 1.42 },
  scooter: {
    wheel: 0.235,
    tyre: 0.12,
    axle: 0.64,
    grip: [0.31, 1.05, -0.3],
    rest: [0.12, 0.335, -0.16],
    seat: [0, 0.79, 0.22],
    head: [0, 0.99, -0.5],
    tail: [0, 0.66, 0.83],
    half: 0.9,
    height: 1.27,
  },
};

/** Half the width of all of them: mirrors and grips. */
export const MOTORCYCLE_HALF = 0.42;
/** Corners and height of the box behind the seat. */
const CASE = { low: [-0.19, 0.0, 0.06], high: [0.19, 0.32, 0.44] } as const;

/** What a rider of it holds on to. */
export function mountOf({ body }: MotorcycleLook): Mount {
  const { grip, rest, seat } = frames[body];
  const flat: Vec3 = [0, -0.08, -Math.sqrt(1 - 0.08 ** 2)];
  const mirrored = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
  return { seat, grips: [mirrored(grip), grip], rests: [mirrored(rest), rest], toes: [flat, flat] };
}

const BLACK: Paint = ["plastic", "#18191b"];
const ENGINE: Paint = ["metal", "#5a5d60"];
const SIDE: Vec3 = [1, 0, 0];

/** Adds a motorcycle that stands on y = 0 and rides to -z. */
export function addMotorcycle(sketch: Sketch, meshes: Meshes, look: MotorcycleLook, detail: Detail): void {
  const frame = frames[look.body];
  for (const z of [-frame.axle, frame.axle]) addTyre(meshes, frame, z, look.rolled ?? 0, detail);
  if (look.body === "scooter") addScooter(sketch, meshes, look, detail);
  else addRoadster(sketch, meshes, look, detail);
  addBar(sketch, frame, detail);
  addLampsOf(sketch, look, frame, detail);
  if (look.topCase) {
    const foot = topCaseFoot(look.body);
    box(sketch.on("plastic", "#2a2c30", "cargo"), add(foot, CASE.low), add(foot, CASE.high));
    if (detail !== "far")
      box(sketch.on("paint", look.colour, "cargo"), add(foot, [-0.193, 0.1, 0.08]), add(foot, [0.193, 0.2, 0.445]));
  }
}

/** Where the box behind the seat stands. */
export function topCaseFoot(body: MotorcycleLook["body"]): Vec3 {
  return [0, frames[body].seat[1] + 0.03, 0.5];
}

/** A tyre with a rim on both sides: two half wheels back to back. */
function addTyre(meshes: Meshes, { wheel, tyre }: Frame, z: number, rolled: number, detail: Detail): void {
  for (const side of [-1, 1] as const) {
    const half = {
      centre: [(side * tyre) / 4, wheel, z],
      radius: wheel,
      width: tyre / 2,
      side,
      spokes: 5,
      rim: ["metal", "#3c3f43", "wheel"],
      turn: rolled / wheel,
    } as const;
    addWheel(meshes, half, detail === "near" ? "middle" : detail);
  }
  // The tread between them.
  const around = { near: 20, middle: 10, far: 8 }[detail];
  const tread = makeSheet(
    around,
    2,
    (column, row) => {
      const angle = (2 * Math.PI * column) / around;
      return [(row - 0.5) * 0.066, wheel + Math.cos(angle) * wheel, z + Math.sin(angle) * wheel];
    },
    { closed: true },
  );
  addSheet(meshes, tread, () => ["rubber", "#1c1c1e", "wheel"]);
}

/** Sides of lofts by detail. */
const ROUND: Record<Detail, number> = { near: 12, middle: 8, far: 5 };

function hull(meshes: Meshes, paint: Paint, stations: readonly Station[], detail: Detail): void {
  const used = detail === "far" ? stations.filter((_, at) => at % 2 === 0 || at === stations.length - 1) : stations;
  addLoft(meshes, paint, sweep(used, SIDE, ROUND[detail]));
}

function addRoadster(sketch: Sketch, meshes: Meshes, look: MotorcycleLook, detail: Detail): void {
  const paint: Paint = ["paint", look.colour];
  const at = (z: number, y: number, width: number, height: number): Station => ({ at: [0, y, z], width, height, power: 2.6 });
  // Tank, seat and tail from front to back.
  hull(
    meshes,
    paint,
    [
      at(-0.34, 0.9, 0.05, 0.05),
      at(-0.26, 0.92, 0.13, 0.1),
      at(-0.08, 0.93, 0.16, 0.12),
      at(0.08, 0.88, 0.12, 0.09),
      at(0.14, 0.84, 0.08, 0.05),
    ],
    detail,
  );
  hull(
    meshes,
    ["rubber", look.seatColour, "seat"],
    [
      at(0.08, 0.82, 0.07, 0.03),
      at(0.2, 0.81, 0.12, 0.04),
      at(0.42, 0.82, 0.14, 0.045),
      at(0.66, 0.87, 0.11, 0.05),
      at(0.74, 0.88, 0.07, 0.03),
    ],
    detail,
  );
  hull(
    meshes,
    paint,
    [at(0.34, 0.73, 0.09, 0.05), at(0.6, 0.79, 0.11, 0.055), at(0.8, 0.84, 0.09, 0.05), at(0.89, 0.86, 0.05, 0.035)],
    detail,
  );
  // Engine, gearbox and what is over them.
  hull(
    meshes,
    ENGINE,
    [at(-0.3, 0.46, 0.1, 0.1), at(-0.2, 0.45, 0.18, 0.17), at(0.14, 0.44, 0.19, 0.17), at(0.28, 0.46, 0.1, 0.1)],
    detail,
  );
  hull(
    meshes,
    BLACK,
    [at(-0.3, 0.68, 0.07, 0.12), at(-0.15, 0.68, 0.13, 0.16), at(0.3, 0.68, 0.11, 0.13), at(0.38, 0.7, 0.06, 0.06)],
    detail,
  );
  if (look.body === "tourer") {
    hull(
      meshes,
      paint,
      [
        at(-0.82, 0.9, 0.06, 0.05),
        at(-0.7, 0.94, 0.17, 0.13),
        at(-0.5, 0.92, 0.22, 0.18),
        at(-0.3, 0.84, 0.22, 0.16),
        at(-0.1, 0.72, 0.2, 0.1),
      ],
      detail,
    );
    hull(
      meshes,
      ["glass", "#39424a"],
      [at(-0.66, 1.06, 0.1, 0.02), at(-0.52, 1.2, 0.13, 0.05), at(-0.42, 1.34, 0.1, 0.03)],
      detail,
    );
  }
  if (detail === "far") return;
  const { wheel, axle } = frames[look.body];
  const chrome = sketch.on("chrome", "#aeb2b6");
  const dark = sketch.on("metal", "#2c2e31");
  const sides = detail === "near" ? 8 : 4;
  const rod = (surface: typeof dark, from: Vec3, to: Vec3, radius: number) =>
    tube(surface, { from, to, radius: [radius, radius], sides });
  for (const x of [-0.105, 0.105]) {
    rod(chrome, [x, wheel, -axle], [x, 0.98, -0.38], 0.024);
    rod(dark, [x * 1.05, wheel, axle], [x, 0.44, 0.2], 0.026);
    rod(dark, [x * 0.5, 0.66, 0.3], [x * 0.9, wheel + 0.03, axle - 0.12], 0.018);
  }
  rod(chrome, [0.13, 0.5, -0.28], [0.14, 0.28, -0.16], 0.03);
  rod(chrome, [0.14, 0.28, -0.16], [0.17, 0.3, 0.36], 0.032);
  rod(chrome, [0.17, 0.3, 0.36], [0.2, 0.42, 0.86], 0.055);
  rod(dark, [-0.25, 0.34, 0.14], [0.25, 0.34, 0.14], 0.016);
  mudguard(meshes, BLACK, -axle, wheel, [-0.5, 1.1], detail);
  // Number plate on its holder.
  box(sketch.on(...BLACK), [-0.02, 0.6, 0.86], [0.02, 0.8, 0.98]);
  box(sketch.on("metal", "#e9e9e4"), [-0.1, 0.52, 0.965], [0.1, 0.68, 0.985]);
}

function addScooter(sketch: Sketch, meshes: Meshes, look: MotorcycleLook, detail: Detail): void {
  const paint: Paint = ["paint", look.colour];
  const at = (z: number, y: number, width: number, height: number): Station => ({ at: [0, y, z], width, height, power: 3 });
  const up = (y: number, z: number, width: number, depth: number): Station => ({ at: [0, y, z], width, height: depth, power: 3 });
  // Apron that leans back, cover of the handlebar, floor, body and seat.
  hull(
    meshes,
    paint,
    [
      up(0.3, -0.44, 0.1, 0.05),
      up(0.45, -0.46, 0.2, 0.06),
      up(0.7, -0.45, 0.22, 0.055),
      up(0.92, -0.39, 0.13, 0.06),
      up(1.0, -0.36, 0.08, 0.05),
    ],
    detail,
  );
  hull(
    meshes,
    paint,
    [at(-0.5, 0.99, 0.06, 0.05), at(-0.4, 1.02, 0.15, 0.07), at(-0.28, 1.05, 0.13, 0.05), at(-0.22, 1.06, 0.05, 0.02)],
    detail,
  );
  hull(
    meshes,
    BLACK,
    [at(-0.46, 0.3, 0.15, 0.035), at(-0.2, 0.29, 0.19, 0.04), at(0.1, 0.3, 0.19, 0.05), at(0.3, 0.34, 0.13, 0.08)],
    detail,
  );
  hull(
    meshes,
    paint,
    [
      at(0.02, 0.48, 0.11, 0.13),
      at(0.16, 0.54, 0.18, 0.18),
      at(0.5, 0.58, 0.2, 0.15),
      at(0.76, 0.64, 0.14, 0.1),
      at(0.84, 0.67, 0.07, 0.05),
    ],
    detail,
  );
  hull(
    meshes,
    ["rubber", look.seatColour, "seat"],
    [
      at(0.0, 0.72, 0.08, 0.04),
      at(0.14, 0.74, 0.14, 0.05),
      at(0.4, 0.75, 0.16, 0.055),
      at(0.66, 0.78, 0.13, 0.05),
      at(0.74, 0.78, 0.08, 0.03),
    ],
    detail,
  );
  if (detail === "far") return;
  const { wheel, axle } = frames.scooter;
  const sides = detail === "near" ? 8 : 4;
  const dark = sketch.on("metal", "#2c2e31");
  for (const x of [-0.085, 0.085])
    tube(dark, { from: [x, wheel, -axle], to: [x * 0.6, 0.62, -0.47], radius: [0.02, 0.022], sides });
  hull(
    meshes,
    ENGINE,
    [at(0.26, 0.3, 0.08, 0.07), at(0.44, 0.27, 0.12, 0.09), at(0.68, 0.26, 0.1, 0.08), at(0.78, 0.26, 0.05, 0.04)],
    detail,
  );
  tube(dark, { from: [0.15, 0.26, 0.36], to: [0.17, 0.34, 0.84], radius: [0.045, 0.055], sides });
  mudguard(meshes, paint, -axle, wheel, [-0.7, 1], detail);
  box(sketch.on("metal", "#e9e9e4"), [-0.1, 0.44, 0.845], [0.1, 0.58, 0.86]);
}

/** A shell over a wheel, from one angle to another; angles from the top, positive to the rear. */
function mudguard(
  meshes: Meshes,
  paint: Paint,
  z: number,
  wheel: number,
  [from, to]: readonly [number, number],
  detail: Detail,
): void {
  const steps = detail === "near" ? 7 : 4;
  const radius = wheel + 0.025;
  const stations = Array.from({ length: steps + 1 }, (_, step): Station => {
    const angle = from + ((to - from) * step) / steps;
    const end = step === 0 || step === steps;
    return {
      at: [0, wheel + Math.cos(angle) * radius, z + Math.sin(angle) * radius],
      width: end ? 0.05 : 0.075,
      height: 0.012,
      power: 3,
    };
  });
  addLoft(meshes, paint, sweep(stations, SIDE, detail === "near" ? 8 : 5));
}

/** Handlebar with grips and mirrors. */
function addBar(sketch: Sketch, { grip }: Frame, detail: Detail): void {
  const sides = detail === "near" ? 8 : 4;
  const metal = sketch.on("metal", "#2c2e31");
  const rubber = sketch.on("rubber", "#17181a");
  for (const side of [-1, 1]) {
    const end: Vec3 = [side * (grip[0] + 0.05), grip[1], grip[2] + 0.02];
    const start: Vec3 = [side * (grip[0] - 0.08), grip[1], grip[2] - 0.02];
    tube(rubber, { from: start, to: end, radius: [0.018, 0.018], sides });
    tube(metal, { from: [side * 0.04, grip[1] - 0.07, grip[2] - 0.12], to: start, radius: [0.013, 0.013], sides, caps: false });
    if (detail === "far") continue;
    const mirror: Vec3 = [side * (grip[0] - 0.03), grip[1] + 0.17, grip[2] - 0.08];
    tube(metal, { from: [start[0], start[1], start[2]], to: mirror, radius: [0.007, 0.007], sides: 4, caps: false });
    box(sketch.on("plastic", "#18191b"), add(mirror, [-0.075, -0.025, -0.02]), add(mirror, [0.075, 0.045, 0.005]));
    box(sketch.on("glass", "#8a949c", "mirror"), add(mirror, [-0.068, -0.018, 0.005]), add(mirror, [0.068, 0.038, 0.008]));
  }
}

function addLampsOf(sketch: Sketch, { headlights, body }: MotorcycleLook, { head, tail }: Frame, detail: Detail): void {
  const state = headlights ? "lit" : "out";
  const sides = detail === "near" ? 14 : 6;
  const back = body === "tourer" ? 0.06 : 0.14;
  tube(sketch.on(...BLACK), { from: add(head, [0, 0, back]), to: head, radius: [0.05, 0.085], sides });
  tube(sketch.on(...HEAD_LAMP[state]), { from: head, to: add(head, [0, 0, -0.012]), radius: [0.075, 0.07], sides });
  box(sketch.on(...TAIL_LAMP[state]), add(tail, [-0.06, -0.02, -0.03]), add(tail, [0.06, 0.03, 0.025]));
}

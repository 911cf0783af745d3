import { z } from "zod";
import { chance, pick, type Random, uniform } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import { type AnimalBody, animalBodies, animalKinds, type Limb } from "./animal-shapes";
import { colour } from "./colour";
import { addLoft, type Station, sweep } from "./loft";
import type { Bounds, Detail, Model } from "./model";
import { finish, type Meshes, type Paint } from "./sheet";
import { type Sketch, sketch, tube } from "./sketch";

const parameters = z.strictObject({
  kind: z.enum(animalKinds),
  /** Of the shoulders over the ground, metres. */
  height: z.number().min(0.18).max(1.4),
  colour,
  /** Of belly, throat and muzzle. */
  underColour: colour,
  /** Where in its walk, 0 to 1. */
  phase: z.number().min(0).max(1),
  antlers: z.boolean().describe("Of a stag"),
});

/** An animal, every choice made. */
export type AnimalParameters = z.output<typeof parameters>;

/** Heights of the shoulders, and coats: back and under. */
const VARIETY = {
  dog: {
    height: [0.42, 0.64],
    coats: [
      ["#8a5a34", "#b08a60"],
      ["#1e1c1b", "#6a4a2c"],
      ["#c8a878", "#e2d2b4"],
      ["#e6e0d4", "#f2eee6"],
      ["#5a5450", "#a8a09a"],
    ],
  },
  cat: {
    height: [0.23, 0.29],
    coats: [
      ["#2a2826", "#2a2826"],
      ["#b87840", "#e0c8a4"],
      ["#8a857e", "#d8d4cc"],
      ["#ece6dc", "#f4f0e8"],
      ["#6a5440", "#b8a488"],
    ],
  },
  deer: {
    height: [0.85, 1.15],
    coats: [
      ["#8e5c38", "#d2b896"],
      ["#7c5438", "#c4ac8c"],
      ["#a06c44", "#e0ccaa"],
    ],
  },
} as const;

/** A dog, cat or deer that walks to -z. Up to 1,800 triangles near, 800 in the middle, 320 far. */
export const animal = {
  parameters,
  vary(random: Random): AnimalParameters {
    const kind = pick(random, animalKinds);
    const {
      height: [low, high],
      coats,
    } = VARIETY[kind];
    const [back, under] = pick<readonly [string, string]>(random, coats);
    return {
      kind,
      height: uniform(random, low, high),
      colour: back,
      underColour: under,
      phase: uniform(random, 0, 1),
      antlers: kind === "deer" && chance(random, 0.5),
    };
  },
  bounds({ kind, height, antlers }): Bounds {
    const { reach } = animalBodies[kind];
    const [wide, front, back, top] = reach;
    const crown = antlers ? ANTLERS : 0;
    return {
      min: [-Math.max(wide, crown * 0.6) * height, 0, front * height],
      max: [Math.max(wide, crown * 0.6) * height, (top + crown) * height, back * height],
    };
  },
  build(given, detail) {
    const meshes: Meshes = new Map();
    const drawing = sketch();
    const body = animalBodies[given.kind];
    const coat: Paint = ["fabric", given.colour];
    const under: Paint = ["fabric", given.underColour];
    const sides = { near: 12, middle: 8, far: 5 }[detail];
    for (const [name, hull] of Object.entries(body.hulls)) {
      const stations = hull.map((station) => scaled(station, given.height));
      addLoft(meshes, name === "muzzle" || name === "belly" ? under : coat, sweep(stations, [1, 0, 0], sides));
    }
    legs(meshes, given, body, coat, detail);
    head(drawing, meshes, given, body, coat, detail);
    return [...drawing.parts(), ...finish(meshes)];
  },
} satisfies Model<AnimalParameters>;

/** Height of the antlers over the head, in heights of the shoulders. */
const ANTLERS = 0.5;

function scaled([z, y, width, height]: readonly [number, number, number, number], size: number): Station {
  return { at: [0, y * size, z * size], width: width * size, height: height * size };
}

/** Four legs that swing in diagonal pairs, with their feet on the ground. */
function legs(
  meshes: Meshes,
  { height, phase }: AnimalParameters,
  { front, rear }: AnimalBody,
  coat: Paint,
  detail: Detail,
): void {
  const sides = { near: 8, middle: 5, far: 4 }[detail];
  for (const side of [-1, 1]) {
    for (const [limb, offset] of [
      [front, 0],
      [rear, 0.5],
    ] as const) {
      const turn = 2 * Math.PI * (phase + offset + (side > 0 ? 0.5 : 0));
      const swing = Math.sin(turn) * limb.stride;
      const stations = limbStations(limb, swing, side, height);
      addLoft(meshes, coat, sweep(stations, [1, 0, 0], sides));
    }
  }
}

/** Feet do not tilt below this, in heights of the shoulders. */
const FOOT = 0.05;

/** From the body down to the paw or hoof. */
function limbStations({ joints, x }: Limb, swing: number, side: number, size: number): readonly Station[] {
  const top = joints[0]?.[1] ?? 1;
  return joints.map(([z, y, thick]) => ({
    // The lower, the farther it swings; the foot stays on the ground.
    at: [side * x * size, y * size, (z + swing * (1 - Math.max(y, FOOT) / top)) * size],
    width: thick * size,
    height: thick * 1.15 * size,
  }));
}

/** Ears, eyes, nose, tail, antlers. */
function head(
  { on }: Sketch,
  meshes: Meshes,
  { height, antlers, kind, colour, underColour }: AnimalParameters,
  { ear, nose, eye, tail, crown }: AnimalBody,
  coat: Paint,
  detail: Detail,
): void {
  const at = ([x, y, z]: Vec3): Vec3 => [x * height, y * height, z * height];
  const mirror = ([x, y, z]: Vec3, side: number): Vec3 => [x * side, y, z];
  for (const side of [-1, 1]) {
    tube(on("fabric", colour), {
      from: at(mirror(ear.root, side)),
      to: at(mirror(ear.tip, side)),
      radius: [ear.width * height, 0.004],
      sides: detail === "near" ? 6 : 4,
    });
    if (detail === "near")
      tube(on("plastic", "#14110f"), {
        from: at(mirror([eye[0] * 0.8, eye[1], eye[2]], side)),
        to: at(mirror(eye, side)),
        radius: [0.024 * height, 0.018 * height],
        sides: 6,
      });
    if (antlers) antler(on, at, crown, side, detail);
  }
  if (detail !== "far")
    tube(on("plastic", "#1a1614"), {
      from: at([0, nose[1], nose[2] + 0.03]),
      to: at(nose),
      radius: [0.034 * height, 0.022 * height],
      sides: 6,
    });
  const paint: Paint = kind === "deer" ? ["fabric", underColour] : coat;
  const stations = tail.map((station) => scaled(station, height));
  addLoft(meshes, paint, sweep(stations, [1, 0, 0], detail === "near" ? 7 : 4));
}

/** A curved beam with three tines. */
function antler(on: Sketch["on"], at: (point: Vec3) => Vec3, [, y, z]: Vec3, side: number, detail: Detail): void {
  const horn = on("wood", "#b09a78");
  const beam: readonly Vec3[] = [
    [0.05, y, z],
    [0.12, y + 0.14, z + 0.06],
    [0.22, y + 0.3, z + 0.06],
    [0.24, y + 0.48, z - 0.02],
  ];
  const rod = (from: Vec3, to: Vec3, thick: number) =>
    tube(horn, {
      from: at([from[0] * side, from[1], from[2]]),
      to: at([to[0] * side, to[1], to[2]]),
      radius: [thick, thick * 0.6],
      sides: detail === "near" ? 5 : 3,
    });
  for (const [step, to] of beam.slice(1).entries()) {
    const from = beam[step];
    if (!from) continue;
    rod(from, to, 0.02 - step * 0.004);
    if (detail !== "far") rod(from, [from[0] + 0.03, from[1] + 0.13, from[2] - 0.14], 0.011);
  }
}

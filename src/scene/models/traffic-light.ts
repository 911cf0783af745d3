import { z } from "zod";
import { pick, type Random } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { Model } from "./model";
import { box, polygon, type Surface, sketch } from "./sketch";

const parameters = z.strictObject({
  kind: z.enum(["vehicles", "pedestrians"]).describe("Three lamps, or two"),
  lit: z.enum(["red", "amber", "green"]),
});

/** The parameters of a traffic light's head. */
export type TrafficLight = z.output<typeof parameters>;

const LAMPS = { red: ["#ff2a1c", "#4a1512"], amber: ["#ffa81c", "#4c350e"], green: ["#2cff8c", "#0e3d24"] } as const;
const PITCH = 0.29;
const LENS = 0.1;
const WIDTH = 0.29;
const DEPTH = 0.2;
const VISOR = 0.17;
const BRACKET = 0.1;

/** The head of a traffic light, without its pole: origin in the middle of its lower edge, a bracket behind it. Lamps to -z. */
export const trafficLight: Model<TrafficLight> = {
  parameters,
  vary: (random: Random) => ({
    kind: pick(random, ["vehicles", "pedestrians"] as const),
    lit: pick(random, ["red", "green"] as const),
  }),
  bounds: ({ kind }) => ({
    min: [-WIDTH / 2, 0, -DEPTH / 2 - VISOR],
    max: [WIDTH / 2, lamps(kind).length * PITCH + 0.04, DEPTH / 2 + BRACKET],
  }),
  lamps({ kind, lit }) {
    const at = lamps(kind).indexOf(lit);
    if (at < 0) return [];
    return [{ position: lensCentre(kind, at), direction: [0, 0, -1], colour: LAMPS[lit][0], lumens: 60, beamDegrees: 50 }];
  },
  build({ kind, lit }, detail) {
    const { on, parts } = sketch();
    const housing = on("plastic", "#23272a");
    const names = lamps(kind);
    const top = names.length * PITCH + 0.04;
    box(housing, [-WIDTH / 2, 0, -DEPTH / 2], [WIDTH / 2, top, DEPTH / 2]);
    for (const up of [0.12, top - 0.16]) box(housing, [-0.03, up, DEPTH / 2], [0.03, up + 0.04, DEPTH / 2 + BRACKET], ["front"]);
    for (const [at, name] of names.entries()) {
      const centre = lensCentre(kind, at);
      const [bright, dull] = LAMPS[name];
      lens(name === lit ? on("lamp", bright) : on("plastic", dull), centre, detail === "near" ? 14 : 8);
      visor(housing, centre, detail === "near" ? 7 : 3);
    }
    return parts();
  },
};

/** Middle of a lamp, counted from the top. */
function lensCentre(kind: TrafficLight["kind"], at: number): Vec3 {
  return [0, (lamps(kind).length - at - 0.5) * PITCH + 0.02, -DEPTH / 2];
}

function lamps(kind: TrafficLight["kind"]): readonly TrafficLight["lit"][] {
  return kind === "vehicles" ? ["red", "amber", "green"] : ["red", "green"];
}

/** A flat lamp: what would be seen of its sides is under the visor. */
function lens(surface: Surface, [x, y, z]: Vec3, sides: number): void {
  const corners = Array.from({ length: sides }, (_, at): Vec3 => {
    const angle = (-2 * Math.PI * at) / sides;
    return [x + LENS * Math.cos(angle), y + LENS * Math.sin(angle), z - 0.015];
  });
  const [a, b, c, ...rest] = corners;
  if (a && b && c) polygon(surface, a, b, c, ...rest);
}

/** A half tube over the lamp, seen from outside and inside. */
function visor(surface: Surface, [x, y, z]: Vec3, steps: number): void {
  const radius = LENS + 0.02;
  for (let step = 0; step < steps; step++) {
    const angle = (Math.PI * 1.2 * (step + 0.5)) / steps - 0.1 * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const half = radius * Math.tan((0.6 * Math.PI) / steps);
    const [ax, ay] = [x + radius * cos + half * sin, y + radius * sin - half * cos];
    const [bx, by] = [x + radius * cos - half * sin, y + radius * sin + half * cos];
    const reach = z - VISOR * (0.62 + 0.38 * Math.max(0, sin));
    const ring: readonly [Vec3, Vec3, Vec3, Vec3] = [
      [ax, ay, z],
      [bx, by, z],
      [bx, by, reach],
      [ax, ay, reach],
    ];
    bothSides(surface, ring);
  }
}

function bothSides(surface: Surface, [a, b, c, d]: readonly [Vec3, Vec3, Vec3, Vec3]): void {
  polygon(surface, a, b, c, d);
  polygon(surface, a, d, c, b);
}

import type { Vec3 } from "../../recipe/spec";
import type { Lamp } from "./model";
import type { Paint } from "./sheet";

/** How head and tail lamps look, lit and not. */
export const HEAD_LAMP: LampLook = { lit: ["lamp", "#fff6e4", "lamp"], out: ["chrome", "#e4e8ec", "lamp"] };
export const TAIL_LAMP: LampLook = { lit: ["lamp", "#d81c14", "lamp"], out: ["plastic", "#8f1210", "lamp"] };

type LampLook = { readonly lit: Paint; readonly out: Paint };

/** Dipped headlights lean down by 1 % (UN Regulation 48). */
const DIPPED: Vec3 = [0, -0.01 / Math.hypot(1, 0.01), -1 / Math.hypot(1, 0.01)];

/** Two headlights, dipped, and two tail lamps, from the places of the right ones (x > 0); on the middle line there is one of each. */
export function vehicleLamps(head: Vec3, tail: Vec3): readonly Lamp[] {
  return [
    ...both(head).map((position): Lamp => ({ position, direction: DIPPED, colour: "#fff1dc", lumens: 850, beamDegrees: 45 })),
    ...both(tail).map((position): Lamp => ({ position, direction: [0, 0, 1], colour: "#ff2418", lumens: 25, beamDegrees: 110 })),
  ];
}

function both([x, y, z]: Vec3): readonly Vec3[] {
  return x === 0
    ? [[x, y, z]]
    : [
        [-x, y, z],
        [x, y, z],
      ];
}

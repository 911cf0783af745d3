import type { Vec3 } from "../../recipe/spec";
import { type Surface, vertex } from "./sketch";
import { cross, subtract, unit } from "./vector";

/** What is behind a window. It decides how often there is light in the evening. */
export type WindowUse = keyof typeof uses;

const uses = { home: 0, shop: 1, office: 2 } as const;

/** Panes stay this share of a window clear of the next one's coordinates. */
const MARGIN = 0.01;

/** Windows on a wall are told apart up to this many; the numbers stay exact as texture coordinates. */
const MOST_WINDOWS = 4096;

/** A number for the window whose lower left corner is here, metres on its wall: neighbours get different ones. */
export function windowNumber(right: number, up: number): number {
  const column = Math.round(right * 2) + 64;
  const row = Math.round(up);
  return (((column + 128 * row) % MOST_WINDOWS) + MOST_WINDOWS) % MOST_WINDOWS;
}

/** Shares of a window's width and height that a pane covers. */
export type Share = readonly [from: number, to: number];

/**
 * Adds a pane; corners from the lower left one counter-clockwise, as seen from outside. Texture coordinates of the material
 * `window` are not metres: their whole parts are the window's number and use, and the fractions the place in it. So all panes
 * of a window agree on what is behind it (light, its colour, curtains), and no two windows of a house have to. A band of glass
 * may run over several windows in a row: `across` then goes beyond 1.
 */
export function addPane(
  surface: Surface,
  corners: readonly [Vec3, Vec3, Vec3, Vec3],
  window: { readonly number: number; readonly use: WindowUse },
  across: Share = [0, 1],
  up: Share = [0, 1],
): void {
  const [a, b, c] = corners;
  const normal = unit(cross(subtract(b, a), subtract(c, a)));
  const inset = (value: number, [from, to]: Share) => value + (value === from ? MARGIN : value === to ? -MARGIN : 0);
  const [first = 0, second = 0, third = 0, fourth = 0] = corners.map((corner, at) => {
    const u = window.number + inset(across[at === 1 || at === 2 ? 1 : 0], across);
    const v = uses[window.use] + inset(up[at < 2 ? 0 : 1], up);
    return vertex(surface, corner, normal, u, v);
  });
  surface.indices.push(first, second, third, first, third, fourth);
}

import type { Detail } from "./model";
import { box, type Sketch, tube } from "./sketch";

/** z of the tips of the forks and of the face that a load leans against, in the forklift's space. */
export const FORK_TIP = -2.16;
export const FORK_FACE = -1.06;
/** Upper side of the forks over their lower side. */
export const FORK_HEIGHT = 0.04;

const CLOSED = 2.05;
const BACKREST = 1.05;

/** Height of the highest part of the mast when the forks are at `lift`, metres. */
export function mastTop(lift: number): number {
  return Math.max(CLOSED + lift / 2, lift + BACKREST);
}

/** Adds the mast: fixed channels, channels that rise by half of the lift, the carriage with its back rest, and two forks. */
export function addMast({ on }: Sketch, lift: number, detail: Detail): void {
  const steel = on("metal", "#3b3d40", "mast");
  const dark = on("metal", "#2a2b2d", "mast");
  const rise = lift / 2;
  for (const side of [-1, 1]) {
    box(steel, [side * 0.33 - 0.045, 0.1, -0.94], [side * 0.33 + 0.045, CLOSED - 0.04, -0.82]);
    box(dark, [side * 0.24 - 0.035, 0.14 + rise, -0.96], [side * 0.24 + 0.035, CLOSED + rise, -0.84]);
    if (detail === "near") {
      const piston = { radius: [0.03, 0.03], sides: 6, caps: false } as const;
      tube(on("metal", "#b9bcbf", "mast"), {
        from: [side * 0.15, 0.3, -0.85],
        to: [side * 0.15, CLOSED - 0.15 + rise, -0.85],
        ...piston,
      });
    }
  }
  for (const y of [0.16, CLOSED - 0.14]) box(steel, [-0.33, y, -0.84], [0.33, y + 0.1, -0.8]);
  box(dark, [-0.24, CLOSED + rise - 0.09, -0.9], [0.24, CLOSED + rise, -0.84]);
  box(steel, [-0.2, 0.2, -0.82], [0.2, 0.4, -0.6]);
  for (const y of [0.08, 0.4]) box(dark, [-0.5, lift + y, -1.02], [0.5, lift + y + 0.1, -0.97]);
  addBackrest(on, lift, detail);
  for (const side of [-1, 1]) {
    const [left, right] = [side * 0.186 - 0.05, side * 0.186 + 0.05];
    box(on("metal", "#5b5e61", "mast"), [left, lift, FORK_TIP], [right, lift + FORK_HEIGHT, FORK_FACE]);
    box(on("metal", "#5b5e61", "mast"), [left, lift, FORK_FACE], [right, lift + 0.52, -1.02]);
  }
}

function addBackrest(on: Sketch["on"], lift: number, detail: Detail): void {
  const dark = on("metal", "#2a2b2d", "mast");
  box(dark, [-0.5, lift + BACKREST - 0.05, -1.01], [0.5, lift + BACKREST, -0.98]);
  const bars = detail === "far" ? [-0.48, 0.48] : [-0.48, -0.29, -0.1, 0.1, 0.29, 0.48];
  for (const x of bars) box(dark, [x - 0.016, lift + 0.5, -1.01], [x + 0.016, lift + BACKREST - 0.05, -0.98], ["top", "bottom"]);
}

/** Names of the parts of things in the part mask; a part's number there is its position + 1. New ones go to the end: numbers stay. */
export const partNames = [
  "body",
  "wheel",
  "window",
  "lamp",
  "mirror",
  "seat",
  "handlebar",
  "cargo",
  "mast",
  "head",
  "torso",
  "arm",
  "hand",
  "leg",
  "foot",
] as const;

/** One of `partNames`. */
export type PartName = (typeof partNames)[number];

/** The number of a part in the part mask: 0 for what has no name. */
export function partNumber(part: PartName | undefined): number {
  return part === undefined ? 0 : partNames.indexOf(part) + 1;
}

/** The scale of a slider: even where a range is narrow, logarithmic or bent where it covers orders of magnitude. */
import type { NumberField } from "./fields";

type Range = Pick<NumberField, "min" | "max" | "isWhole">;

/** From so many times on, equal steps would leave the small values no room. */
const WIDE = 500;
/** Bends a wide range that begins at 0, of which there is no logarithm. */
const BEND = 3;
/** Values keep so many digits. */
const DIGITS = 3;

/** Where a value lies in a range, 0 to 1. */
export function shareOf(value: number, { min, max }: Range): number {
  const inside = Math.min(max, Math.max(min, value));
  if (max <= min) return 0;
  if (min > 0 && max / min >= WIDE) return Math.log(inside / min) / Math.log(max / min);
  const share = (inside - min) / (max - min);
  return min === 0 && max >= WIDE ? share ** (1 / BEND) : share;
}

/** The value at a share of a range, rounded to what somebody would write. */
export function valueAtShare(share: number, range: Range): number {
  return rounded(exactValueAt(share, range), range);
}

/** The value at a share of a range. */
export function exactValueAt(share: number, { min, max }: Pick<Range, "min" | "max">): number {
  if (min > 0 && max / min >= WIDE) return min * (max / min) ** share;
  const bent = min === 0 && max >= WIDE ? share ** BEND : share;
  return min + (max - min) * bent;
}

/** A value of the range with few digits: of whole numbers where they are asked for. */
export function rounded(value: number, { min, max, isWhole }: Range): number {
  const inside = Math.min(max, Math.max(min, value));
  if (isWhole) return Math.min(Math.floor(max), Math.max(Math.ceil(min), Math.round(Number(inside.toPrecision(DIGITS + 1)))));
  const isWide = (min > 0 && max / min >= WIDE) || (min === 0 && max >= WIDE);
  const step = isWide
    ? 10 ** (Math.floor(Math.log10(Math.abs(inside) || 1)) - DIGITS + 1)
    : 10 ** (Math.floor(Math.log10(max - min)) - DIGITS + 1);
  const near = Math.round(inside / step) * step;
  return Math.min(max, Math.max(min, Number(near.toPrecision(12))));
}

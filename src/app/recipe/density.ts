/** The shape of a distribution, for a small plot of it. */
import type { Quantity } from "../../recipe/quantity";
import { exactValueAt, shareOf } from "./scale";

type Range = { readonly min: number; readonly max: number; readonly isWhole: boolean };

/** A bar of a plot: where it stands and how high it is, both 0 to 1. */
export type Bar = { readonly at: number; readonly height: number };

/** What a quantity looks like over the range of its field: single values as bars. */
export function barsOf(value: Quantity, range: Range): readonly Bar[] | undefined {
  if (typeof value === "number") return [{ at: shareOf(value, range), height: 1 }];
  if (!("choice" in value)) return undefined;
  const weights = value.choice.map((_, at) => value.weights?.[at] ?? 1);
  const most = Math.max(...weights, Number.MIN_VALUE);
  return value.choice.map((item, at) => ({ at: shareOf(item, range), height: (weights[at] ?? 0) / most }));
}

/**
 * Height of a continuous distribution, 0 to 1, at evenly spaced places of its field's slider. The slider may be bent: what is drawn is the chance of a
 * value in each equally wide piece of it, so the area under the line stays honest.
 */
export function curveOf(value: Quantity, range: Range, places: number): readonly number[] {
  const edge = (at: number) => exactValueAt(at / places, range);
  const heights = Array.from({ length: places }, (_, at) => shareBelow(value, edge(at + 1)) - shareBelow(value, edge(at)));
  const most = Math.max(...heights, Number.MIN_VALUE);
  return heights.map((height) => Math.max(0, height) / most);
}

/** The chance of a value below a limit, 0 to 1. */
export function shareBelow(value: Quantity, limit: number): number {
  if (typeof value === "number") return value < limit ? 1 : 0;
  if ("choice" in value) {
    const weights = value.choice.map((_, at) => value.weights?.[at] ?? 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return value.choice.reduce((sum, item, at) => sum + (item < limit ? (weights[at] ?? 0) : 0), 0) / total;
  }
  if ("normal" in value) {
    const { mean, sd, min, max } = value.normal;
    const below = (number: number) => normalBelow((number - mean) / sd);
    return within((below(within(limit, min, max)) - below(min)) / (below(max) - below(min)));
  }
  if ("uniform" in value) {
    const [low, high] = value.uniform;
    return high > low ? within((limit - low) / (high - low)) : Number(low < limit);
  }
  const [low, high] = value["log-uniform"];
  return high > low ? within(Math.log(Math.max(limit, low) / low) / Math.log(high / low)) : Number(low < limit);
}

function within(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}

/** Cumulative normal distribution, within 2e-7 (Abramowitz and Stegun 1964, 7.1.26): finer than a pixel of any plot. */
function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const half = series * Math.exp(-x * x) * 0.5;
  return z > 0 ? 1 - half : half;
}

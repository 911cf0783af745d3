import path from "node:path";
import type { Summary } from "../export";
import { duration, rate } from "./progress";

/** What to tell at the end of a run: where the files are, how fast it went, and a line or two on what is inside. */
export function summaryLines(summary: Summary, files: readonly string[], folder: string, elapsedMs: number): string[] {
  const seconds = elapsedMs / 1000;
  return [
    ...files.map((file) => path.join(folder, file)),
    `${summary.images} images (${megabytes(summary.bytes)}) in ${duration(seconds)}: ${rate(summary.images / Math.max(seconds, 1e-3))}`,
    `${summary.instances} labelled instances: ${counts(summary.perClass)}`,
    `Weather: ${counts(summary.perWeather)}`,
  ];
}

/** `car 120, pedestrian 80`, most first; equal counts by name. */
function counts(perName: { readonly [name: string]: number }): string {
  const sorted = Object.entries(perName).sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return sorted.map(([name, count]) => `${name} ${count}`).join(", ") || "none";
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

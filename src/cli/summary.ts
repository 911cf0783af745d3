import path from "node:path";
import type { Summary } from "../export";
import { duration, rate } from "./progress";

/** What to tell at the end of a run, of all its datasets together: where the files are, how fast it went, and a line or two on what is inside. */
export function summaryLines(
  summaries: readonly Summary[],
  files: readonly string[],
  folder: string,
  elapsedMs: number,
): string[] {
  const seconds = elapsedMs / 1000;
  const images = sum(summaries.map((one) => one.images));
  const instances = sum(summaries.map((one) => one.instances));
  const bytes = sum(summaries.map((one) => one.bytes));
  return [
    ...files.map((file) => (folder.startsWith("s3:") ? `${folder}/${file}` : path.join(folder, file))),
    `${images} images (${megabytes(bytes)}) in ${duration(seconds)}: ${rate(images / Math.max(seconds, 1e-3))}`,
    `${instances} labelled instances: ${counts(joined(summaries.map((one) => one.perClass)))}`,
    `Weather: ${counts(joined(summaries.map((one) => one.perWeather)))}`,
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function joined(all: readonly { readonly [name: string]: number }[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of all.flatMap(Object.entries<number>)) total[name] = (total[name] ?? 0) + count;
  return total;
}

/** `car 120, pedestrian 80`, most first; equal counts by name. */
function counts(perName: { readonly [name: string]: number }): string {
  const sorted = Object.entries(perName).sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return sorted.map(([name, count]) => `${name} ${count}`).join(", ") || "none";
}

/** `12.3 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

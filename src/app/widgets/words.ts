/** Numbers as people read them. */

/** "1.4 s", "38 s", "2 min 10 s", "1 h 05 min". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
}

/** "512 kB", "3.4 MB", "1.20 GB" (powers of ten). */
export function fileSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

/** "0.8 m", "12 m", "3.5 km". */
export function distance(metres: number): string {
  if (metres < 10) return `${metres.toFixed(1)} m`;
  if (metres < 1000) return `${Math.round(metres)} m`;
  return `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;
}

/** "1 image", "24 images". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** "0.35", "12", "1,024": three digits where there are more behind the point. */
export function plainNumber(value: number): string {
  return value.toLocaleString("en", Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}

/** "skies/park.hdr" as "park.hdr". */
export function fileName(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** "traffic_sign" as "traffic sign". */
export function spaced(name: string): string {
  return name.replaceAll(/[_-]/g, " ");
}

/** A whole number from 0, or undefined. */
export function wholeNumber(text: string | null): number | undefined {
  const value = Number(text ?? "");
  return text && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

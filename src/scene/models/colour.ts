import { z } from "zod";

/** Schema of an sRGB colour, `#rrggbb` in small letters. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/, "a colour looks like #a0b1c2");

/** An sRGB colour made lighter or darker by a factor. */
export function shaded(tone: string, factor: number): string {
  const channel = (at: number) => Math.min(255, Math.round(Number.parseInt(tone.slice(at, at + 2), 16) * factor));
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
}

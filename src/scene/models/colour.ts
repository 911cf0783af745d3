import { z } from "zod";

/** Schema of an sRGB colour, `#rrggbb` in small letters. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/, "a colour looks like #a0b1c2");

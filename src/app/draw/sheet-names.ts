/** Kinds of contact sheet: `labels` to check them, large and lossless; `plain` to see at a glance what a recipe makes, small and for documents; `captions` the same, larger and with captions. */
export const sheetNames = ["labels", "plain", "captions"] as const;

export type SheetName = (typeof sheetNames)[number];

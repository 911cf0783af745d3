/** Kinds of contact sheet: `labels` to check them, large and lossless; `plain` to see at a glance what a recipe makes, small and for documents. */
export const sheetNames = ["labels", "plain"] as const;

export type SheetName = (typeof sheetNames)[number];

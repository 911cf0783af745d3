/** Patterns are sized in metres up to this; a vertex holds the size in one byte, in steps of a hundredth of a metre. */
export const LARGEST_PATTERN = 2.55;

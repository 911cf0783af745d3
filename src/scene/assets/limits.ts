/** More triangles in one model than this are refused; each is drawn in every sub-frame. */
export const MOST_TRIANGLES = 2_000_000;
/** Pictures are made smaller until both sides have at most so many pixels. */
export const MOST_TEXELS = 4096;
/** Poses of an animation clip that instances take, evenly spaced in time. */
export const POSES = 8;

/** Objects on this layer are seen by the shadow map; those on this layer alone by nothing else. */
export const SHADOW_LAYER = 1;

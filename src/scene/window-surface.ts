import { float, floor, fract, max, min, mix, smoothstep, uv, vec2, vec3 } from "three/tsl";
import type { Node } from "three/webgpu";
import { cellNoise } from "./masonry";

/** Shares of the windows of homes, shops and offices with light behind them when it is dark. */
const LIT = { home: 0.42, shop: 0.85, office: 0.3 } as const;

/**
 * Glass with a room behind it: each window has its own curtains or blind, its own light and the colour of that light. `own` is
 * a number of the house; see `models/window-glass.ts` for the texture coordinates.
 */
export function windowSurface(tint: Node<"vec3">, own: Node<"float">) {
  const window = floor(uv());
  const at = fract(uv());
  const draw = (salt: number) => cellNoise(window.add(vec2(salt, 0)), own);
  const use = window.y;
  const home = float(1).sub(smoothstep(float(0.4), float(0.5), use));
  const office = smoothstep(float(1.5), float(1.6), use);

  // Curtains at both sides of every second window of a home, a blind that is let down in some of the others.
  const side = min(at.x, float(1).sub(at.x));
  const curtained = smoothstep(float(0.5), float(0.51), draw(5003));
  const drawn = draw(7001).mul(0.34).add(0.06);
  const curtain = float(1)
    .sub(smoothstep(drawn, drawn.add(0.02), side))
    .mul(curtained);
  const low = draw(3001).mul(1.6).sub(0.1);
  const blind = smoothstep(low.sub(0.01), low, at.y).mul(float(1).sub(curtained));
  const cloth = max(curtain, blind).mul(max(home, office.mul(0.8)));
  const folds = at.x.mul(95).cos().mul(0.09).mul(curtain).add(0.93);
  const hue = mix(vec3(0.95, 0.93, 0.88), vec3(0.72, 0.62, 0.52), draw(9001));

  const share = mix(mix(float(LIT.shop), float(LIT.home), home), float(LIT.office), office);
  const on = float(1).sub(smoothstep(share.sub(0.01), share, draw(0)));
  const warm = mix(vec3(1, 0.62, 0.3), vec3(1, 0.86, 0.66), draw(1009));
  const light = mix(mix(warm, vec3(1, 0.9, 0.75), float(1).sub(home)), vec3(0.86, 0.95, 1), office);
  /** Brighter under the ceiling, dim behind cloth. */
  const glow = mix(at.y.mul(0.75).add(0.45), float(0.5), cloth.mul(0.8)).mul(draw(2003).mul(0.6).add(0.6));

  const room = tint.mul(mix(float(0.12), float(0.3), draw(4001)));
  return {
    colour: mix(room, hue.mul(folds).mul(0.62), cloth),
    roughness: float(0.08),
    mirror: vec3(0.09),
    glow: {
      always: vec3(0),
      lamps: light
        .mul(mix(tint, mix(vec3(1), hue, cloth), max(home, office)))
        .mul(on)
        .mul(glow),
    },
  };
}

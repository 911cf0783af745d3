import { DataTexture, DataUtils, HalfFloatType, NearestFilter, RGBAFormat, Vector3 } from "three";
import { clamp, cross, dot, exp, float, floor, mix, select, smoothstep, sqrt, texture, uniform, vec2, vec3 } from "three/tsl";
import type { Node } from "three/webgpu";
import { fold, unfold } from "../octahedron-node";
import type { Light } from "./light";
import { MOON_RADIUS } from "./night-sky";
import { CHART_CELLS, CHART_NUMBERS, type Firmament, starChart } from "./star-chart";

/** Stars and the disc of the moon, as the dome shows them. */
export type Heavens = {
  /** Exposed radiance from a direction, before clouds. */
  readonly stars: (direction: Node<"vec3">) => Node<"vec3">;
  readonly moon: (direction: Node<"vec3">) => Node<"vec3">;
  set(light: Light, firmament: Firmament): void;
  dispose(): void;
};

/** Stars are points: the picture spreads them over a Gaussian of so many pixels. */
const STAR_PIXELS = 0.6;

/** `focal` is the focal length in pixels. */
export function createHeavens(noise: DataTexture, focal: Node<"float">): Heavens {
  const chart = starTexture();
  const [east, up, north] = [uniform(new Vector3(1, 0, 0)), uniform(new Vector3(0, 1, 0)), uniform(new Vector3(0, 0, 1))];
  const star = uniform(new Vector3());
  const depth = uniform(0);
  const moon = uniform(new Vector3(0, 1, 0));
  const sunward = uniform(new Vector3(1, 0, 0));
  const moonlight = uniform(new Vector3());
  /** Cosine and sine of the angle at the moon between sun and observer. */
  const phase = uniform(new Vector3(1, 0, 0));

  const stars = (direction: Node<"vec3">) => {
    const there = east.mul(direction.x).add(up.mul(direction.y)).sub(north.mul(direction.z)).toVar();
    const cell = floor(clamp(unfold(there).mul(0.5).add(0.5).mul(CHART_CELLS), 0, CHART_CELLS - 0.01)).toVar();
    const found = texture(chart, cell.add(0.5).div(CHART_CELLS)).level(float(0)).toVar();
    const away = there.sub(fold(cell.add(found.xy).div(CHART_CELLS).mul(2).sub(1).toVar())).toVar();
    const spread = float(STAR_PIXELS).div(focal).toVar();
    const squared = spread.mul(spread).mul(2).toVar();
    const seen = exp(dot(away, away).div(squared).negate()).div(squared.mul(Math.PI));
    const tint = mix(vec3(0.75, 0.88, 1.25), vec3(1.25, 0.93, 0.6), found.w.add(0.2).div(1.8));
    const through = exp(depth.div(direction.y.max(0.03)).negate());
    return star.mul(tint).mul(found.z).mul(seen).mul(through);
  };

  const disc = (direction: Node<"vec3">) => {
    const x = dot(direction, sunward).div(MOON_RADIUS).toVar();
    const y = dot(direction, cross(moon, sunward)).div(MOON_RADIUS).toVar();
    const out = x.mul(x).add(y.mul(y)).toVar();
    const z = sqrt(out.oneMinus().max(0));
    const lit = smoothstep(float(-0.02), float(0.1), x.mul(phase.y).add(z.mul(phase.x)));
    const edge = smoothstep(float(0.9), float(1), out).oneMinus();
    const seas = texture(noise, vec2(x, y).mul(0.035).add(0.37)).level(float(0)).r.mul(0.9).add(0.55);
    return moonlight.mul(lit.mul(edge).mul(seas)).mul(select(dot(direction, moon).greaterThan(0), 1, 0));
  };

  return {
    stars,
    moon: disc,
    set({ night }, firmament) {
      east.value.set(...firmament.east);
      up.value.set(...firmament.up);
      north.value.set(...firmament.north);
      star.value.set(...(night?.star ?? [0, 0, 0]));
      depth.value = night?.zenithDepth ?? 0;
      moon.value.set(...(night?.moon.direction ?? [0, 1, 0]));
      sunward.value.set(...(night?.moon.sunward ?? [1, 0, 0]));
      moonlight.value.set(...(night?.moon.radiance ?? [0, 0, 0]));
      const cosine = 2 * (night?.moon.illuminatedShare ?? 1) - 1;
      phase.value.set(cosine, Math.sqrt(Math.max(0, 1 - cosine * cosine)), 0);
    },
    dispose: () => chart.dispose(),
  };
}

function starTexture(): DataTexture {
  const texels = Uint16Array.from(starChart(), (value) => DataUtils.toHalfFloat(value));
  if (texels.length !== CHART_CELLS * CHART_CELLS * CHART_NUMBERS) throw new Error("The chart of the stars has another size");
  const chart = new DataTexture(texels, CHART_CELLS, CHART_CELLS, RGBAFormat, HalfFloatType);
  chart.name = "stars";
  chart.magFilter = NearestFilter;
  chart.minFilter = NearestFilter;
  chart.needsUpdate = true;
  return chart;
}

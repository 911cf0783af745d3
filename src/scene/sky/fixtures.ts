import { Vector2, Vector3 } from "three";
import { float, smoothstep, uniform, vec2 } from "three/tsl";
import type { Node } from "three/webgpu";
import type { LampGridSpec } from "../../recipe/spec";
import { here } from "../here";
import type { Rgb } from "./colour";

/** The lamps of a room as shiny things show them, and how bright they are. */
export type FixtureLight = LampGridSpec & { readonly radiance: Rgb };

/** Mirror images of the lamps under a ceiling. The lamps themselves are geometry of the scene; mirrors cannot see that. */
export type Fixtures = {
  /** Radiance of lamps that a surface of this roughness mirrors in a direction (unit vector), world space. */
  readonly mirrored: (direction: Node<"vec3">, roughness: Node<"float">) => Node<"vec3">;
  /** Hangs up other lamps; undefined for none. */
  set(light: FixtureLight | undefined): void;
};

/** Lamps farther away than this many heights of the ceiling are hidden by whatever else is in the room. */
const FARTHEST = 7;

/** Makes the lamps once; `set` compiles nothing. */
export function createFixtures(): Fixtures {
  const height = uniform(0);
  const pitch = uniform(new Vector2(1, 1));
  const half = uniform(new Vector2(1, 1));
  const offset = uniform(new Vector2());
  const radiance = uniform(new Vector3());
  return {
    mirrored(direction, roughness) {
      const rise = height.sub(here.y).max(0);
      const metres = rise.div(direction.y.max(0.02));
      const at = here.xz.add(direction.xz.mul(metres)).sub(offset);
      const local = at.sub(at.div(pitch).round().mul(pitch)).abs();
      // A rough surface looks into a cone; GGX has about half of its light within the square of the roughness (Walter et al., 2007).
      const blur = metres.mul(roughness.mul(roughness).add(0.004));
      const wide = vec2(blur, blur);
      const cover = half.add(wide).sub(local).div(wide.mul(2)).clamp(0, 1).mul(half.div(wide).min(1));
      const near = smoothstep(rise.mul(FARTHEST / 2), rise.mul(FARTHEST), metres).oneMinus();
      return radiance
        .mul(cover.x.mul(cover.y))
        .mul(near)
        .mul(smoothstep(float(0.02), float(0.1), direction.y));
    },
    set(light) {
      radiance.value.set(...(light?.radiance ?? [0, 0, 0]));
      if (!light) return;
      height.value = light.heightMetres;
      pitch.value.set(...light.pitchMetres);
      half.value.set(light.sizeMetres[0] / 2, light.sizeMetres[1] / 2);
      offset.value.set(...light.middle);
    },
  };
}

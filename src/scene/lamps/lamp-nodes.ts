import { Vector4 } from "three";
import { Fn, float, If, int, Loop, normalize, uniform, uniformArray, vec3 } from "three/tsl";
import type { Node } from "three/webgpu";
import { here } from "../here";
import { perChannel, type Rgb } from "../sky/colour";
import type { ShiningLamp } from "../sky/light-plan";
import { DIPPED_BEAM, MOST_LAMPS, squaredReach } from "./lamps";

/** The lamps as the shaders see them: a list of fixed length, of which `count` are used. By day none are, and they cost nothing. */
export type LampNodes = {
  /** What the lamps add to the light of a surface: `matt` is their irradiance, `gloss` what one that shines mirrors of them, per reflectance. */
  readonly on: (normal: Node<"vec3">, shine?: Shine) => { readonly matt: Node<"vec3">; readonly gloss: Node<"vec3"> };
  /** Light of the lamps that the air scatters towards the camera on the way to a point. */
  readonly halo: (eye: Node<"vec3">, direction: Node<"vec3">, distance: Node<"float">, extinction: Node<"float">) => Node<"vec3">;
  /** `gain` turns candela into exposed units. */
  set(lamps: readonly ShiningLamp[], gain: Rgb): void;
};

/** How a surface mirrors lamps: everywhere, or only where `when` says so. */
type Shine = { readonly view: Node<"vec3">; readonly roughness: Node<"float">; readonly when?: Node<"bool"> };

/** Extinction in 1/m from which lamps have halos: visibility below 4 km. */
export const HALOS_FROM = 7.5e-4;

/** Rows of a lamp in the list: position and exponent (-1 for a dipped beam); axis and square of the reach; exposed intensity. */
const ROWS = 3;

export function createLampNodes(): LampNodes {
  const values = Array.from({ length: MOST_LAMPS * ROWS }, () => new Vector4());
  const list = uniformArray<"vec4">(values, "vec4");
  const count = uniform(0, "int");
  const row = (lamp: Node<"int">, at: number): Node<"vec4"> => list.element(lamp.mul(ROWS).add(at));

  return {
    on(normal, shine) {
      const matt = vec3(0).toVar();
      const gloss = vec3(0).toVar();
      If(count.greaterThan(0), () => {
        Loop({ start: 0, end: count, type: "int" }, ({ i }) => {
          const lamp = i as unknown as Node<"int">;
          const place = row(lamp, 0).toVar();
          const way = place.xyz.sub(here).toVar();
          const squared = way.dot(way).max(0.02).toVar();
          const towards = way.mul(squared.inverseSqrt()).toVar();
          const cosine = normal.dot(towards).toVar();
          const axis = row(lamp, 1).toVar();
          // Beyond its reach a lamp is too weak to be seen, and behind its back there is no light.
          const reached = squared.lessThan(axis.w).and(axis.xyz.dot(way).lessThan(0));
          If(cosine.greaterThan(0).and(reached), () => {
            const fading = squared.div(axis.w).oneMinus();
            const light = row(lamp, 2)
              .xyz.mul(beam(place.w, axis.xyz, towards.negate()).mul(fading))
              .div(squared)
              .mul(cosine)
              .toVar();
            matt.addAssign(light);
            if (!shine) return;
            const { view, roughness, when } = shine;
            const mirror = () => {
              const power = float(2).div(roughness.mul(roughness).max(0.02).pow(2)).sub(2).clamp(1, 900);
              const half = normalize(towards.add(view));
              gloss.addAssign(light.mul(normal.dot(half).max(0).pow(power)).mul(power.add(8).div(8 * Math.PI)));
            };
            if (when) If(when, mirror);
            else mirror();
          });
        });
      });
      return { matt, gloss };
    },
    halo: Fn(([eye, direction, distance, extinction]: [Node<"vec3">, Node<"vec3">, Node<"float">, Node<"float">]) => {
      const sum = vec3(0).toVar();
      const lit = extinction.greaterThan(HALOS_FROM).select(count, int(0));
      Loop({ start: 0, end: lit, type: "int" }, ({ i }) => {
        const lamp = i as unknown as Node<"int">;
        const place = row(lamp, 0).toVar();
        // The integral of 1/r² along the ray (Sun et al., A Practical Analytic Single Scattering Model, 2005, without extinction).
        const way = place.xyz.sub(eye).toVar();
        const along = way.dot(direction).toVar();
        const aside = way.sub(direction.mul(along)).length().max(0.04).toVar();
        const angle = distance.sub(along).div(aside).atan().add(along.div(aside).atan());
        const nearest = eye.add(direction.mul(along.clamp(0, distance)));
        const beamed = beam(place.w, row(lamp, 1).xyz, normalize(nearest.sub(place.xyz).add(vec3(0, -0.2, 0))))
          .mul(0.85)
          .add(0.15);
        const dimmed = extinction.mul(along.clamp(0, distance).add(aside)).negate().exp();
        sum.addAssign(row(lamp, 2).xyz.mul(beamed).mul(dimmed).mul(angle.div(aside)));
      });
      return sum.mul(extinction).div(4 * Math.PI);
    }),
    set(lamps, gain) {
      count.value = lamps.length;
      for (const [at, { lamp, gain: share }] of lamps.entries()) {
        const { position, axis, intensity, exponent, dipped } = lamp;
        values[at * ROWS]?.set(...position, dipped ? -1 : exponent);
        values[at * ROWS + 1]?.set(...axis, squaredReach(intensity, gain));
        const exposed = perChannel((c) => intensity[c] * gain[c] * share);
        values[at * ROWS + 2]?.set(...exposed, 0);
      }
    },
  };
}

/** Share of the intensity that leaves a lamp in a direction: `beamShape` of `lamps.ts` for the GPU. */
export const beam = Fn(([exponent, axis, direction]: [Node<"float">, Node<"vec3">, Node<"vec3">]) => {
  const share = float(0).toVar();
  const cosine = axis.dot(direction).toVar();
  If(cosine.greaterThan(0), () => {
    If(exponent.greaterThanEqual(0), () => {
      share.assign(cosine.pow(exponent));
    }).Else(() => {
      const rise = direction.y.sub(axis.y).toVar();
      const flat = axis.xz.length().mul(direction.xz.length()).max(1e-6);
      const across = axis.xz.dot(direction.xz).div(flat).oneMinus().mul(2);
      const above = rise
        .div(0.02)
        .oneMinus()
        .max(0)
        .mul(1 - DIPPED_BEAM.above)
        .add(DIPPED_BEAM.above);
      const below = rise.div(DIPPED_BEAM.down).pow2().negate().exp();
      share.assign(
        rise
          .greaterThan(0)
          .select(above, below)
          .mul(
            across
              .div(DIPPED_BEAM.across ** 2)
              .negate()
              .exp(),
          ),
      );
    });
  });
  return share;
});

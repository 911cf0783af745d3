import { LightProbe, Vector3 } from "three";
import { attribute, float, uniformArray, vertexStage } from "three/tsl";
import type { Node } from "three/webgpu";
import type { Rgb } from "./sky/colour";

/** The light from all around, without shadows: nine spherical harmonics (Ramamoorthi and Hanrahan, An Efficient Representation for Irradiance Environment Maps, 2001). */
export type Ambient = {
  /** For three's own materials. */
  readonly probe: LightProbe;
  /** Irradiance of a surface by its normal in the world. */
  readonly irradiance: (normal: Node<"vec3">) => Node<"vec3">;
  /** The same for smooth surfaces: evaluated at the corners of triangles only. */
  readonly smooth: Node<"vec3">;
  /** Radiance of the surroundings, as three's LightProbe wants it. */
  set(coefficients: readonly Rgb[]): void;
};

/** What turns harmonics of radiance into a polynomial of the normal whose value is irradiance. */
const [LEVEL, LINEAR, MIXED, SQUARE, DIFFERENCE] = [0.886227, 1.023328, 0.858086, 0.743125, 0.429043];
const SQUARE_MEAN = 0.247708;

export function createAmbient(): Ambient {
  const probe = new LightProbe();
  const terms = Array.from({ length: 9 }, () => new Vector3());
  const of = uniformArray<"vec3">(terms, "vec3");
  const term = (at: number): Node<"vec3"> => of.element(at);
  const irradiance = (normal: Node<"vec3">) => {
    const { x, y, z } = normal;
    const linear = term(0).add(term(1).mul(y)).add(term(2).mul(z)).add(term(3).mul(x));
    const mixed = term(4)
      .mul(x.mul(y))
      .add(term(5).mul(y.mul(z)))
      .add(term(7).mul(x.mul(z)));
    const squares = term(6)
      .mul(z.mul(z))
      .add(term(8).mul(x.mul(x).sub(y.mul(y))));
    return linear.add(mixed).add(squares).max(float(0));
  };
  return {
    probe,
    irradiance,
    smooth: vertexStage(irradiance(attribute<"vec3">("normal", "vec3"))),
    set(coefficients) {
      for (const [at, [r, g, b]] of coefficients.entries()) probe.sh.coefficients[at]?.set(r, g, b);
      for (const [at, term] of irradianceTerms(probe.sh.coefficients).entries()) terms[at]?.copy(term);
    },
  };
}

/** The factors of 1, y, z, x, xy, yz, zz, xz and xx - yy in the irradiance of a surface with the normal (x, y, z), from nine harmonics of radiance. */
export function irradianceTerms(radiance: readonly Vector3[]): Vector3[] {
  const factors = [LEVEL, LINEAR, LINEAR, LINEAR, MIXED, MIXED, SQUARE, MIXED, DIFFERENCE];
  const terms = factors.map((factor, at) => new Vector3().addScaledVector(radiance[at] ?? NOTHING, factor));
  terms[0]?.addScaledVector(radiance[6] ?? NOTHING, -SQUARE_MEAN);
  return terms;
}

const NOTHING = new Vector3();

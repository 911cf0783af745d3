import { SphericalHarmonics3, Vector3 } from "three";
import { expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { irradianceTerms } from "../../src/scene/ambient";

test("the terms of the light from all around give the irradiance that three reckons from the same harmonics", () => {
  const random = stream(1, 0, "ambient");
  const vector = () => new Vector3(random() * 2 - 1, random() * 2 - 1, random() * 2 - 1);
  const harmonics = new SphericalHarmonics3().set(Array.from({ length: 9 }, vector));
  const terms = irradianceTerms(harmonics.coefficients);
  for (let at = 0; at < 20; at++) {
    const normal = vector().normalize();
    const { x, y, z } = normal;
    const factors = [1, y, z, x, x * y, y * z, z * z, x * z, x * x - y * y];
    const own = factors.reduce((sum, factor, term) => sum.addScaledVector(terms[term] ?? new Vector3(), factor), new Vector3());
    expect(own.distanceTo(harmonics.getIrradianceAt(normal, new Vector3()))).toBeLessThan(1e-5);
  }
});

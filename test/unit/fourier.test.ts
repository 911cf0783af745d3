import { expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { wavesOf } from "../../src/scene/fourier";

test("waves add up to what the sum of each of them is", () => {
  const size = 16;
  const random = stream(1, 0, "waves");
  const [real, imaginary] = [new Float64Array(size * size).map(random), new Float64Array(size * size).map(random)];
  const sums = [new Float64Array(size * size), new Float64Array(size * size)] as const;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let at = 0; at < size * size; at++) {
        const angle = (2 * Math.PI * (Math.floor(at / size) * y + (at % size) * x)) / size;
        const [a, b] = [real[at] ?? 0, imaginary[at] ?? 0];
        sums[0][y * size + x] = (sums[0][y * size + x] ?? 0) + a * Math.cos(angle) - b * Math.sin(angle);
        sums[1][y * size + x] = (sums[1][y * size + x] ?? 0) + a * Math.sin(angle) + b * Math.cos(angle);
      }
  wavesOf(real, imaginary, size);
  for (const [at, sum] of sums[0].entries()) expect(real[at]).toBeCloseTo(sum, 9);
  for (const [at, sum] of sums[1].entries()) expect(imaginary[at]).toBeCloseTo(sum, 9);
});

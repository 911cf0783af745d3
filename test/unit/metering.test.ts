import { expect, test } from "vitest";
import { daylight } from "../../src/scene/sky/daylight";
import { rowSine, SKY_COLUMNS, SKY_ROWS } from "../../src/scene/sky/light";

/** Radiance of a grey card of 18 % that lies on open ground. */
function greyCard(weather: object, exposureBias = 0): number {
  const full = {
    kind: "clear",
    sunElevationDegrees: 45,
    sunAzimuthDegrees: 150,
    cloudCover: 0,
    visibilityMetres: 40_000,
    ...weather,
  };
  const { illuminanceLux, candelas } = daylight(full, exposureBias);
  return (0.18 * illuminanceLux) / Math.PI / candelas;
}

test.each([
  ["a high sun", { sunElevationDegrees: 60 }],
  ["a low sun", { sunElevationDegrees: 20 }],
  ["half the sky in clouds", { cloudCover: 0.5 }],
  ["an overcast sky", { cloudCover: 1 }],
  ["haze", { visibilityMetres: 3000 }],
  ["rain", { cloudCover: 1, rainMillimetresPerHour: 5 }],
])("the meter brings a grey card under %s to 0.18 within two thirds of a stop", (_, weather) => {
  expect(Math.abs(Math.log2(greyCard(weather) / 0.18))).toBeLessThan(2 / 3);
});

test.each([20, 38, 60])(
  "with the sun at %i degrees a white card is about white in the sun, and moderately blue in open shade",
  (sunElevationDegrees) => {
    const { sky, sunIrradiance, sunDirection } = daylight(
      { kind: "clear", sunElevationDegrees, sunAzimuthDegrees: 150, cloudCover: 0, visibilityMetres: 40_000 },
      0,
    );
    const shade = [0, 1, 2].map((c) => {
      let sum = 0;
      for (const [at, colour] of sky.entries()) {
        const row = Math.floor(at / SKY_COLUMNS);
        const width = rowSine(Math.min(row + 0.5, SKY_ROWS - 1)) - rowSine(Math.max(row - 0.5, 0));
        sum += ((colour[c] ?? 0) * rowSine(row) * width * 2 * Math.PI) / SKY_COLUMNS;
      }
      return sum;
    });
    const [red = 1, , blue = 1] = shade;
    // Skylight of 10,000 to 15,000 K (Hernandez-Andres et al., 2001) is 1.7 to 2.2 times as blue as red; the camera takes a part of it.
    expect(blue / red).toBeGreaterThan(1.4);
    expect(blue / red).toBeLessThan(2.1);
    const sunny = [0, 2].map((c) => (shade[c] ?? 0) + (sunIrradiance[c as 0 | 2] ?? 0) * sunDirection[1]);
    expect((sunny[1] ?? 0) / (sunny[0] ?? 1)).toBeGreaterThan(0.7);
    expect((sunny[1] ?? 0) / (sunny[0] ?? 1)).toBeLessThan(1.1);
  },
);

test("a bias of a stop doubles the light of the card; dusk stays darker than day, by less than two stops", () => {
  expect(greyCard({}, 1) / greyCard({})).toBeCloseTo(2, 6);
  const dusk = greyCard({ sunElevationDegrees: -2 }) / greyCard({});
  expect(dusk).toBeLessThan(0.85);
  expect(dusk).toBeGreaterThan(0.25);
});

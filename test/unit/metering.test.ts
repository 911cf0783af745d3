import { expect, test } from "vitest";
import { daylight } from "../../src/scene/sky/daylight";

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

test("a bias of a stop doubles the light of the card; dusk stays darker than day, by less than two stops", () => {
  expect(greyCard({}, 1) / greyCard({})).toBeCloseTo(2, 6);
  const dusk = greyCard({ sunElevationDegrees: -2 }) / greyCard({});
  expect(dusk).toBeLessThan(0.85);
  expect(dusk).toBeGreaterThan(0.25);
});

import { expect, test } from "vitest";
import { lensDropsOf } from "../../src/scene/lens-drops";
import { luminance } from "../../src/scene/sky/colour";
import { daylight } from "../../src/scene/sky/daylight";
import { planLight } from "../../src/scene/sky/light-plan";

const rain = {
  kind: "heavy-rain",
  sunElevationDegrees: 30,
  sunAzimuthDegrees: 120,
  cloudCover: 1,
  visibilityMetres: 8000,
  rainMillimetresPerHour: 20,
};

test("a flash brightens the sky and what faces it by its lux, and is not metered", () => {
  const dark = daylight(rain, 0);
  const lit = daylight({ ...rain, lightningLux: 5000 }, 0);
  expect(lit.candelas).toBe(dark.candelas);
  expect(lit.sunIrradiance).toEqual(dark.sunIrradiance);
  // On a surface that faces the flash under all of the sky: half from the channel, half from the clouds.
  const [before, after] = [dark.sky[2000], lit.sky[2000]];
  if (!before || !after || !lit.flash) throw new Error("there is no sky or no flash");
  const added = (luminance(after) - luminance(before)) * Math.PI + luminance(lit.flash);
  expect(dark.flash).toBeUndefined();
  // The radiance 1 has `candelas` cd/m²; the white balance tints the light of the flash by a few percent.
  expect((added * lit.candelas) / 5000).toBeGreaterThan(0.93);
  expect((added * lit.candelas) / 5000).toBeLessThan(1.07);
});

test("the flash is one of eight sub-frames, with the weight of all", () => {
  const light = daylight({ ...rain, lightningLux: 5000 }, 0);
  const { samples } = planLight(light, 8, 3, 4);
  const last = samples.at(-1);
  if (!last || !light.flash) throw new Error("there is no flash");
  expect(last.irradiance.map((value) => value / 8)).toEqual(light.flash.map((value) => expect.closeTo(value, 9)));
  expect(last.direction[1]).toBeGreaterThan(0.2);
  expect(samples).toHaveLength(8);
});

test("in a draft the flash is light without shadows", () => {
  const light = daylight({ ...rain, lightningLux: 5000 }, 0);
  const { flash, ...without } = light;
  const [lit, dark] = [planLight(light, 1, 3, 4), planLight(without, 1, 3, 4)];
  expect(flash && luminance(flash)).toBeGreaterThan(0);
  expect(luminance([...(lit.ambient[0] ?? [0, 0, 0])])).toBeGreaterThan(luminance([...(dark.ambient[0] ?? [0, 0, 0])]));
});

test("more drops on the lens leave the first ones where they were, and all lie in the picture", () => {
  const image = { width: 640, height: 480, subframes: 8 };
  const drops = (dropsOnLens: number) => lensDropsOf({ weather: { ...rain, dropsOnLens }, image, seed: 0, index: 7 });
  expect(drops(0)).toEqual([]);
  expect(drops(40)).toHaveLength(40);
  expect(drops(40).slice(0, 12)).toEqual(drops(12));
  for (const { x, y, radius } of drops(200)) {
    expect(x >= 0 && x < 640 / 480 && y >= 0 && y < 1).toBe(true);
    expect(radius > 0.003 && radius <= 0.09).toBe(true);
  }
});

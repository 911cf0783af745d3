import { describe, expect, test } from "vitest";
import type { RoomSpec, WeatherSpec } from "../../src/recipe/spec";
import { atmosphere } from "../../src/scene/sky/atmosphere";
import { luminance, type Rgb } from "../../src/scene/sky/colour";
import { daylight } from "../../src/scene/sky/daylight";
import { type Light, rowSine, SKY_COLUMNS, SKY_ROWS } from "../../src/scene/sky/light";
import { planLight } from "../../src/scene/sky/light-plan";
import { kelvinColour, roomLight } from "../../src/scene/sky/room";

const sineOf = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
const weather = (changes: Partial<WeatherSpec>): WeatherSpec => ({
  kind: "clear",
  sunElevationDegrees: 45,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 50_000,
  ...changes,
});
const room: RoomSpec = {
  lampKelvin: 4000,
  lampElevationDegrees: 70,
  lampAzimuthDegrees: 30,
  lampRadiusDegrees: 10,
  lampShare: 0.6,
  ceilingColour: "#e0e0e0",
  floorColour: "#808080",
};

/** Luminance that the sky and the sun bring to level ground, by quadrature over the texels. */
function onGround({ sky, sunIrradiance, sunDirection }: Light): number {
  let sum = luminance(sunIrradiance) * Math.max(sunDirection[1], 0);
  for (let row = 0; row < SKY_ROWS - 1; row++) {
    const width = rowSine(row + 1) - rowSine(row);
    const sine = (rowSine(row + 1) + rowSine(row)) / 2;
    for (let column = 0; column < SKY_COLUMNS; column++) {
      const colour = sky[row * SKY_COLUMNS + column] ?? [0, 0, 0];
      sum += (luminance(colour) * sine * width * 2 * Math.PI) / SKY_COLUMNS;
    }
  }
  return sum;
}

/** Irradiance of level ground from spherical harmonics (Ramamoorthi and Hanrahan, 2001, equation 13 for n = up). */
function ambientOnGround(ambient: readonly Rgb[]): number {
  const [l00 = 0, l1up = 0, , , , , l20 = 0, , l22 = 0] = ambient.map(luminance);
  const [c1, c2, c3, c4, c5] = [0.429043, 0.511664, 0.743125, 0.886227, 0.247708];
  // three's basis has z as the axis of l20: for n = y, z^2 = 0 and x^2 - y^2 = -1.
  return c4 * l00 + 2 * c2 * l1up + c3 * l20 * 0 - c5 * l20 - c1 * l22;
}

describe("a clear sky", () => {
  test.each([2, 6])("is blue overhead and dims and reddens the sun as it sinks (haze %i)", (haze) => {
    const air = atmosphere(haze);
    const [red, , blue] = air.radiance(1, sineOf(50))(sineOf(50));
    expect(blue).toBeGreaterThan(2 * red);
    const suns = [60, 30, 10, 3].map((degrees) => air.sunTransmittance(sineOf(degrees)));
    for (const [at, sun] of suns.entries()) {
      const higher = suns[at - 1];
      if (!higher) continue;
      expect(luminance(sun)).toBeLessThan(luminance(higher));
      expect(sun[0] / sun[2]).toBeGreaterThan(higher[0] / higher[2]);
    }
  });

  test("has about as much light as is measured: the sun alone brings 80 to 115 klx at 60 degrees", () => {
    const lux = luminance(atmosphere(4).sunTransmittance(sineOf(60))) * 127_500;
    expect(lux).toBeGreaterThan(80_000);
    expect(lux).toBeLessThan(115_000);
  });

  test("still has some light after sunset, less and less", () => {
    const zenith = (degrees: number) => luminance(atmosphere(3).radiance(1, sineOf(degrees))(sineOf(degrees)));
    expect(zenith(-3)).toBeGreaterThan(0);
    expect(zenith(-3)).toBeLessThan(zenith(2));
    expect(zenith(-6)).toBeLessThan(zenith(-3) / 5);
  });
});

describe("daylight", () => {
  test.each([
    ["clear", weather({})],
    ["overcast", weather({ cloudCover: 1 })],
    ["fog", weather({ visibilityMetres: 100, cloudCover: 0.9 })],
  ])("%s is exposed so that a white card on the ground is near 1", (_, conditions) => {
    const card = onGround(daylight(conditions, 0)) / Math.PI;
    expect(card).toBeGreaterThan(0.6);
    expect(card).toBeLessThan(1.7);
  });

  test("one stop more doubles everything", () => {
    const [normal, brighter] = [daylight(weather({}), 0), daylight(weather({}), 1)];
    expect(onGround(brighter) / onGround(normal)).toBeCloseTo(2, 6);
  });

  test("clouds and fog take the sun away, and not the light", () => {
    expect(luminance(daylight(weather({ cloudCover: 1 }), 0).sunIrradiance)).toBe(0);
    expect(luminance(daylight(weather({ visibilityMetres: 60 }), 0).sunIrradiance)).toBeLessThan(0.01);
  });

  test("fog leaves 5 % of the contrast at the distance of visibility", () => {
    for (const visibilityMetres of [80, 1000, 30_000]) {
      const { air } = daylight(weather({ visibilityMetres }), 0);
      expect(Math.exp(-air.ground * visibilityMetres)).toBeCloseTo(0.05, 3);
    }
  });

  test("lamps go on as it gets dark", () => {
    const lamps = [30, 6, 1, -3].map((sunElevationDegrees) => daylight(weather({ sunElevationDegrees }), 0).lamps);
    expect(lamps).toEqual([...lamps].sort((a, b) => a - b));
    expect(lamps[0]).toBe(0);
    expect(lamps.at(-1)).toBe(1);
  });
});

describe("the light of the sub-frames", () => {
  test.each([
    ["clear", 8, daylight(weather({}), 0)],
    ["clear", 32, daylight(weather({}), 0)],
    ["overcast", 8, daylight(weather({ cloudCover: 1 }), 0)],
    ["overcast", 32, daylight(weather({ cloudCover: 1 }), 0)],
    ["clear, draft", 1, daylight(weather({}), 0)],
    ["overcast, draft", 1, daylight(weather({ cloudCover: 1 }), 0)],
    ["room", 8, roomLight(room, 0)],
  ] as const)("adds up to the light that there is: %s, %i sub-frames", (_, subframes, light) => {
    const { samples, ambient } = planLight(light, subframes, 1, 0);
    expect(samples).toHaveLength(subframes);
    const direct = samples.reduce((sum, { direction, irradiance }) => sum + luminance(irradiance) * Math.max(direction[1], 0), 0);
    const planned = direct / subframes + ambientOnGround(ambient);
    expect(planned / onGround(light)).toBeGreaterThan(0.9);
    // Light bounced between walls comes on top: up to an eighth.
    expect(planned / onGround(light)).toBeLessThan(1.2);
  });

  test("is the same for the same image, another for another", () => {
    const light = daylight(weather({}), 0);
    expect(planLight(light, 8, 1, 0)).toEqual(planLight(light, 8, 1, 0));
    expect(planLight(light, 8, 1, 1)).not.toEqual(planLight(light, 8, 1, 0));
  });
});

describe("lamps", () => {
  test("at 6500 K are nearly white, at 2700 K orange", () => {
    const [red, green, blue] = kelvinColour(6500);
    for (const ratio of [red / green, blue / green]) expect(Math.abs(ratio - 1)).toBeLessThan(0.08);
    const warm = kelvinColour(2700);
    expect(warm[0]).toBeGreaterThan(1.3 * warm[1]);
    expect(warm[1]).toBeGreaterThan(1.5 * warm[2]);
    expect(luminance(warm)).toBeCloseTo(1, 1);
  });
});

describe("illuminance of open ground", () => {
  // Lux, from the tables of IES and of Seidelmann (Explanatory Supplement to the Astronomical Almanac, 1992), and Kyba et al. (2017) for nights.
  test.each<[string, Partial<WeatherSpec>, number, number]>([
    ["clear, sun at 60 degrees", { sunElevationDegrees: 60 }, 85_000, 120_000],
    ["clear, sun at 20 degrees", { sunElevationDegrees: 20 }, 22_000, 45_000],
    ["overcast, sun at 45 degrees", { cloudCover: 1 }, 10_000, 30_000],
    ["heavy rain, sun at 30 degrees", { cloudCover: 1, rainMillimetresPerHour: 30, sunElevationDegrees: 30 }, 1_500, 8_000],
    [
      "fog of 150 m, sun at 30 degrees",
      { visibilityMetres: 150, fogHeightMetres: 150, cloudCover: 0.9, sunElevationDegrees: 30 },
      4_000,
      30_000,
    ],
    ["sunset", { sunElevationDegrees: -0.8 }, 250, 900],
    ["end of civil twilight", { sunElevationDegrees: -6 }, 2, 9],
    ["end of nautical twilight, with a town's glow", { sunElevationDegrees: -12 }, 0.006, 0.1],
    [
      "full moon high up",
      { sunElevationDegrees: -50, moon: { elevationDegrees: 60, azimuthDegrees: 0, illuminatedShare: 1 } },
      0.15,
      0.35,
    ],
    [
      "half moon high up",
      { sunElevationDegrees: -50, moon: { elevationDegrees: 60, azimuthDegrees: 0, illuminatedShare: 0.5 } },
      0.02,
      0.08,
    ],
    ["no moon, at the edge of a town", { sunElevationDegrees: -50 }, 0.005, 0.08],
  ])("%s", (_, changes, least, most) => {
    const { illuminanceLux } = daylight(weather(changes), 0);
    expect(illuminanceLux).toBeGreaterThan(least);
    expect(illuminanceLux).toBeLessThan(most);
  });

  test.each([-1, -4, -8, -12, -18])("the sky has light and no wild colours with the sun at %i degrees", (sunElevationDegrees) => {
    const { sky } = daylight(weather({ sunElevationDegrees }), 0);
    expect(sky.filter((colour) => Math.min(...colour) <= 0)).toEqual([]);
    // Deep blue overhead and orange at the horizon, never green or purple.
    expect(sky.filter(([red, green, blue]) => green < 0.8 * Math.min(red, blue) || green > 1.3 * Math.max(red, blue))).toEqual(
      [],
    );
  });
});

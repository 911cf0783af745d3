import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import { draw, quantity } from "../../src/recipe/quantity";
import { stream } from "../../src/recipe/random";
import { sampleWeather, type WeatherRecipe } from "../../src/recipe/weather";
import { usualMix, type WeatherKnob, weatherKinds, weatherKnobs, weathers } from "../../src/recipe/weather-kinds";

const recipe: WeatherRecipe = {
  weather: { kind: { choice: weatherKinds } },
  sun: { azimuthDegrees: { uniform: [0, 360] } },
  moon: { azimuthDegrees: { uniform: [0, 360] }, illuminatedShare: { uniform: [0, 1] } },
};
const indices = Array.from({ length: 80 }, (_, index) => index);
const knobs = Object.entries(weatherKnobs);

function weatherOf(given: WeatherRecipe, index: number) {
  return sampleWeather(given, (...purpose) => stream(5, index, ...purpose));
}

function parsed(fields: object) {
  return parseRecipe(stringify({ scene: "street", ...fields }), { source: "test", scenes: sceneParameters });
}

describe("weather", () => {
  test("has the fifteen kinds, each with a chance where the recipe does not choose", () => {
    expect(weatherKinds).toEqual(
      "clear partly-cloudy overcast haze fog drizzle heavy-rain after-rain snowfall snow-covered dust dawn dusk night night-rain".split(
        " ",
      ),
    );
    expect(usualMix.weights.every((weight) => weight > 0)).toBe(true);
  });

  test.each(weatherKinds)("%s stays inside what the recipe fields allow", (kind) => {
    for (const [name, { min, max }] of knobs) {
      const given = weathers[kind][name as WeatherKnob];
      expect(quantity({ min, max, default: min, description: "" }).parse(given), name).toEqual(given);
    }
  });

  test("weather and light fit each other", () => {
    for (const index of indices) {
      const spec = weatherOf(recipe, index);
      const { kind, sunElevationDegrees, cloudCover, visibilityMetres } = spec;
      const [rain = 0, snow = 0, cover = 0, wetness = 0] = [
        spec.rainMillimetresPerHour,
        spec.snowMillimetresPerHour,
        spec.snowCover,
        spec.wetness,
      ];
      if (visibilityMetres < 1000) expect(["fog", "dust"]).toContain(kind);
      expect(sunElevationDegrees < 7).toBe(["dawn", "dusk", "night", "night-rain"].includes(kind));
      expect(sunElevationDegrees < -12).toBe(kind.startsWith("night"));
      if (kind === "clear") expect(cloudCover).toBeLessThan(0.2);
      // Nothing falls from a blue sky, what is rained on is wet, and it does not rain on lying snow.
      if (rain + snow > 0) expect(cloudCover).toBeGreaterThan(0.9);
      if (rain > 5) expect(wetness).toBeGreaterThan(0.7);
      expect(rain * cover).toBe(0);
      if (snow > 0) expect(cover).toBeGreaterThan(0.2);
    }
  });

  test.each<[string, WeatherRecipe, readonly string[]]>([
    ...knobs.map(([name, { min, max }]): [string, WeatherRecipe, readonly string[]] => [
      name,
      { ...recipe, weather: { ...recipe.weather, [name]: (min + max) / 2 } },
      [name],
    ]),
    ["elevationDegrees", { ...recipe, sun: { ...recipe.sun, elevationDegrees: { uniform: [1, 2] } } }, ["sunElevationDegrees"]],
    ["azimuthDegrees", { ...recipe, sun: { azimuthDegrees: 90 } }, ["sunAzimuthDegrees"]],
    ["the moon", { ...recipe, moon: { ...recipe.moon, illuminatedShare: 1 } }, ["moon"]],
    [
      "the kind",
      { ...recipe, weather: { kind: "fog" } },
      ["kind", "sunElevationDegrees", "moon", ...knobs.map(([name]) => name)],
    ],
  ])("fixing %s leaves the other draws as they were", (_, fixed, changing) => {
    for (const index of indices) {
      const before = Object.entries(weatherOf(recipe, index)).filter(([name]) => !changing.includes(name));
      const after = Object.entries(weatherOf(fixed, index)).filter(([name]) => !changing.includes(name));
      expect(after).toEqual(before);
    }
  });

  test("what is given is used", () => {
    const knobValues = Object.fromEntries(knobs.map(([name, { min, max }]) => [name, min + (max - min) / 3]));
    const given: WeatherRecipe = {
      weather: { kind: "clear", ...knobValues },
      sun: { elevationDegrees: 33, azimuthDegrees: 0 },
      moon: { elevationDegrees: 12, azimuthDegrees: 7, illuminatedShare: 0.5 },
    };
    expect(weatherOf(given, 3)).toEqual({
      kind: "clear",
      ...knobValues,
      sunElevationDegrees: 33,
      sunAzimuthDegrees: 0,
      moon: { elevationDegrees: 12, azimuthDegrees: 7, illuminatedShare: 0.5 },
    });
  });
});

describe("sun and moon by date and time", () => {
  const berlin = { date: "2024-06-21", time: "13:00", latitudeDegrees: 52.5, longitudeDegrees: 13.4, utcOffsetHours: 2 };

  test("stand where they stood", () => {
    const weather = weatherOf(parsed({ sun: berlin, weather: { kind: "clear" } }), 0);
    expect(weather.sunElevationDegrees).toBeCloseTo(60.9, 0);
    expect(weather.sunAzimuthDegrees).toBeCloseTo(176, -1);
    // A day before full moon, below the horizon at noon.
    expect(weather.moon?.illuminatedShare).toBeGreaterThan(0.98);
    expect(weather.moon?.elevationDegrees).toBeLessThan(-30);
    expect(weather.moment).toEqual({ ...berlin, time: undefined, timeHours: 13 });
  });

  test("without longitude and clock, noon is when the sun stands in the south", () => {
    const { sun, weather, moon } = parsed({ sun: { date: "2024-04-15", time: 12, latitudeDegrees: 40 } });
    expect(weatherOf({ sun, weather, moon }, 0).sunAzimuthDegrees).toBeCloseTo(180, 0);
  });

  test("days and hours may be drawn", () => {
    const given = parsed({
      sun: { date: { from: "2023-12-30", to: "2024-01-02" }, time: { uniform: [9, 15] }, latitudeDegrees: { uniform: [40, 50] } },
    });
    const moments = indices.map((index) => weatherOf(given, index).moment);
    expect([...new Set(moments.map((moment) => moment?.date))].sort()).toEqual([
      "2023-12-30",
      "2023-12-31",
      "2024-01-01",
      "2024-01-02",
    ]);
    for (const moment of moments) expect(moment?.timeHours).toBeGreaterThanOrEqual(9);
  });

  test.each([
    [{ date: "2024-06-21", time: "12:00" }, "latitudeDegrees"],
    [{ date: "2024-13-21", time: "12:00", latitudeDegrees: 5 }, "date"],
    [{ date: "2024-06-21", time: "25:00", latitudeDegrees: 5 }, "time"],
    [{ ...berlin, elevationDegrees: 4 }, "elevationDegrees"],
    [{ ...berlin, date: { from: "2024-06-21", to: "2024-01-01" } }, "date"],
  ])("%j is refused, and it is said why", (sun, where) => {
    expect(() => parsed({ sun })).toThrow(`sun.${where}`);
  });
});

test("a quantity of the weather may be a distribution", () => {
  const { weather } = parsed({ weather: { rainMillimetresPerHour: { uniform: [3, 4] } } });
  expect(draw(weather.rainMillimetresPerHour ?? 0, () => 0.5)).toBe(3.5);
});

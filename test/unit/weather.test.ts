import { describe, expect, test } from "vitest";
import { quantity } from "../../src/recipe/quantity";
import { stream } from "../../src/recipe/random";
import { sampleWeather, type WeatherRecipe, weatherKinds, weathers } from "../../src/recipe/weather";

const recipe: WeatherRecipe = {
  weather: { kind: { choice: weatherKinds } },
  sun: { azimuthDegrees: { uniform: [0, 360] } },
};
const indices = Array.from({ length: 200 }, (_, index) => index);

function weatherOf(given: WeatherRecipe, index: number) {
  return sampleWeather(given, (...purpose) => stream(5, index, ...purpose));
}

describe("weather", () => {
  test("the list of kinds is the table's", () => {
    expect(weatherKinds).toEqual(Object.keys(weathers));
  });

  test.each(weatherKinds)("%s stays inside what the recipe fields allow", (kind) => {
    const elevation = quantity({ min: -6, max: 90, default: 1, description: "" });
    const cover = quantity({ min: 0, max: 1, default: 0, description: "" });
    const visibility = quantity({ min: 20, max: 200_000, default: 20, description: "" });
    expect(elevation.parse(weathers[kind].sunElevationDegrees)).toEqual(weathers[kind].sunElevationDegrees);
    expect(cover.parse(weathers[kind].cloudCover)).toEqual(weathers[kind].cloudCover);
    expect(visibility.parse(weathers[kind].visibilityMetres)).toEqual(weathers[kind].visibilityMetres);
  });

  test("weather and light fit each other", () => {
    for (const index of indices) {
      const { kind, sunElevationDegrees, cloudCover, visibilityMetres } = weatherOf(recipe, index);
      expect(visibilityMetres < 1000).toBe(kind === "fog");
      expect(sunElevationDegrees < 9).toBe(kind === "dusk");
      if (kind === "clear") expect(cloudCover).toBeLessThan(0.2);
      if (kind === "overcast") expect(cloudCover).toBeGreaterThan(0.9);
    }
  });

  test.each<[string, WeatherRecipe, readonly string[]]>([
    ["cloudCover", { ...recipe, weather: { ...recipe.weather, cloudCover: 0.5 } }, ["cloudCover"]],
    ["visibilityMetres", { ...recipe, weather: { ...recipe.weather, visibilityMetres: 777 } }, ["visibilityMetres"]],
    ["elevationDegrees", { ...recipe, sun: { ...recipe.sun, elevationDegrees: { uniform: [1, 2] } } }, ["sunElevationDegrees"]],
    ["azimuthDegrees", { ...recipe, sun: { azimuthDegrees: 90 } }, ["sunAzimuthDegrees"]],
    ["the kind", { ...recipe, weather: { kind: "fog" } }, ["kind", "cloudCover", "visibilityMetres", "sunElevationDegrees"]],
  ])("fixing %s leaves the other draws as they were", (_, fixed, changing) => {
    for (const index of indices) {
      const before = Object.entries(weatherOf(recipe, index)).filter(([name]) => !changing.includes(name));
      const after = Object.entries(weatherOf(fixed, index)).filter(([name]) => !changing.includes(name));
      expect(after).toEqual(before);
    }
  });

  test("what is given is used", () => {
    const given = {
      weather: { kind: "clear", cloudCover: 0, visibilityMetres: 500 },
      sun: { elevationDegrees: 33, azimuthDegrees: 0 },
    } as const;
    expect(weatherOf(given, 3)).toEqual({
      kind: "clear",
      cloudCover: 0,
      visibilityMetres: 500,
      sunElevationDegrees: 33,
      sunAzimuthDegrees: 0,
    });
  });
});

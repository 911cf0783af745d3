import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { fullWeather } from "../../src/recipe/weather";

/** Drivers see no further than this without saying so with their lights: visibility in metres, and height of the sun in degrees. */
const DIM = { visibilityMetres: 1000, sunElevationDegrees: 4 } as const;

/** Switches on the lights of vehicles on their way when it is dark, foggy, or something falls; else they are as their drivers left them. */
export function lightsOn<Moving extends { readonly instance: InstanceSpec }>(
  moving: readonly Moving[],
  weather: WeatherSpec,
): readonly Moving[] {
  const { sunElevationDegrees, visibilityMetres, rainMillimetresPerHour, snowMillimetresPerHour } = fullWeather(weather);
  const falls = rainMillimetresPerHour + snowMillimetresPerHour > 0;
  if (sunElevationDegrees > DIM.sunElevationDegrees && visibilityMetres > DIM.visibilityMetres && !falls) return moving;
  return moving.map((one) => {
    const { instance } = one;
    if (!("headlights" in instance.parameters)) return one;
    return { ...one, instance: { ...instance, parameters: { ...instance.parameters, headlights: true } } };
  });
}

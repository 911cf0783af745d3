import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { chooseLamps, facingIrradiance, lampLux, lampsOf, MOST_LAMPS, type PlacedLamp } from "../../src/scene/lamps/lamps";
import { models, place } from "../../src/scene/models";
import { luminance, perChannel } from "../../src/scene/sky/colour";
import { daylight } from "../../src/scene/sky/daylight";
import { planLight } from "../../src/scene/sky/light-plan";

const view = { eye: [0, 1.5, 0], target: [0, 1.3, -20] } as const;

function streetlight(x: number, z: number, headingDegrees = 90): InstanceSpec {
  return place(
    "streetlight",
    { height: 7, reach: 1.4, colour: "#8f9496" },
    { class: "pole", position: [x, 0, z], headingDegrees },
  );
}

function car(z: number, headingDegrees: number): InstanceSpec {
  const parameters = { ...models.car.vary(stream(1, 0, "car")), headlights: true };
  return place("car", parameters, { class: "car", position: [-2, 0, z], headingDegrees });
}

const street = [
  ...Array.from({ length: 8 }, (_, at) => streetlight(-5, -6 - at * 24)),
  ...Array.from({ length: 14 }, (_, at) => car(-9 - at * 9, 180)),
];

describe("lamps", () => {
  test("send out the flux that they have: integrated over the sphere, within 3 %", () => {
    for (const [instance, lumens] of [
      [streetlight(0, 0), 7000],
      [car(0, 0), 850],
    ] as const) {
      const [lamp] = lampsOf([instance]).toSorted((a, b) => luminance(b.intensity) - luminance(a.intensity));
      if (!lamp) throw new Error("no lamp");
      let flux = 0;
      const steps = 500;
      for (let row = 0; row < steps; row++) {
        const y = 1 - (2 * row + 1) / steps;
        for (let column = 0; column < steps; column++) {
          const angle = ((column + 0.5) / steps) * 2 * Math.PI;
          const across = Math.sqrt(1 - y * y);
          const point = [
            lamp.position[0] + Math.cos(angle) * across,
            lamp.position[1] + y,
            lamp.position[2] + Math.sin(angle) * across,
          ] as const;
          flux += (luminance(facingIrradiance(lamp, point)) * 4 * Math.PI) / steps ** 2;
        }
      }
      expect(Math.abs(flux / lumens - 1)).toBeLessThan(0.03);
    }
  });

  test("point where the car points, and their beams end at the horizon", () => {
    const lamps = lampsOf([car(-10, 180)]).filter(({ dipped }) => dipped);
    expect(lamps).toHaveLength(2);
    for (const lamp of lamps) {
      expect(lamp.axis[2]).toBeCloseTo(1, 2);
      const lux = (height: number) => luminance(facingIrradiance(lamp, [lamp.position[0], height, lamp.position[2] + 25]));
      expect(lux(0.4)).toBeGreaterThan(3);
      expect(lux(2)).toBeLessThan(0.1 * lux(0.4));
    }
  });

  test("light a street with 5 to 30 lux", () => {
    const lux = luminance(lampLux(lampsOf(street), view));
    expect(lux).toBeGreaterThan(5);
    expect(lux).toBeLessThan(30);
  });

  test("are chosen by what they light, always the same, within the budget", () => {
    const lamps = lampsOf(street);
    expect(lamps.length).toBeGreaterThan(MOST_LAMPS);
    const chosen = chooseLamps(lamps, view);
    expect(chosen.length).toBeLessThanOrEqual(MOST_LAMPS);
    expect(chooseLamps(lamps.toReversed(), view).length).toBe(chosen.length);
    expect(chosen).toEqual(chooseLamps(lampsOf(street), view));
    // The nearest street light matters more than the farthest.
    expect(chosen[0]?.position[2]).toBeGreaterThan(-40);
  });
});

describe("the light of the sub-frames at night", () => {
  const weather = { kind: "night", sunElevationDegrees: -40, sunAzimuthDegrees: 0, cloudCover: 0.2, visibilityMetres: 20_000 };
  const lamps = chooseLamps(lampsOf(street), view);
  const light = daylight(weather, 0, lampLux(lamps, view));

  const exposed = ({ intensity }: PlacedLamp) => luminance(perChannel((c) => intensity[c] * light.lampGain[c]));

  test.each([1, 8, 32])("gives every lamp its light once, in %i sub-frames", (subframes) => {
    const { samples } = planLight(light, subframes, 1, 0, lamps);
    expect(samples).toHaveLength(subframes);
    const total = samples.reduce((sum, { lamp, irradiance }) => (lamp ? sum + luminance(irradiance) : sum), 0) / subframes;
    const shining = samples.flatMap(({ lamps }) => lamps ?? []);
    const rest = shining.reduce((sum, { lamp, gain }) => sum + (gain * exposed(lamp)) / subframes, 0);
    const all = lamps.reduce((sum, lamp) => sum + exposed(lamp), 0);
    expect((total + rest) / all).toBeCloseTo(1, 6);
    expect(samples.some(({ lamp }) => lamp !== undefined)).toBe(subframes > 1);
  });

  test("leaves the day as it is: no lamp is on", () => {
    const noon = daylight({ ...weather, sunElevationDegrees: 50 }, 0, lampLux(lamps, view));
    expect(noon.lampGain).toEqual([0, 0, 0]);
    expect(planLight(noon, 8, 1, 0, lamps).samples.every(({ lamp }) => lamp === undefined)).toBe(true);
    expect(noon).toEqual({ ...daylight({ ...weather, sunElevationDegrees: 50 }, 0), lampIrradiance: noon.lampIrradiance });
  });
});

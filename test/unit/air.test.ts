import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { type Air, airAround, airOf, opticalDepth } from "../../src/recipe/air";
import type { WeatherSpec } from "../../src/recipe/spec";
import { fakeFrame, fakeSpec, staged } from "./fake-frame";

const weather: WeatherSpec = {
  kind: "fog",
  sunElevationDegrees: 30,
  sunAzimuthDegrees: 0,
  cloudCover: 1,
  visibilityMetres: 150,
};

/** The same by adding up small steps. */
function summed({ ground, scaleHeight, falling }: Air, from: number, to: number, distance: number): number {
  const steps = 20_000;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const height = from + ((step + 0.5) / steps) * (to - from);
    sum += (ground * Math.exp(-height / scaleHeight) + falling) * (distance / steps);
  }
  return sum;
}

describe("optical depth", () => {
  test.each([
    [1.5, 1.5, 80],
    [1.5, 40, 90],
    [60, 0, 75],
    [2, 2.0001, 30],
  ])("from %f m to %f m of height over %f m is the integral of the extinction", (from, to, distance) => {
    const air: Air = { ground: 0.02, scaleHeight: 12, falling: 0.003 };
    expect(opticalDepth(air, from, to, distance)).toBeCloseTo(summed(air, from, to, distance), 6);
  });

  test("leaves 5 % of the contrast at the visibility (WMO), and that of rain and snow is as published", () => {
    const level = { ...weather, fogHeightMetres: 10_000 };
    expect(Math.exp(-opticalDepth(airOf(level), 0, 0, 150))).toBeCloseTo(0.05, 6);
    // 4.3 per kilometre at 50 mm/h of rain; 11 dB/km for a mm/h of snow.
    expect(airOf({ ...level, rainMillimetresPerHour: 50 }).falling * 1000).toBeCloseTo(4.29, 1);
    expect(10 * Math.log10(Math.exp(airOf({ ...level, snowMillimetresPerHour: 1 }).falling * 1000))).toBeCloseTo(11, 6);
  });
});

describe("labels", () => {
  const spec = { ...fakeSpec(0, "train"), weather: { ...weather, fogHeightMetres: 8 } };
  const options = { minimumAreaPixels: 1 };

  test("carry the mean transmittance of the rays of each instance", () => {
    const frame = fakeFrame();
    const [car] = annotate(frame, staged, spec, options).instances;
    // The camera looks down a little from 1.5 m; its roll turns the pixels about the axis.
    const focal = 3.5 / Math.tan((25 * Math.PI) / 180);
    const roll = (2 * Math.PI) / 180;
    const pitch = Math.atan2(-0.5, 9);
    let [sum, count] = [0, 0];
    frame.ids.forEach((id, at) => {
      if (id !== 2) return;
      const [u, v] = [((at % 12) + 0.5 - 6) / focal, (Math.floor(at / 12) + 0.5 - 3.5) / focal];
      const up = u * -Math.sin(roll) - v * Math.cos(roll);
      const z = frame.depth[at] ?? 0;
      const height = 1.5 + z * (Math.sin(pitch) + Math.cos(pitch) * up);
      sum += Math.exp(-summed(airOf(spec.weather), 1.5, height, z * Math.hypot(1, u, v)));
      count++;
    });
    expect(car?.meanTransmittance).toBeCloseTo(sum / count, 5);
  });

  test("say 1 under a roof", () => {
    const room = {
      lampKelvin: 4000,
      lampElevationDegrees: 80,
      lampAzimuthDegrees: 0,
      lampRadiusDegrees: 10,
      lampShare: 0.5,
      ceilingColour: "#ffffff",
      floorColour: "#888888",
    };
    expect(airAround({ ...spec, room }).ground).toBe(0);
    for (const label of annotate(fakeFrame(), staged, { ...spec, room }, options).instances)
      expect(label.meanTransmittance).toBe(1);
  });
});

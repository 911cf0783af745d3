import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { airOf, opticalDepth } from "../../src/recipe/air";
import type { InstanceSpec, SceneSpec, WeatherSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { build } from "../../src/scene/stage";
import { cuboid, floor, frameOf, radianceOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

const noon: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 45,
  sunAzimuthDegrees: 180,
  cloudCover: 0,
  visibilityMetres: 100_000,
};

/** A card that fills the middle of the picture at a distance, lit by the sun behind the camera. */
function card(colour: string, distance: number, height = 1): InstanceSpec {
  const size = Math.min(distance * 0.4, 100);
  const instance = cuboid([size, size, 0.1], 0, height - size / 2, -distance - 0.05);
  return { ...instance, parameters: { ...instance.parameters, colour } };
}

/** Mean luminance of a few pixels in the middle of the picture. */
async function middle(spec: SceneSpec): Promise<number> {
  const light = await radianceOf(gpu(), spec);
  const { width, height } = spec.image;
  let sum = 0;
  for (let y = height / 2 - 2; y < height / 2 + 2; y++)
    for (let x = width / 2 - 2; x < width / 2 + 2; x++) sum += (light[(y * width + x) * 4 + 1] ?? 0) / 16;
  return sum;
}

describe("the air", () => {
  const foggy = { ...noon, visibilityMetres: 100, fogHeightMetres: 10_000 };
  const lit = async (weather: WeatherSpec, distance: number) => {
    const seen = (colour: string) => middle(specOf([card(colour, distance)], { weather }));
    return (await seen("#ffffff")) - (await seen("#000000"));
  };

  test.each([
    ["fog", foggy],
    ["rain", { ...noon, rainMillimetresPerHour: 100 }],
    ["snow", { ...noon, snowMillimetresPerHour: 8 }],
  ] as const)("of %s lets exp(-β d) of the light through, within 1 %%", async (_, weather) => {
    const { ground, falling } = airOf(weather);
    const near = await lit(weather, 10);
    for (const distance of [25, 60, 100]) {
      const expected = Math.exp(-(ground + falling) * (distance - 10));
      // A step of the half floats that light is kept in is most of that per cent where fog leaves a thirtieth of it.
      expect(Math.abs((await lit(weather, distance)) / near / expected - 1)).toBeLessThan(0.01);
    }
  });

  test("turns a black card into airlight: L = Ls (1 - exp(-β d)), within 1 %", async () => {
    const seen = (distance: number) => middle(specOf([card("#000000", distance)], { weather: foggy }));
    const endless = await seen(500);
    // A black surface still mirrors a little, which is dimmed too: what is missing to the airlight falls by exp(-β d).
    const missing = async (distance: number) => endless - (await seen(distance));
    const near = await missing(15);
    // Farther away, half floats are too coarse for the difference.
    for (const distance of [30, 45, 60])
      expect((await missing(distance)) / near / Math.exp(-airOf(foggy).ground * (distance - 15))).toBeCloseTo(1, 2);
    expect(near / endless).toBeLessThan(Math.exp(-airOf(foggy).ground * 15));
  });

  test("thins out with height as the closed form says", async () => {
    const weather = { ...noon, visibilityMetres: 60, fogHeightMetres: 5 };
    const camera = { position: [0, 12, 0], target: [0, 12, -1] } as const;
    const seen = (colour: string, distance: number) => middle(specOf([card(colour, distance, 12)], { weather, camera }));
    const lit = async (distance: number) => (await seen("#ffffff", distance)) - (await seen("#000000", distance));
    const passed = (distance: number) => Math.exp(-opticalDepth(airOf(weather), 12, 12, distance));
    expect(((await lit(80)) / (await lit(20)) / passed(80)) * passed(20)).toBeCloseTo(1, 2);
    expect(passed(80)).toBeGreaterThan(0.6);
  });

  test("of the labels is that of the picture", async () => {
    const spec = specOf([card("#ffffff", 30), floor()], { weather: foggy });
    using stage = build(gpu().rig, spec);
    const frame = await render(gpu(), stage);
    const { instances } = annotate(frame, stage, spec, { minimumAreaPixels: 1 });
    expect(instances[0]?.meanTransmittance).toBeCloseTo(Math.exp(-(Math.log(20) / 100) * 30), 2);
    expect(
      annotate(frame, stage, { ...spec, weather: noon }, { minimumAreaPixels: 1 }).instances[0]?.meanTransmittance,
    ).toBeCloseTo(1, 2);
  });
});

describe("the sun", () => {
  test.each([
    [35, 20],
    [50, 137],
    [25, 290],
  ])("at %i degrees of height in %i degrees throws its shadow there, within half a degree", async (height, azimuth) => {
    const weather = { ...noon, sunElevationDegrees: height, sunAzimuthDegrees: azimuth };
    const view = {
      weather,
      shadowReachMetres: 12,
      image: { width: 400, height: 400 },
      camera: { position: [0, 40, 0], target: [0, 0, 0], fovDegrees: 40 },
    } as const;
    const without = await radianceOf(gpu(), specOf([floor()], view));
    const ball = { ...sphere(0.4, 0, 4, 0) };
    const frame = await frameOf(gpu(), specOf([floor(), ball], view));
    const shaded = await radianceOf(gpu(), specOf([floor(), ball], view));
    const metresAPixel = (2 * 40 * Math.tan((20 * Math.PI) / 180)) / 400;
    let [east, south, count] = [0, 0, 0];
    for (let y = 0; y < 400; y++) {
      for (let x = 0; x < 400; x++) {
        const at = y * 400 + x;
        if (frame.ids[at] !== 1 || (shaded[at * 4] ?? 0) > 0.7 * (without[at * 4] ?? 0)) continue;
        east += (x + 0.5 - 200) * metresAPixel;
        south += (y + 0.5 - 200) * metresAPixel;
        count++;
      }
    }
    expect(count).toBeGreaterThan(40);
    const [x, z] = [-east / count, -south / count];
    const seenAzimuth = (Math.atan2(x, -z) * 180) / Math.PI;
    const seenHeight = (Math.atan2(4, Math.hypot(x, z)) * 180) / Math.PI;
    expect(Math.abs(((seenAzimuth - azimuth + 540) % 360) - 180)).toBeLessThan(0.5);
    expect(Math.abs(seenHeight - height)).toBeLessThan(0.5);
  });
});

import { describe, expect, test } from "vitest";
import type { Developing } from "../../src/camera/exposure";
import type { SceneSpec, SensorSpec } from "../../src/recipe/spec";
import { createDeveloper } from "../../src/render/develop";
import { createGpu } from "../../src/render/gpu";
import { createPicture } from "../../src/render/target";
import { daylight } from "../../src/scene/sky/daylight";
import { cuboid, floor, frameOf, radianceOf, sensorOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

const off = sensorOf("ideal");

type Options = { readonly width?: number; readonly height?: number; readonly noiseSeed?: number };

/** What the sensor makes of light that is given for every pixel: four numbers a pixel, before the tone curve. */
async function signalOf(
  light: (x: number, y: number) => readonly [number, number, number],
  sensor: SensorSpec,
  { width = 256, height = 256, noiseSeed = 1 }: Options = {},
): Promise<Float32Array> {
  const { device, readback } = gpu();
  const picture = createPicture(device, width, height);
  const values = Float32Array.from({ length: width * height * 4 }, (_, at) => {
    const pixel = Math.floor(at / 4);
    return light(pixel % width, Math.floor(pixel / width))[at % 4] ?? 0;
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const sum = device.createBuffer({ label: "test.sum", size: values.byteLength, usage });
  device.queue.writeBuffer(sum, 0, values);
  const developing: Developing = {
    sensor,
    wellElectrons: sensor.fullWellElectrons,
    saturation: 2 ** sensor.headroomStops,
    noiseSeed,
    patternSeed: 77,
  };
  const encoder = device.createCommandEncoder({ label: "test.sensor" });
  const lens = { focal: 200, centre: [width / 2, height / 2] } as const;
  const signal = gpu().sensor.develop(encoder, { ...picture, sum }, lens, developing, 1);
  const [bytes] = await readback.read(encoder, [signal], picture);
  picture.dispose();
  sum.destroy();
  return new Float32Array(bytes ?? new ArrayBuffer(0));
}

/** Mean and variance of the three colours of all pixels. */
function statistics(signal: Float32Array): { mean: number; variance: number } {
  const values = signal.filter((_, at) => at % 4 !== 3);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

const flat = (level: number) => () => [level, level, level] as const;

describe("a picture of one shot", () => {
  test("has the same bytes when the CPU looks its half floats up as when a shader computes them, for each half float and without padding or with it", async () => {
    const { device, readback } = gpu();
    for (const [width, height] of [
      [256, 125],
      [250, 127],
    ] as const) {
      // All half floats from 0 to the largest, and some below 0.
      const halves = Uint16Array.from({ length: width * height * 4 }, (_, at) => {
        const half = Math.floor(at / 4);
        return half < 0x7c00 ? ([half, 0x7bff - half, 0x3c00][at % 4] ?? 0) : half + 0x400;
      });
      const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC | GPUTextureUsage.TEXTURE_BINDING;
      const colour = device.createTexture({ label: "test.colour", size: [width, height], format: "rgba16float", usage });
      device.queue.writeTexture({ texture: colour }, halves, { bytesPerRow: width * 8 }, [width, height]);
      const picture = createPicture(device, width, height);
      const ways = await Promise.all(
        [true, false].map(async (software) => {
          const developer = createDeveloper(device, software);
          const encoder = device.createCommandEncoder({ label: "test.developShot" });
          const [bytes] = await readback.read(encoder, [developer.developShot(encoder, colour, picture)], picture);
          developer.dispose();
          return new Uint8Array(bytes ?? new ArrayBuffer(0));
        }),
      );
      picture.dispose();
      colour.destroy();
      const [looked, computed] = ways;
      expect(looked?.length).toBe(width * height * 4);
      const apart = looked?.map((byte, at) => Math.abs(byte - (computed?.[at] ?? -9)));
      // The powers of a shader have some error, which rarely decides where bytes meet.
      expect(apart?.reduce((most, one) => Math.max(most, one), 0)).toBeLessThanOrEqual(1);
      expect(apart?.filter((one) => one > 0).length).toBeLessThan(width * height * 0.002);
    }
  });
});

describe("noise follows EMVA 1288", () => {
  const well = 10_000;
  const sensor = { ...off, fullWellElectrons: well, readNoiseElectrons: 2.4, bits: 12, headroomStops: 0 };
  const offset = 6 * 2.4;
  const step = (well + offset) / (2 ** 12 - 1);

  test.each([0, 3, 20, 31, 33, 150, 1000, 7000])(
    "in a flat field of %i electrons: variance of shot, read and steps",
    async (electrons) => {
      const { mean, variance } = statistics(await signalOf(flat(electrons / well), sensor));
      const expected = electrons + 2.4 ** 2 + step ** 2 / 12;
      expect(Math.abs(mean * well - electrons)).toBeLessThan(0.02 + 0.002 * electrons);
      expect(variance * well ** 2).toBeGreaterThan(0.97 * expected);
      expect(variance * well ** 2).toBeLessThan(1.03 * expected);
    },
  );

  test("a well does not hold more than it holds", async () => {
    const { mean, variance } = statistics(await signalOf(flat(5), { ...sensor, readNoiseElectrons: 0, bits: 0 }));
    expect(mean).toBeCloseTo(1, 6);
    expect(variance).toBeLessThan(1e-12);
  });

  test("the fixed pattern is as strong as it says, and the same in every image", async () => {
    const pattern = {
      ...sensor,
      readNoiseElectrons: 0,
      bits: 0,
      darkSignalNonUniformityElectrons: 30,
      photoResponseNonUniformity: 0.05,
    };
    const [first, second] = [
      await signalOf(flat(0.5), pattern, { noiseSeed: 1 }),
      await signalOf(flat(0.5), pattern, { noiseSeed: 2 }),
    ];
    const expected = 5000 + 30 ** 2 + (0.05 * 5000) ** 2;
    expect(statistics(first).variance * well ** 2).toBeGreaterThan(0.97 * expected);
    expect(statistics(first).variance * well ** 2).toBeLessThan(1.03 * expected);
    // Only the shot noise differs: twice its variance in the difference.
    const difference = first.map((value, at) => value - (second[at] ?? 0));
    expect(statistics(difference).variance * well ** 2).toBeGreaterThan(0.95 * 2 * 5000);
    expect(statistics(difference).variance * well ** 2).toBeLessThan(1.05 * 2 * 5000);
  });
});

describe("stages of the lens and the mosaic", () => {
  test("vignetting is the fourth power of the cosine", async () => {
    const signal = await signalOf(flat(1), { ...off, vignetting: 1 });
    for (const [x, y] of [
      [0, 0],
      [128, 128],
      [255, 100],
    ] as const) {
      const cosine = 200 / Math.hypot(200, x + 0.5 - 128, y + 0.5 - 128);
      expect(signal[(y * 256 + x) * 4]).toBeCloseTo(cosine ** 4, 4);
    }
  });

  test("chromatic aberration makes red larger and blue smaller, and leaves green", async () => {
    const ramp = (x: number) => [x, x, x] as const;
    const signal = await signalOf(ramp, { ...off, chromaticAberration: 0.01 });
    const at = (100 * 256 + 228) * 4;
    expect(signal[at]).toBeCloseTo(128 + 100.5 / 1.01 - 0.5, 2);
    expect(signal[at + 1]).toBe(228);
    expect(signal[at + 2]).toBeCloseTo(128 + 100.5 / 0.99 - 0.5, 2);
  });

  test("glare spreads light and keeps its sum", async () => {
    const lamp = (x: number, y: number) => (Math.hypot(x - 128, y - 128) < 8 ? ([16, 16, 16] as const) : ([0, 0, 0] as const));
    const [sharp, soft] = [await signalOf(lamp, off), await signalOf(lamp, { ...off, glare: 0.1 })];
    expect(statistics(soft).mean / statistics(sharp).mean).toBeCloseTo(1, 2);
    expect(soft[(128 * 256 + 128) * 4]).toBeLessThan(15.5);
    expect(soft[(128 * 256 + 128) * 4]).toBeGreaterThan(14.4);
    const near = soft[(128 * 256 + 142) * 4] ?? 0;
    expect(near).toBeGreaterThan(2 * (soft[(128 * 256 + 170) * 4] ?? 0));
    expect(soft[(128 * 256 + 170) * 4]).toBeGreaterThan(0);
  });

  test.each(["bilinear", "malvar"] as const)("a flat colour comes out of the mosaic as it went in: %s", async (demosaic) => {
    const signal = await signalOf(() => [0.2, 0.5, 0.9], { ...off, demosaic }, { width: 33, height: 21 });
    for (let at = 0; at < signal.length; at += 4) {
      expect(signal[at]).toBeCloseTo(0.2, 5);
      expect(signal[at + 1]).toBeCloseTo(0.5, 5);
      expect(signal[at + 2]).toBeCloseTo(0.9, 5);
    }
  });

  test("Malvar's filters keep a ramp of grey exactly", async () => {
    const ramp = (x: number, y: number) => [x + 2 * y, x + 2 * y, x + 2 * y] as const;
    const signal = await signalOf(ramp, { ...off, demosaic: "malvar" }, { width: 32, height: 32 });
    for (const [x, y] of [
      [10, 10],
      [11, 10],
      [10, 11],
      [11, 11],
    ] as const)
      for (const channel of [0, 1, 2]) expect(signal[(y * 32 + x) * 4 + channel]).toBeCloseTo(x + 2 * y, 3);
  });
});

describe("a picture", () => {
  const scene = (more: Partial<SceneSpec> = {}) =>
    specOf([floor(), sphere(1, 0, 1, -6), cuboid([1, 1, 1], 2, 0, -5)], {
      image: { width: 160, height: 120, subframes: 2 },
      ...more,
    });

  // One sub-frame is developed straight from where it was drawn when no sensor is asked for.
  test.each([1, 2])("of %i sub-frames with every stage off is that of the ideal sensor, byte for byte", async (subframes) => {
    const image = { width: 160, height: 120, subframes };
    const ideal = await frameOf(gpu(), scene({ image }));
    expect(await frameOf(gpu(), scene({ image, sensor: off }))).toEqual(ideal);
  });

  test.each<[string, Partial<SensorSpec>]>([
    ["vignetting", { vignetting: 1 }],
    ["chromaticAberration", { chromaticAberration: 0.01 }],
    ["glare", { glare: 0.1 }],
    ["electrons", { fullWellElectrons: 2000 }],
    ["demosaic", { demosaic: "bilinear" }],
    ["whiteBalance", { whiteBalance: [1.1, 0.9] }],
    ["agx", { toneCurve: "agx" }],
    ["aces", { toneCurve: "aces" }],
    ["neutral", { toneCurve: "neutral" }],
    ["linear", { toneCurve: "linear" }],
    ["sharpening", { sharpening: 1 }],
  ])("is changed by %s, its labels are not", async (_, stage) => {
    const ideal = await frameOf(gpu(), scene());
    const changed = await frameOf(gpu(), scene({ sensor: { ...off, ...stage } }));
    expect(changed.colour).not.toEqual(ideal.colour);
    expect(changed.ids).toEqual(ideal.ids);
    expect(changed.depth).toEqual(ideal.depth);
  });

  test("has the same bytes on a fresh device with everything on", async () => {
    const everything = scene({
      sensor: sensorOf("phone", { whiteBalance: [1.02, 0.97] }),
      camera: {
        ...scene().camera,
        distortion: { model: "brown-conrady", k1: -0.2, k2: 0.03, p1: 0.001, p2: 0, k3: 0 },
        aperture: { fNumber: 2, focusDistanceMetres: 5, sensorHeightMillimetres: 24 },
        shutterSeconds: 0.02,
        rollingShutterSeconds: 0.01,
        motion: {
          forwardMetresPerSecond: 4,
          rightMetresPerSecond: 0,
          upMetresPerSecond: 0,
          yawDegreesPerSecond: 20,
          pitchDegreesPerSecond: 0,
          rollDegreesPerSecond: 0,
        },
      },
    });
    const first = await frameOf(gpu(), everything);
    using fresh = await createGpu();
    expect(await frameOf(fresh, everything)).toEqual(first);
  });

  test("has other noise in another image", async () => {
    const sensor = sensorOf("webcam");
    const first = await frameOf(gpu(), scene({ sensor }));
    expect((await frameOf(gpu(), scene({ sensor, index: 1 }))).colour).not.toEqual(first.colour);
  });
});

describe("exposure by hand", () => {
  const weather = { ...specOf([]).weather, cloudCover: 1 };
  const aperture = { fNumber: 8, focusDistanceMetres: 6, sensorHeightMillimetres: 24 };
  /** A card of 18 % reflectance that lies on the ground, seen from above, in the light of an overcast sky. */
  const card = (shutterSeconds: number, iso: number) => {
    const texture = { pattern: "flat", colours: ["#767676", "#767676"], metres: 1 } as const;
    const grey = { ...cuboid([20, 0.1, 20], 0, -0.1, 0), texture };
    return specOf([grey], {
      weather,
      camera: { position: [0, 6, 0.01], target: [0, 0, 0], aperture, shutterSeconds, iso },
      image: { width: 40, height: 30, subframes: 8 },
    });
  };
  const middle = async (spec: SceneSpec) => {
    const radiance = await radianceOf(gpu(), spec);
    const pixels = Array.from({ length: 100 }, (_, at) => ((10 + Math.floor(at / 10)) * 40 + 15 + (at % 10)) * 4 + 1);
    return pixels.reduce((sum, at) => sum + (radiance[at] ?? 0), 0) / 100;
  };

  test("by an incident meter makes a grey card 18 % of white", async () => {
    const lux = daylight(weather, 0).illuminanceLux;
    const iso = 100;
    // E = 2.5 lx x 2^EV, and 2^EV = N² / t at ISO 100.
    const shutterSeconds = (8 * 8 * 2.5) / lux;
    const found = await middle(card(shutterSeconds, iso));
    expect(found).toBeGreaterThan(0.18 * 0.85);
    expect(found).toBeLessThan(0.18 * 1.15);
  });

  test("twice the time or the ISO is twice the light", async () => {
    const once = await middle(card(0.01, 100));
    expect((await middle(card(0.02, 100))) / once).toBeCloseTo(2, 1);
    expect((await middle(card(0.01, 200))) / once).toBeCloseTo(2, 1);
  });
});

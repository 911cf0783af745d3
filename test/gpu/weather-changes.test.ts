import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { SceneSpec, WeatherSpec } from "../../src/recipe/spec";
import { sampleWeather } from "../../src/recipe/weather";
import { weatherKinds } from "../../src/recipe/weather-kinds";
import type { Frame } from "../../src/render/frame";
import { createGpu } from "../../src/render/gpu";
import { render } from "../../src/render/render";
import { warmUp } from "../../src/render/warm-up";
import { lensDropsOf } from "../../src/scene/lens-drops";
import { models, place } from "../../src/scene/models";
import { build } from "../../src/scene/stage";
import { brightness, cuboid, floor, frameOf, radianceOf, specOf, sphere, useGpu } from "./harness";

const gpu = useGpu();

const car = place(
  "car",
  { ...models.car.vary(stream(1, 0, "car")), headlights: true },
  { class: "solid", position: [2, 0, -12], headingDegrees: 180 },
);
const lamp = place(
  "streetlight",
  { height: 7, reach: 1.4, colour: "#8f9496" },
  { class: "solid", position: [-4, 0, -10], headingDegrees: 90 },
);
const things = [floor(), cuboid([2, 3, 2], -3, 0, -14), sphere(0.6, 0.5, 0.6, -7), car, lamp];

/** A small scene in a kind of weather. */
function sceneIn(kind: (typeof weatherKinds)[number], subframes = 4): SceneSpec {
  const recipe = {
    weather: { kind },
    sun: { azimuthDegrees: 60 },
    moon: { azimuthDegrees: 200, illuminatedShare: 0.8 },
  };
  const weather = sampleWeather(recipe, (...purpose) => stream(3, 0, ...purpose));
  return specOf(things, {
    weather,
    image: { width: 160, height: 120, subframes },
    camera: { position: [0, 1.6, 0], target: [0, 1.2, -10] },
  });
}

test("every kind of weather leaves the labels exactly as they are", async () => {
  const clear = await frameOf(gpu(), sceneIn("clear"));
  const seen = new Set<string>();
  for (const kind of weatherKinds) {
    const frame = await frameOf(gpu(), sceneIn(kind));
    expect(frame.ids, kind).toEqual(clear.ids);
    expect(frame.depth, kind).toEqual(clear.depth);
    seen.add(frame.colour.join());
  }
  expect(seen.size).toBe(weatherKinds.length);
});

test.each(["night-rain", "snowfall", "heavy-rain", "night"] as const)(
  "%s gives the same bytes again, whatever was rendered between",
  async (kind) => {
    const first = await frameOf(gpu(), sceneIn(kind));
    await frameOf(gpu(), sceneIn("after-rain"));
    await frameOf(gpu(), sceneIn("clear", 1));
    expect(await frameOf(gpu(), sceneIn(kind))).toEqual(first);
  },
);

test("the first wet picture on a device is like every later one", async () => {
  using fresh = await createGpu();
  const street = { width: 60, length: 60, material: "asphalt", colour: "#55585c" } as const;
  const scene = sceneIn("after-rain", 1);
  const wet = {
    ...scene,
    instances: [...things.slice(1), place("ground", street, { class: "ground", position: [0, 0, 0], headingDegrees: 0 })],
  };
  const first = await frameOf(fresh, wet);
  expect(await frameOf(fresh, wet)).toEqual(first);
});

test("a GPU that was warmed up compiles no material for its first picture, which is the one of any other", async () => {
  const scene = { ...sceneIn("night", 1), image: { width: 96, height: 64, subframes: 1 } };
  using fresh = await createGpu();
  const { device } = fresh;
  using stage = build(fresh.rig, scene);
  expect(await warmUp(fresh, stage)).toBe(true);
  expect(await warmUp(fresh, stage)).toBe(false);
  const compiled: string[] = [];
  const { createRenderPipeline } = device;
  device.createRenderPipeline = (descriptor) => {
    compiled.push(descriptor.label ?? "");
    return createRenderPipeline.call(device, descriptor);
  };
  const frame = await render(fresh, stage);
  const names = new Set(stage.materials.map(({ name, id }) => `renderPipeline_${name}_${id}`));
  expect(names.size).toBeGreaterThan(3);
  expect(compiled.filter((label) => names.has(label))).toEqual([]);
  expect(frame).toEqual(await frameOf(gpu(), scene));
});

test("drops on the lens and lightning change colours and no label; where no drop is, nothing changes", async () => {
  const scene = sceneIn("drizzle");
  const seen = (changes: object) => frameOf(gpu(), { ...scene, weather: { ...scene.weather, ...changes } });
  const [dry, wet, lit] = [await seen({}), await seen({ dropsOnLens: 12 }), await seen({ lightningLux: 20_000 })];
  for (const frame of [wet, lit]) {
    expect(frame.ids).toEqual(dry.ids);
    expect(frame.depth).toEqual(dry.depth);
  }
  const drops = lensDropsOf({ ...scene, weather: { ...scene.weather, dropsOnLens: 12 } });
  const { width, height } = dry;
  const changed = { beside: 0, behind: 0, covered: 0 };
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [((pixel % width) + 0.5) / height, (Math.floor(pixel / width) + 0.5) / height];
    const away = drops.map((drop) => Math.hypot(x - drop.x, (y - drop.y) / drop.stretch) / drop.radius);
    const differs = [0, 1, 2].some((channel) => wet.colour[pixel * 4 + channel] !== dry.colour[pixel * 4 + channel]);
    if (away.every((distance) => distance > 1.6)) changed.beside += differs ? 1 : 0;
    else if (away.some((distance) => distance < 0.5)) {
      changed.covered++;
      changed.behind += differs ? 1 : 0;
    }
  }
  expect(changed.beside).toBe(0);
  expect(changed.behind / changed.covered).toBeGreaterThan(0.7);
  const all = (frame: Frame) => frame.colour.reduce((sum, value) => sum + value, 0);
  expect(all(lit)).toBeGreaterThan(1.2 * all(dry));
});

test("stars and the moon stand in the night sky, and in no label", async () => {
  const night: WeatherSpec = {
    kind: "night",
    sunElevationDegrees: -40,
    sunAzimuthDegrees: 0,
    cloudCover: 0,
    visibilityMetres: 80_000,
    moon: { elevationDegrees: 45, azimuthDegrees: 0, illuminatedShare: 0.5 },
  };
  const sky = (weather: WeatherSpec) =>
    specOf([], {
      weather,
      image: { width: 200, height: 200, subframes: 4 },
      camera: { position: [0, 2, 0], target: [0, 12, -10], fovDegrees: 20 },
    });
  const [dark, clear] = [await frameOf(gpu(), sky({ ...night, cloudCover: 1 })), await frameOf(gpu(), sky(night))];
  expect(clear.ids).toEqual(dark.ids);
  expect(clear.ids.every((id) => id === 0)).toBe(true);
  expect(clear.depth).toEqual(dark.depth);
  // The moon is 0.53 degrees wide: 5.2 pixels here, of which half are lit.
  const bright = Array.from({ length: 200 * 200 }, (_, at) => at).filter((at) => (clear.colour[at * 4 + 1] ?? 0) > 150);
  const inMiddle = bright.filter((at) => Math.hypot((at % 200) - 100, Math.floor(at / 200) - 100) < 6);
  expect(inMiddle.length).toBeGreaterThan(6);
  expect(inMiddle.length).toBeLessThan(22);
  // Stars are brighter than the sky round them, here and there.
  const light = await radianceOf(
    gpu(),
    sky({ ...night, moon: { elevationDegrees: -20, azimuthDegrees: 0, illuminatedShare: 0.5 } }),
  );
  const greens = Array.from({ length: 200 * 200 }, (_, at) => light[at * 4 + 1] ?? 0);
  const median = greens.toSorted((a, b) => a - b)[20_000] ?? 0;
  const stars = greens.filter((green) => green > 1.3 * median).length;
  expect(stars).toBeGreaterThan(3);
  expect(stars).toBeLessThan(2000);
});

test("once every shader was used, no weather compiles anything or takes more memory", async () => {
  const { device, renderer } = gpu();
  for (const kind of ["clear", "night-rain", "snowfall"] as const) await frameOf(gpu(), sceneIn(kind));
  const compiled: string[] = [];
  const { createRenderPipeline, createRenderPipelineAsync, createShaderModule } = device;
  device.createRenderPipeline = (descriptor) => {
    compiled.push(`pipeline ${descriptor.label}`);
    return createRenderPipeline.call(device, descriptor);
  };
  device.createRenderPipelineAsync = (descriptor) => {
    compiled.push(`pipeline ${descriptor.label}`);
    return createRenderPipelineAsync.call(device, descriptor);
  };
  device.createShaderModule = (descriptor) => {
    compiled.push(`shader ${descriptor.label}`);
    return createShaderModule.call(device, descriptor);
  };
  const memory: string[] = [];
  try {
    for (let round = 0; round < 2; round++) {
      for (const kind of weatherKinds) await frameOf(gpu(), sceneIn(kind));
      memory.push(JSON.stringify(renderer.info.memory));
    }
  } finally {
    Object.assign(device, { createRenderPipeline, createRenderPipelineAsync, createShaderModule });
  }
  expect(compiled).toEqual([]);
  expect(memory[1]).toBe(memory[0]);
});

describe("what the weather does", () => {
  const dull = { ...sceneIn("overcast").weather, cloudCover: 1, sunElevationDegrees: 40 };
  const looking = {
    camera: { position: [0, 12, 6], target: [0, 0, -8] },
    image: { width: 160, height: 120, subframes: 4 },
  } as const;
  const ground = async (changes: object) =>
    brightness(await frameOf(gpu(), specOf([floor()], { ...looking, weather: { ...dull, ...changes } })), 80, 90);

  test("snow that lies is white, and wet ground is darker from above", async () => {
    const dry = await ground({});
    expect(await ground({ snowCover: 1 })).toBeGreaterThan(1.4 * dry);
    expect(await ground({ snowCover: 1 })).toBeGreaterThan(150);
  });

  test("a street light lights the ground below it, and what stands in its light throws a shadow away from it", async () => {
    const night = { ...dull, sunElevationDegrees: -40, cloudCover: 0 };
    const view = { ...looking, weather: night, image: { width: 160, height: 120, subframes: 8 } };
    const light = place(
      "streetlight",
      { height: 6, reach: 1, colour: "#8f9496" },
      { class: "solid", position: [0, 0, -12], headingDegrees: 180 },
    );
    const without = await radianceOf(gpu(), specOf([floor(), light], view));
    const block = cuboid([1, 1.6, 0.3], 0, 0, -7);
    const spec = specOf([floor(), light, block], view);
    const [withBlock, frame] = [await radianceOf(gpu(), spec), await frameOf(gpu(), spec)];
    const luminanceAt = (light: Float32Array, at: number) => light[at * 4 + 1] ?? 0;
    // Brightest below the lamp, dim at the edge of the picture.
    const at = (x: number, y: number) => y * 160 + x;
    const brightest = Math.max(...Array.from({ length: 120 }, (_, y) => luminanceAt(without, at(80, y))));
    expect(brightest).toBeGreaterThan(0.1);
    expect(luminanceAt(without, at(2, 118))).toBeLessThan(0.6 * brightest);
    // Ground between the block and the camera lies in its shadow.
    const below =
      Array.from({ length: 119 }, (_, y) => y)
        .filter((y) => frame.ids[at(80, y)] === 3)
        .at(-1) ?? 0;
    expect(below).toBeGreaterThan(10);
    expect(luminanceAt(withBlock, at(80, below + 3))).toBeLessThan(0.6 * luminanceAt(without, at(80, below + 3)));
  });

  test("rain and snow are drawn over the picture, in front of things and behind those that are nearer", async () => {
    const wall = cuboid([80, 60, 1], 0, -20, -9);
    const seen = async (weather: object, distance = 9) => {
      const moved = { ...wall, position: [0, -20, -distance] as const };
      return radianceOf(
        gpu(),
        specOf([moved], { weather: { ...dull, ...weather }, image: { width: 160, height: 120, subframes: 4 } }),
      );
    };
    const roughness = (light: Float32Array) => {
      let sum = 0;
      for (let at = 0; at + 8 < light.length; at += 4) sum += Math.abs((light[at + 1] ?? 0) - (light[at + 5] ?? 0));
      return sum;
    };
    for (const falls of [{ rainMillimetresPerHour: 60 }, { snowMillimetresPerHour: 3 }]) {
      const [calm, falling, near] = [await seen({}), await seen(falls), await seen(falls, 0.85)];
      expect(roughness(falling)).toBeGreaterThan(1.2 * roughness(calm));
      // Half a metre of air holds few of them.
      expect(roughness(near) - roughness(await seen({}, 0.85))).toBeLessThan(roughness(falling) - roughness(calm));
    }
  });
});

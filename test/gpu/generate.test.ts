import { mrt, output } from "three/tsl";
import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { shotsOf } from "../../src/camera/shots";
import type { Sample } from "../../src/encode/sample";
import { generate } from "../../src/generate";
import { parseRecipe } from "../../src/recipe/parse";
import type { Recipe } from "../../src/recipe/schema";
import type { SceneSpec } from "../../src/recipe/spec";
import { drawShot } from "../../src/render/draw-shot";
import type { Gpu } from "../../src/render/gpu";
import { render } from "../../src/render/render";
import { sample } from "../../src/sample";
import { build } from "../../src/scene/stage";
import { cuboid, specOf, useGpu } from "./harness";

const gpu = useGpu();
const recipe = parseRecipe(
  "scene: street\nimage: { width: 96, height: 72, quality: draft }\nlayers: [image, instance, semantic, depth]",
  {
    source: "test",
    scenes: sceneParameters,
  },
);

test("a spec that was saved gives its sample again", async () => {
  const made = await generate(gpu(), recipe, 3);
  const saved = JSON.parse(JSON.stringify(made.spec));
  expect(await generate(gpu(), recipe, saved)).toEqual(made);
  expect(saved).toEqual(sample(recipe, 3));
});

test("a sketch comes when there is much to compile, with the labels of its picture", async () => {
  const cold: Gpu = { ...gpu(), warm: new WeakSet() };
  const exact: Recipe = { ...recipe, layers: ["image", "instance", "depth-npy"] };
  const sketches: Sample[] = [];
  const take = (sketch: Sample) => sketches.push(sketch);
  const made = await generate(cold, exact, 3, {}, take);
  const [sketch] = sketches;
  expect(sketch?.files.image).not.toEqual(made.files.image);
  expect({ ...sketch, files: { ...sketch?.files, image: made.files.image } }).toEqual(made);
  expect(await generate(cold, exact, 3, {}, take)).toEqual(made);
  expect(sketches).toHaveLength(1);
});

test("an edited spec changes its picture", async () => {
  const spec = sample(recipe, 3);
  const before = await generate(gpu(), recipe, spec);
  const after = await generate(gpu(), recipe, { ...spec, weather: { ...spec.weather, visibilityMetres: 40 } });
  expect(after.files.image).not.toEqual(before.files.image);
  expect(after.files.instance).toEqual(before.files.instance);
});

test("a spec that names an unknown model or class is refused with a sentence", async () => {
  const box = cuboid([1, 1, 1], 0, 0, -5);
  const wrong = (change: Partial<typeof box>) => generate(gpu(), recipe, specOf([{ ...box, ...change }]));
  await expect(wrong({ model: "dragon" })).rejects.toMatchObject({
    name: "RecipeError",
    message: expect.stringContaining("dragon"),
  });
  await expect(wrong({ class: "myth" })).rejects.toMatchObject({ name: "RecipeError", message: expect.stringContaining("myth") });
  await expect(wrong({ parameters: { width: -1 } })).rejects.toMatchObject({ name: "RecipeError" });
});

/** What the GPU is told to do meanwhile. */
async function counted(work: () => unknown): Promise<{ renderPasses: number; draws: number; computePasses: number }> {
  const { device } = gpu();
  const count = { renderPasses: 0, draws: 0, computePasses: 0 };
  const { createCommandEncoder } = device;
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder.call(device, descriptor);
    const { beginRenderPass, beginComputePass } = encoder;
    encoder.beginRenderPass = (pass) => {
      count.renderPasses++;
      const begun = beginRenderPass.call(encoder, pass);
      const { draw, drawIndexed } = begun;
      begun.draw = (...given) => {
        count.draws++;
        draw.apply(begun, given);
      };
      begun.drawIndexed = (...given) => {
        count.draws++;
        drawIndexed.apply(begun, given);
      };
      return begun;
    };
    encoder.beginComputePass = (pass) => {
      count.computePasses++;
      return beginComputePass.call(encoder, pass);
    };
    return encoder;
  };
  try {
    await work();
  } finally {
    device.createCommandEncoder = createCommandEncoder;
  }
  return count;
}

test("a draft costs one colour pass with its shadows; its pixels are developed straight from it", async () => {
  const spec = sample(recipe, 3);
  const frame = (subframes: number): SceneSpec => ({ ...spec, image: { ...spec.image, subframes } });
  using stage = build(gpu().rig, frame(1));
  const draft = await counted(() => render(gpu(), stage));
  const [[shot] = []] = shotsOf(stage.camera, stage.image);
  if (!shot) throw new Error("a draft without a shot");
  const { renderer } = gpu();
  using _mounted = stage.mount();
  renderer.setMRT(mrt({ output }));
  const plain = await counted(() => drawShot(renderer, stage, gpu().target(shot.face.width, shot.face.height), shot));
  renderer.setMRT(null);
  renderer.setRenderTarget(null);
  expect(plain.renderPasses).toBe(1);
  expect(plain.draws).toBeGreaterThan(10);
  // The shadow map is one more pass of one draw, which three keeps for all that it draws of a frame. CPU adapters develop while they read.
  expect(draft).toEqual({ renderPasses: 2, draws: plain.draws + 1, computePasses: gpu().adapter.software ? 0 : 1 });
  using finer = build(gpu().rig, frame(3));
  const three = await counted(() => render(gpu(), finer));
  expect(three).toEqual({ renderPasses: 6, draws: 3 * draft.draws, computePasses: 4 });
});

test("images that overlap are the same as one after the other", async () => {
  const box = cuboid([1, 1, 1], 0, 0.2, -5);
  const bright = specOf([box], { index: 1, image: { width: 96, height: 72, subframes: 1 } });
  const dark = specOf([{ ...box, position: [1, 0, -6] }], {
    index: 2,
    image: { width: 80, height: 60, subframes: 2 },
    weather: { kind: "clear", sunElevationDegrees: 5, sunAzimuthDegrees: 200, cloudCover: 0.8, visibilityMetres: 900 },
  });
  const specs = [bright, dark, bright, dark];
  const more = { ...recipe, layers: [...recipe.layers, "normals" as const] };
  const alone = [];
  for (const spec of specs) alone.push(await generate(gpu(), more, spec));
  expect(await Promise.all(specs.map((spec) => generate(gpu(), more, spec)))).toEqual(alone);
  expect(alone[0]?.files.image).not.toEqual(alone[1]?.files.image);
});

/** Materials of imported files: what is a hole has no id, what is seen has its colour. */
import { describe, expect, test } from "vitest";
import { projectionOf } from "../../src/camera/projection";
import type { InstanceSpec, SceneSpec, Vec3, WeatherSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { render } from "../../src/render/render";
import type { AssetLibrary } from "../../src/scene/assets/library";
import { place } from "../../src/scene/models";
import { build } from "../../src/scene/stage";
import { boxAt, depthOfBoxes, expectBoxes, placed, type SolidBox } from "./box-truth";
import { cuboidPrimitive, png, type Writer } from "./gltf-writer";
import { cuboid, floor, readRadiance, specOf } from "./harness";
import { asset, corners, file, mesh, useOwnModels } from "./own-models";

const { gpu, load, frameWith } = useOwnModels();
const unit = boxAt([0, 0, 0], [1, 1, 1]);

describe("materials", () => {
  /** A picture that is red on the left and green on the right, with holes in the green. */
  const halves = () => png(16, (x) => (x < 8 ? [220, 20, 20, 255] : [20, 220, 20, 0]));
  const plate = (
    material: (w: Writer, texture: number) => Record<string, unknown>,
    picture: Uint8Array,
    more: (w: Writer) => void = () => {},
  ) =>
    file((w) => {
      mesh(w, [1, 1, 0.02], [0, 0, 0], { material: 0 });
      w.json.nodes = [{ mesh: 0 }];
      w.json.materials = [material(w, w.texture(picture))];
      more(w);
    });
  const textured = (index: number, more: Record<string, unknown> = {}) => ({
    pbrMetallicRoughness: { baseColorTexture: { index, ...more }, metallicFactor: 0, roughnessFactor: 1 },
  });
  const front = { ...asset("a.glb"), position: [0.017, 0.523, -4.07] } as const satisfies InstanceSpec;
  const counts = (frame: Frame) => {
    const all = { red: 0, green: 0, other: 0 };
    for (const [at, id] of frame.ids.entries()) {
      if (id !== 1) continue;
      const [r = 0, g = 0] = frame.colour.subarray(at * 4, at * 4 + 2);
      all[r > 1.5 * g ? "red" : g > 1.5 * r ? "green" : "other"]++;
    }
    return all;
  };
  const frontPixels = (spec: SceneSpec) => {
    let seen = 0;
    for (let at = 0; at < 200 * 150; at++)
      if (depthOfBoxes(placed([boxAt([0, 0, 0], [1, 1, 0.02])], front), spec, at % 200, Math.floor(at / 200)) !== undefined)
        seen++;
    return seen;
  };

  test("that are cut out have holes where the picture has them, to the pixel", async () => {
    const bytes = plate((_, texture) => ({ ...textured(texture), alphaMode: "MASK" }), await halves());
    const spec = specOf([front]);
    const frame = await frameWith(await load({ "a.glb": bytes }, "a.glb"), spec);
    const { red, green, other } = counts(frame);
    // Half of the front, to a column of pixels; between the texels of both kinds colours are mixed.
    expect(Math.abs(red + green + other - frontPixels(spec) / 2)).toBeLessThanOrEqual(34);
    expect(green).toBe(0);
    expect(red).toBeGreaterThan(other * 10);
  });

  test("with a moved picture (KHR_texture_transform) have their holes moved with it", async () => {
    const bytes = plate(
      (_, texture) => ({
        ...textured(texture, { extensions: { KHR_texture_transform: { offset: [0.25, 0] } } }),
        alphaMode: "MASK",
      }),
      await halves(),
      (w) => {
        w.json.extensionsUsed = ["KHR_texture_transform"];
      },
    );
    const spec = specOf([front]);
    const { ids } = await frameWith(await load({ "a.glb": bytes }, "a.glb"), spec);
    // The picture begins a quarter later and repeats: a quarter of red, a half of holes, a quarter of red.
    const row = Array.from({ length: 32 }, (_, at) => ids[75 * 200 + 84 + at]);
    expect(row.slice(1, 7)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(row.slice(10, 22)).toEqual(new Array(12).fill(0));
    expect(row.slice(25, 31)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test.each([
    ["one-sided are not seen from behind", false],
    ["double-sided are seen from behind", true],
  ])("that are %s", async (_, doubleSided) => {
    const bytes = file((w) => {
      const POSITION = w.accessor(new Float32Array([-0.5, 0, 0, -0.5, 1, 0, 0.5, 1, 0, 0.5, 0, 0]), "VEC3", {
        min: [-0.5, 0, 0],
        max: [0.5, 1, 0],
      });
      const indices = w.accessor(new Uint8Array([0, 1, 2, 0, 2, 3]), "SCALAR");
      w.json.meshes.push({ primitives: [{ attributes: { POSITION }, indices, material: 0 }] });
      w.json.nodes = [{ mesh: 0 }];
      w.json.materials = [{ doubleSided }];
    });
    const spec = specOf([asset("a.glb")]);
    const frame = await frameWith(await load({ "a.glb": bytes }, "a.glb"), spec);
    const boxes = placed([{ min: [-0.5, 0, 0], max: [0.5, 1, 0] }], spec.instances[0] ?? front);
    if (doubleSided) expectBoxes(frame, spec, 1, boxes);
    else expect(frame.ids.every((id) => id === 0)).toBe(true);
  });

  test("have the colours of their vertices", async () => {
    const bytes = file((w) => {
      const cube = cuboidPrimitive(w, [1, 1, 1]);
      const colours = corners([1, 1, 1]).flatMap(([x]) => (x < 0 ? [1, 0.02, 0.02] : [0.02, 1, 0.02]));
      const COLOR_0 = w.accessor(new Float32Array(colours), "VEC3");
      w.json.meshes.push({ primitives: [{ ...cube, attributes: { ...cube.attributes, COLOR_0 } }] });
      w.json.nodes = [{ mesh: 0 }];
    });
    const spec = specOf([asset("a.glb")]);
    const frame = await frameWith(await load({ "a.glb": bytes }, "a.glb"), spec);
    expectBoxes(frame, spec, 1, placed([unit], spec.instances[0] ?? front));
    const { red, green } = counts(frame);
    expect(red).toBeGreaterThan(100);
    expect(green).toBeGreaterThan(100);
  });

  test("that are unlit (KHR_materials_unlit) are shown with their picture", async () => {
    const opaque = await png(16, (x) => (x < 8 ? [220, 20, 20, 255] : [20, 220, 20, 255]));
    const bytes = plate(
      (_, texture) => ({ ...textured(texture), extensions: { KHR_materials_unlit: {} } }),
      opaque,
      (w) => {
        w.json.extensionsUsed = ["KHR_materials_unlit"];
      },
    );
    const spec = specOf([front]);
    const frame = await frameWith(await load({ "a.glb": bytes }, "a.glb"), spec);
    expectBoxes(frame, spec, 1, placed([boxAt([0, 0, 0], [1, 1, 0.02])], front));
    const { red, green } = counts(frame);
    expect(red).toBeGreaterThan(frontPixels(spec) * 0.4);
    expect(green).toBeGreaterThan(frontPixels(spec) * 0.4);
  });
});

test("an .obj with several objects, faces from the end, and a picture of its .mtl", async () => {
  const square = (x: number) =>
    [0, 1, 2, 3].map((at) => `v ${x + (at === 1 || at === 2 ? 0.6 : 0)} ${at > 1 ? 0.6 : 0} 0`).join("\n");
  const source = `mtllib sub/m.mtl\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\no left\n${square(-0.8)}\nusemtl red\nf -4/1 -3/2 -2/3 -1/4\no right\n${square(0.2)}\nusemtl picture\nf -4/1 -3/2 -2/3 -1/4\n`;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const files = {
    "a.obj": bytes(source),
    "sub/m.mtl": bytes("newmtl red\nKd 0.9 0.05 0.05\nnewmtl picture\nmap_Kd p.png\n"),
    // The lower half is green, the upper half red: v counts from below.
    "sub/p.png": await png(16, (_, y) => (y >= 8 ? [20, 220, 20, 255] : [220, 20, 20, 255])),
  };
  const spec = specOf([asset("a.obj")]);
  const frame = await frameWith(await load(files, "a.obj"), spec);
  const boxes: SolidBox[] = [
    { min: [-0.8, 0, 0], max: [-0.2, 0.6, 0] },
    { min: [0.2, 0, 0], max: [0.8, 0.6, 0] },
  ];
  expectBoxes(frame, spec, 1, placed(boxes, spec.instances[0] ?? asset("a.obj")));
  // The instance stands 0.3 m to the right and 0.4 m up, 4 m away; a metre is 32.5 pixels there.
  const at = (x: number, y: number) => {
    const pixel = (Math.round(75 - 32.48 * (y - 1)) * 200 + Math.round(100 + 32.48 * x)) * 4;
    return [frame.colour[pixel] ?? 0, frame.colour[pixel + 1] ?? 0] as const;
  };
  const [left, lower, upper] = [at(-0.2, 0.7), at(0.8, 0.5), at(0.8, 0.9)];
  expect(left[0]).toBeGreaterThan(left[1] * 1.5);
  expect(lower[1]).toBeGreaterThan(lower[0] * 1.5);
  expect(upper[0]).toBeGreaterThan(upper[1] * 1.5);
});

describe("in the weather and under lamps", () => {
  const dull: WeatherSpec = {
    kind: "overcast",
    sunElevationDegrees: 40,
    sunAzimuthDegrees: 90,
    cloudCover: 1,
    visibilityMetres: 50_000,
  };
  const roughnesses = [1, 0.7, 0.5];
  const GREY = 0.4;
  /** Blocks of grey, one for each roughness, half a metre high. */
  const blocks = () =>
    file((w) => {
      const meshes = roughnesses.map((_, at) => mesh(w, [0.7, 0.5, 0.7], [at - 1, 0, 0], { material: at }));
      w.json.nodes = meshes.map((one) => ({ mesh: one }));
      w.json.scenes = [{ nodes: meshes.map((_, at) => at) }];
      w.json.materials = roughnesses.map((roughnessFactor) => ({
        pbrMetallicRoughness: { baseColorFactor: [GREY, GREY, GREY, 1], metallicFactor: 0, roughnessFactor },
      }));
    });
  const own: InstanceSpec = { ...asset("a.glb"), position: [0, 0, 0] };
  const from = (instances: readonly InstanceSpec[], weather: Partial<WeatherSpec>, subframes = 1) =>
    specOf(instances, {
      weather: { ...dull, ...weather },
      camera: { position: [0, 3, 2], target: [0, 0.4, 0] },
      image: { width: 96, height: 64, subframes },
    });
  const pixelOf = (spec: SceneSpec, point: Vec3) => {
    const [x, y] = projectionOf(spec).project(point)?.pixel ?? [0, 0];
    return Math.floor(y) * spec.image.width + Math.floor(x);
  };
  /** Linear base colours of the tops of the blocks. */
  async function tops(library: AssetLibrary, weather: Partial<WeatherSpec>) {
    const spec = from([own], weather);
    using stage = build(gpu().rig, spec, library);
    const { ids, gBuffer } = await render(gpu(), stage, ["albedo"]);
    const colours = roughnesses.map((_, at) => {
      const green = (((gBuffer?.albedo ?? [])[pixelOf(spec, [at - 1, 0.5, 0])] ?? 0) >>> 8) & 0xff;
      return ((green / 255 + 0.055) / 1.055) ** 2.4;
    });
    return { ids, colours };
  }

  test("water darkens them as much as they are porous, snow whitens all, and no label changes", async () => {
    const library = await load({ "a.glb": blocks() }, "a.glb");
    const [dry, wet, snowy] = [
      await tops(library, {}),
      await tops(library, { wetness: 1 }),
      await tops(library, { snowCover: 1 }),
    ];
    expect(wet.ids).toEqual(dry.ids);
    expect(snowy.ids).toEqual(dry.ids);
    // Lekner and Dorf, Why some things are darker when wet, 1988: light is caught below water of the refractive index 1.33.
    const soaked = GREY / (1.33 ** 2 * (1 - GREY) + GREY);
    for (const [at, porosity] of [1, 0.5, 0].entries()) {
      expect(dry.colours[at]).toBeCloseTo(GREY, 2);
      expect(wet.colours[at]).toBeCloseTo(GREY + porosity * (soaked - GREY), 2);
      expect(snowy.colours[at]).toBeGreaterThan(0.7);
    }
  });

  test("a street light lights them as it lights our own", async () => {
    const light = place(
      "streetlight",
      { height: 4, reach: 1, colour: "#8f9496" },
      { class: "solid", position: [0, 0, -2], headingDegrees: 180 },
    );
    const night = { sunElevationDegrees: -40, cloudCover: 0 };
    const library = await load({ "a.glb": blocks() }, "a.glb");
    const ours = { ...cuboid([0.7, 0.5, 0.7], 0, 0, 0), parameters: { width: 0.7, height: 0.5, length: 0.7, colour: "#aaaaaa" } };
    const seen = async (instances: readonly InstanceSpec[]) => {
      const spec = from(instances, night, 8);
      using stage = build(gpu().rig, spec, library);
      await render(gpu(), stage);
      return (await readRadiance(gpu(), spec))[pixelOf(spec, [0, 0.5, 0]) * 4 + 1] ?? 0;
    };
    const [dark, imported, builtIn] = [
      await seen([floor(), own]),
      await seen([floor(), light, own]),
      await seen([floor(), light, ours]),
    ];
    expect(imported).toBeGreaterThan(4 * dark);
    expect(imported / builtIn).toBeGreaterThan(0.85);
    expect(imported / builtIn).toBeLessThan(1.15);
  });
});

/** Materials of imported files: what is a hole has no id, what is seen has its colour. */
import { describe, expect, test } from "vitest";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { boxAt, depthOfBoxes, expectBoxes, placed, type SolidBox } from "./box-truth";
import { cuboidPrimitive, png, type Writer } from "./gltf-writer";
import { specOf } from "./harness";
import { asset, corners, file, mesh, useOwnModels } from "./own-models";

const { load, frameWith } = useOwnModels();
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

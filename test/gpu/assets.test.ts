import { afterEach, describe, expect, test } from "vitest";
import { measureBoxes } from "../../src/annotate/boxes";
import type { AssetFiles } from "../../src/recipe/assets";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { render } from "../../src/render/render";
import { type AssetLibrary, loadLibrary } from "../../src/scene/assets/library";
import { assetInstances, placeAsset } from "../../src/scene/assets/measure";
import { build } from "../../src/scene/stage";
import { cuboidPrimitive, gltfWriter, png, type Writer } from "./gltf-writer";
import { brightness, countIds, floor, focalLength, frameOf, specOf, useGpu } from "./harness";

const gpu = useGpu();
const libraries: AssetLibrary[] = [];
afterEach(() => {
  for (const library of libraries.splice(0)) library.dispose();
});

const entry = { file: "a.glb", class: "solid", scale: "metres", upAxis: "y", count: 1 } as const;

async function load(files: AssetFiles, file = "a.glb"): Promise<AssetLibrary> {
  const library = await loadLibrary([{ ...entry, file }], files, gpu().rig);
  libraries.push(library);
  return library;
}

async function frameWith(library: AssetLibrary, spec: SceneSpec): Promise<Frame> {
  using stage = build(gpu().rig, spec, library);
  return await render(gpu(), stage);
}

function asset(z: number, parameters: InstanceSpec["parameters"] = {}, y = 0): InstanceSpec {
  const all = { file: "a.glb", scale: 1, upAxis: "y", ...parameters };
  return { model: "asset", class: "solid", position: [0, y, z], rotation: [0, 0, 0, 1], parameters: all };
}

/** A file with one mesh of one cuboid. */
function cuboidFile(size: readonly [number, number, number], change: (writer: Writer) => void = () => {}) {
  const writer = gltfWriter();
  writer.json.meshes.push({ primitives: [{ ...cuboidPrimitive(writer, size), material: 0 }] });
  writer.json.materials.push({ pbrMetallicRoughness: { baseColorFactor: [0.5, 0.5, 0.5, 1], metallicFactor: 0 } });
  writer.json.nodes.push({ mesh: 0 });
  change(writer);
  return writer;
}

/** Expects instance `id` to fill the rectangle of a front that is `width` x `height` metres, `distance` away, from height `y` on. */
function expectFront(
  frame: Frame,
  spec: SceneSpec,
  id: number,
  front: { width: number; height: number; y: number; distance: number },
) {
  const f = focalLength(spec) / front.distance;
  const { left, top, right, bottom } = measureBoxes(frame, spec.instances.length);
  const expected = [
    [left[id], 100 - (f * front.width) / 2],
    [right[id], 100 + (f * front.width) / 2],
    [top[id], 75 - f * (front.y + front.height - 1)],
    [bottom[id], 75 - f * (front.y - 1)],
  ] as const;
  for (const [seen, wanted] of expected) expect(Math.abs((seen ?? 0) - wanted), JSON.stringify(expected)).toBeLessThan(1);
}

function texel(frame: Frame, x: number, y: number) {
  const at = (y * frame.width + x) * 4;
  return [...frame.colour.subarray(at, at + 3)] as [number, number, number];
}

describe("a textured cuboid", () => {
  const file = async () => {
    const picture = await png(8, (x) => (x < 4 ? [220, 20, 20, 255] : [20, 20, 220, 255]));
    return cuboidFile([1, 1, 1], (writer) => {
      const baseColorTexture = { index: writer.texture(picture) };
      writer.json.materials = [{ pbrMetallicRoughness: { baseColorTexture, metallicFactor: 0, roughnessFactor: 1 } }];
    });
  };

  test("stands where it should, with its id, depth and the colours of its picture", async () => {
    const library = await load({ "a.glb": (await file()).glb() });
    const spec = specOf([floor(), asset(-4.5, {}, 0.5)]);
    const frame = await frameWith(library, spec);
    expectFront(frame, spec, 2, { width: 1, height: 1, y: 0.5, distance: 4 });
    expect(frame.depth[75 * 200 + 100]).toBeCloseTo(4, 3);
    const [left, right] = [texel(frame, 92, 75), texel(frame, 108, 75)];
    expect(left[0]).toBeGreaterThan(left[2] * 1.5);
    expect(right[2]).toBeGreaterThan(right[0] * 1.5);
  });

  test("comes the same from a .gltf with a file beside it, and with data in it", async () => {
    const spec = specOf([asset(-4.5)]);
    const whole = await frameWith(await load({ "a.glb": (await file()).glb() }), spec);
    const { text, bin } = (await file()).gltf("parts/a%20b.bin");
    const apart = await load({ "a.gltf": text, "parts/a b.bin": bin }, "a.gltf");
    expect(await frameWith(apart, specOf([asset(-4.5, { file: "a.gltf" })]))).toEqual(whole);
    const inside = (await file()).gltf(`data:application/octet-stream;base64,${btoa(String.fromCharCode(...bin))}`);
    const packed = await load({ "a.gltf": inside.text }, "a.gltf");
    expect(await frameWith(packed, specOf([asset(-4.5, { file: "a.gltf" })]))).toEqual(whole);
  });

  test("gives the same bytes again, and takes no more memory", async () => {
    const library = await load({ "a.glb": (await file()).glb() });
    const spec = specOf([floor(), asset(-4.5), asset(-6)], { image: { subframes: 2 } });
    const first = await frameWith(library, spec);
    const counts: string[] = [];
    for (let at = 0; at < 5; at++) {
      await frameWith(library, specOf([floor(), asset(-4 - at), ...(at % 2 ? [asset(-9)] : [])]));
      expect(await frameWith(library, spec)).toEqual(first);
      counts.push(JSON.stringify(gpu().renderer.info.memory));
    }
    expect(new Set(counts.slice(1)).size, counts.join("\n")).toBe(1);
  });

  test("takes its memory with it when it goes", async () => {
    const spec = specOf([asset(-4.5)]);
    const bytes = (await file()).glb();
    const counts: string[] = [];
    for (let at = 0; at < 4; at++) {
      const library = await loadLibrary([entry], { "a.glb": bytes }, gpu().rig);
      await frameWith(library, spec);
      library.dispose();
      await frameOf(gpu(), specOf([floor()]));
      counts.push(JSON.stringify(gpu().renderer.info.memory));
    }
    expect(new Set(counts.slice(1)).size, counts.join("\n")).toBe(1);
  });

  test("throws a shadow", async () => {
    const looking = { camera: { position: [0, 6, 8], target: [0, 0, -6] } } as const;
    const library = await load({ "a.glb": (await file()).glb() });
    const bare = await frameOf(gpu(), specOf([floor()], looking));
    const frame = await frameWith(library, specOf([floor(), asset(-4)], looking));
    const darker = frame.ids.reduce((sum, id, at) => {
      const [x, y] = [at % 200, Math.floor(at / 200)];
      return sum + (id === 1 && brightness(frame, x, y) < brightness(bare, x, y) * 0.8 ? 1 : 0);
    }, 0);
    expect(darker).toBeGreaterThan(20);
  });
});

describe("what stands in a file", () => {
  test("two meshes under scaled, moved and mirrored nodes are one thing", async () => {
    const writer = cuboidFile([1, 1, 1], ({ json }) => {
      json.nodes = [
        { children: [1, 2], scale: [0.5, 0.5, 0.5] },
        { mesh: 0, translation: [-1.5, 0, 0] },
        { mesh: 0, translation: [1.5, 0, 0], scale: [-1, 1, 1] },
      ];
    });
    const library = await load({ "a.glb": writer.glb() });
    const spec = specOf([asset(-4.25, {}, 0.75)]);
    const frame = await frameWith(library, spec);
    expectFront(frame, spec, 1, { width: 2, height: 0.5, y: 0.75, distance: 4 });
    expect(frame.ids[75 * 200 + 100]).toBe(0);
    // A mirrored cuboid that is not turned inside out shows its front, not the inside of its back.
    expect(frame.depth[75 * 200 + 124]).toBeCloseTo(4, 3);
  });

  test("z up stands upright, and a scale is metres for each unit", async () => {
    const library = await load({ "a.glb": cuboidFile([100, 20, 200]).glb() });
    const spec = specOf([asset(-4.1, { upAxis: "z", scale: 0.01 }, 0.2)]);
    expectFront(await frameWith(library, spec), spec, 1, { width: 1, height: 2, y: 0.2, distance: 4 });
  });

  test("instances (EXT_mesh_gpu_instancing) are all there", async () => {
    const writer = cuboidFile([0.2, 0.2, 0.2], (w) => {
      const TRANSLATION = w.accessor(new Float32Array([-0.9, 0, 0, 0, 0, 0, 0.9, 0, 0]), "VEC3");
      w.json.extensionsUsed = ["EXT_mesh_gpu_instancing"];
      w.json.extensionsRequired = ["EXT_mesh_gpu_instancing"];
      w.json.nodes = [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION } } } }];
    });
    const spec = specOf([asset(-4.1, {}, 0.9)]);
    const frame = await frameWith(await load({ "a.glb": writer.glb() }), spec);
    expectFront(frame, spec, 1, { width: 2, height: 0.2, y: 0.9, distance: 4 });
    expect(frame.ids[75 * 200 + 115]).toBe(0);
  });

  test("morph targets are applied with the weights of the mesh", async () => {
    const writer = cuboidFile([1, 1, 1], (w) => {
      const widening = Array.from({ length: 24 }, (_, at) => [at % 2 === 99 ? 1 : 0, 0, 0]).flat();
      const primitive = cuboidPrimitive(w, [1, 1, 1]);
      const rise = w.accessor(new Float32Array(widening.map((_, at) => (at % 3 === 1 ? 2 : 0))), "VEC3");
      // Half of a rise of 2 m, of this cuboid only: the thing reaches from -0.5 to 1.5.
      w.json.meshes.push({ primitives: [{ ...primitive, targets: [{ POSITION: rise }] }], weights: [0.5] });
      w.json.nodes = [{ children: [1, 2] }, { mesh: 0 }, { mesh: 1 }];
    });
    const spec = specOf([asset(-4.5)]);
    expectFront(await frameWith(await load({ "a.glb": writer.glb() }), spec), spec, 1, {
      width: 1,
      height: 2,
      y: 0,
      distance: 4,
    });
  });

  test("16-bit positions (KHR_mesh_quantization) and missing normals", async () => {
    const writer = gltfWriter();
    const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].flatMap((z) => [x * 32767, y * 32767, z * 32767, 0])));
    const POSITION = writer.accessor(new Int16Array(corners), "VEC4");
    Object.assign(writer.json.accessors[0] ?? {}, {
      type: "VEC3",
      normalized: true,
      count: 8,
      min: [-1, -1, -1],
      max: [1, 1, 1],
    });
    Object.assign(writer.json.bufferViews[0] ?? {}, { byteStride: 8 });
    const sides = [0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1, 2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3];
    const indices = writer.accessor(new Uint8Array(sides), "SCALAR");
    writer.json.meshes.push({ primitives: [{ attributes: { POSITION }, indices }] });
    writer.json.nodes.push({ mesh: 0, scale: [0.5, 0.5, 0.5] });
    Object.assign(writer.json, { extensionsUsed: ["KHR_mesh_quantization"], extensionsRequired: ["KHR_mesh_quantization"] });
    const spec = specOf([asset(-4.5)]);
    const frame = await frameWith(await load({ "a.glb": writer.glb() }), spec);
    expectFront(frame, spec, 1, { width: 1, height: 1, y: 0, distance: 4 });
    expect(brightness(frame, 100, 80)).toBeGreaterThan(10);
  });

  test("a skin follows its joints, and a clip poses them", async () => {
    const { writer } = skinnedBar();
    const library = await load({ "a.glb": writer.glb() });
    const [measured] = library.measured;
    expect(measured?.files[0]?.poses).toHaveLength(8);
    const bent = measured?.files[0]?.poses[4];
    // Half way the upper half has moved 1 m to the right (+x), so the bar is 1.2 m wide.
    expect(bent).toMatchObject({ clip: "bend", time: 0.5 });
    expect((bent?.bounds.max[0] ?? 0) - (bent?.bounds.min[0] ?? 0)).toBeCloseTo(1.2, 4);
    const counts: string[] = [];
    for (let at = 0; at < 4; at++) {
      const spec = specOf([asset(-4.1, { clip: "bend", time: 0.5 })]);
      expectFront(await frameWith(library, spec), spec, 1, { width: 1.2, height: 2, y: 0, distance: 4 });
      counts.push(JSON.stringify(gpu().renderer.info.memory));
    }
    expect(new Set(counts.slice(1)).size, counts.join("\n")).toBe(1);
    const rest = specOf([asset(-4.1)]);
    expectFront(await frameWith(library, rest), rest, 1, { width: 0.2, height: 2, y: 0, distance: 4 });
  });

  test("an .obj with its .mtl", async () => {
    const text = "mtllib a.mtl\nv -1 0 0\nv 1 0 0\nv 1 2 0\nv -1 2 0\nusemtl red\nf 1 2 3 4\n";
    const bytes = (source: string) => new TextEncoder().encode(source);
    const files = { "m/a.obj": bytes(text), "m/a.mtl": bytes("newmtl red\nKd 0.8 0.1 0.1\n") };
    const spec = specOf([asset(-4, { file: "m/a.obj" })]);
    const frame = await frameWith(await load(files, "m"), spec);
    expectFront(frame, spec, 1, { width: 2, height: 2, y: 0, distance: 4 });
    const [red, green] = texel(frame, 100, 75);
    expect(red).toBeGreaterThan(green * 1.5);
  });
});

/** A bar of 0.2 x 2 x 0.2 m whose upper half hangs on a joint that a clip of 1 s moves 2 m to the right. */
function skinnedBar() {
  const writer = gltfWriter();
  const lower = cuboidPrimitive(writer, [0.2, 1, 0.2], [0, 0.5, 0]);
  const upper = cuboidPrimitive(writer, [0.2, 1, 0.2], [0, 1.5, 0]);
  const bound = (joint: number) => ({
    JOINTS_0: writer.accessor(new Uint8Array(Array.from({ length: 24 }, () => [joint, 0, 0, 0]).flat()), "VEC4"),
    WEIGHTS_0: writer.accessor(new Float32Array(Array.from({ length: 24 }, () => [1, 0, 0, 0]).flat()), "VEC4"),
  });
  writer.json.meshes.push({
    primitives: [lower, upper].map((part, at) => ({ ...part, attributes: { ...part.attributes, ...bound(at) } })),
  });
  writer.json.nodes = [{ children: [1, 2, 3] }, { mesh: 0, skin: 0 }, {}, {}];
  const eye = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  writer.json.skins = [{ joints: [2, 3], inverseBindMatrices: writer.accessor(new Float32Array([...eye, ...eye]), "MAT4") }];
  const input = writer.accessor(new Float32Array([0, 1]), "SCALAR", { min: [0], max: [1] });
  const output = writer.accessor(new Float32Array([0, 0, 0, 2, 0, 0]), "VEC3");
  writer.json.animations = [
    { name: "bend", samplers: [{ input, output }], channels: [{ sampler: 0, target: { node: 3, path: "translation" } }] },
  ];
  return { writer };
}

describe("transparency", () => {
  const half = async (alphaMode: string, opacity: number) => {
    const picture = await png(8, (x) => [200, 200, 40, x < 4 ? opacity : 255]);
    const writer = cuboidFile([1, 1, 0.01], (w) => {
      const baseColorTexture = { index: w.texture(picture) };
      w.json.materials = [{ alphaMode, pbrMetallicRoughness: { baseColorTexture, metallicFactor: 0 } }];
    });
    return load({ "a.glb": writer.glb() });
  };
  const leftAndRight = ({ ids }: Frame) => [ids[75 * 200 + 90], ids[75 * 200 + 110]];

  test("holes of an alpha test are not labelled", async () => {
    const frame = await frameWith(await half("MASK", 0), specOf([asset(-4, {}, 0.5)]));
    expect(leftAndRight(frame)).toEqual([0, 1]);
    const opaque = await frameWith(await half("OPAQUE", 0), specOf([asset(-4, {}, 0.5)]));
    expect(leftAndRight(opaque)).toEqual([1, 1]);
  });

  test("blended surfaces are solid for ids and depth, and let the colour behind them through", async () => {
    const spec = specOf([asset(-4, {}, 0.5)]);
    const frame = await frameWith(await half("BLEND", 128), spec);
    expect(leftAndRight(frame)).toEqual([1, 1]);
    expect(frame.depth[75 * 200 + 90]).toBeCloseTo(3.995, 3);
    expect(texel(frame, 90, 75)[2]).toBeGreaterThan(texel(frame, 110, 75)[2] + 20);
    expect([...countIds(frame).keys()].sort()).toEqual([0, 1]);
  });

  test("quite transparent texels are holes", async () => {
    expect(leftAndRight(await frameWith(await half("BLEND", 0), specOf([asset(-4, {}, 0.5)])))).toEqual([0, 1]);
  });
});

describe("files that cannot be used", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const withBuffer = (uri: string) => cuboidFile([1, 1, 1]).gltf(uri).text;
  const cut = () => cuboidFile([1, 1, 1]).glb().slice(0, 700);
  const unreachableLoop = () => cuboidFile([1, 1, 1], ({ json }) => json.nodes.push({ children: [1] })).glb();

  const badFiles = () => {
    const files = {
      "bad/broken.gltf": bytes("{ not json"),
      "bad/cut.glb": cut(),
      "bad/strange.glb": cuboidFile([1, 1, 1], ({ json }) => {
        json.extensionsRequired = ["VENDOR_strange_things"];
      }).glb(),
      "bad/empty.glb": new Uint8Array(0),
      "bad/far.gltf": withBuffer("https://example.org/a.bin"),
      "bad/out.gltf": withBuffer("..%2Fsecret.bin"),
      "bad/missing.gltf": withBuffer("missing.bin"),
      "bad/many.glb": cuboidFile([1, 1, 1], ({ json }) => {
        json.accessors.push({ componentType: 5126, count: 4e9, type: "VEC3" });
      }).glb(),
      "bad/picture.glb": cuboidFile([1, 1, 1], (writer) => void writer.texture(bytes("no picture"))).glb(),
      "bad/loop.glb": cuboidFile([1, 1, 1], ({ json }) => {
        json.nodes = [{ children: [1] }, { children: [0] }];
      }).glb(),
      "bad/huge.obj": "it has 300 MB; at most 200 MB can be used",
    };
    return files;
  };
  const sentences = [
    expect.stringMatching(/assets\[0\]: bad\/broken\.gltf .*JSON/),
    expect.stringMatching(/cut\.glb .*cut off/),
    expect.stringMatching(/empty\.glb .*JSON/),
    expect.stringMatching(/far\.gltf .*https:\/\/example\.org.*own folder/),
    expect.stringMatching(/huge\.obj .*300 MB/),
    expect.stringMatching(/loop\.glb .*more than one place/),
    expect.stringMatching(/many\.glb .*million triangles/),
    expect.stringMatching(/missing\.gltf .*bad\/missing\.bin is not there/),
    expect.stringMatching(/out\.gltf .*own folder/),
    expect.stringMatching(/picture\.glb .*picture 0 cannot be decoded/),
    expect.stringMatching(/strange\.glb .*VENDOR_strange_things/),
  ];

  test("are left out and named, with what is wrong; the others are used", async () => {
    const files = { ...badFiles(), "bad/fine.glb": unreachableLoop(), "good.glb": cuboidFile([1, 1, 1]).glb() };
    const entries = ["bad", "bad/cut.glb", "good.glb"].map((file) => ({ ...entry, file }));
    const library = await loadLibrary(entries, files, gpu().rig);
    libraries.push(library);
    expect(library.problems).toEqual(sentences);
    expect(library.measured.map((asset) => asset.files.map(({ file }) => file))).toEqual([["bad/fine.glb"], [], ["good.glb"]]);
    const things = assetInstances(library.measured, (...purpose) => stream(1, 0, ...purpose));
    expect(things.map(({ parameters }) => parameters.file)).toEqual(["bad/fine.glb", "good.glb"]);
  });

  test("are an error when nothing else is left", async () => {
    const failure = await load(badFiles(), "bad").catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "RecipeError" });
    expect((failure as Error).message.split("\n")).toEqual(sentences);
  });

  test("a missing file is named", async () => {
    await expect(load({}, "cup.glb")).rejects.toMatchObject({ name: "RecipeError", message: expect.stringContaining("cup.glb") });
  });
});

describe("measured assets", () => {
  test("are drawn with a size, and placed as they were measured", async () => {
    const library = await load({ "a.glb": cuboidFile([3, 1, 2]).glb() });
    const [measured] = library.measured;
    const assets = measured ? [{ ...measured, scale: "auto" as const, count: 3 }] : [];
    const things = assetInstances(assets, (...purpose) => stream(1, 0, ...purpose));
    expect(things).toHaveLength(3);
    for (const { bounds } of things) {
      const longest = bounds.max[0] - bounds.min[0];
      expect(longest).toBeGreaterThanOrEqual(0.2);
      expect(longest).toBeLessThanOrEqual(0.4);
      expect(bounds.max[1]).toBeCloseTo(longest / 3);
    }
    const [first] = things;
    if (!first) throw new Error("no thing");
    const spec = specOf([placeAsset(first, [0, 0.95, -0.8], [0, 0, 0, 1])]);
    const { min, max } = first.bounds;
    const front = { width: max[0] - min[0], height: max[1], y: 0.95, distance: 0.8 - max[2] };
    expectFront(await frameWith(library, spec), spec, 1, front);
  });
});

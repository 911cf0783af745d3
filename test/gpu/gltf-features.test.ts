/** One file for each feature of glTF that changes where its triangles are; ids and depth against rays through boxes. */
import { describe, expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { assetInstances } from "../../src/scene/assets/measure";
import { boxAt, expectBoxes, placed, type SolidBox } from "./box-truth";
import { cuboidPrimitive } from "./gltf-writer";
import { specOf } from "./harness";
import { meshoptCuboid } from "./meshopt-cuboid";
import { asset, corners, file, mesh, useOwnModels } from "./own-models";
import { packedCuboid } from "./packed-cuboid";

const { load, frameWith } = useOwnModels();

const unit: SolidBox = boxAt([0, 0, 0], [1, 1, 1]);

/** What is in a file, and where its boxes are. */
const features: Record<string, { readonly bytes: () => Uint8Array<ArrayBuffer>; readonly boxes: readonly SolidBox[] }> = {
  "several meshes under nodes that are moved, turned, scaled and mirrored": {
    bytes: () =>
      file((w) => {
        const [long, cube] = [mesh(w, [1, 0.2, 0.2]), mesh(w, [0.4, 0.4, 0.4])];
        const quarter = Math.SQRT1_2;
        w.json.nodes = [
          { children: [1, 2, 3], scale: [0.5, 0.5, 0.5] },
          { mesh: long, translation: [-1, 0, 0], rotation: [0, 0, quarter, quarter] },
          { mesh: cube, translation: [0, 0.4, 0], children: [4] },
          { mesh: cube, translation: [1.2, 0, 0.2], scale: [-1, 2, 1] },
          { mesh: cube, translation: [0.3, 0.6, -0.3] },
        ];
      }),
    boxes: [
      boxAt([-0.5, 0, 0], [0.1, 0.5, 0.1]),
      boxAt([0, 0.2, 0], [0.2, 0.2, 0.2]),
      boxAt([0.6, 0, 0.1], [0.2, 0.4, 0.2]),
      boxAt([0.15, 0.5, -0.15], [0.2, 0.2, 0.2]),
    ],
  },
  "instances with places, turns and sizes (EXT_mesh_gpu_instancing)": {
    bytes: () =>
      file((w) => {
        const TRANSLATION = w.accessor(new Float32Array([-0.8, 0, 0, 0, 0.5, 0, 0.8, 0, 0]), "VEC3");
        const ROTATION = w.accessor(new Float32Array([0, 0, 0, 1, 0, 0, Math.SQRT1_2, Math.SQRT1_2, 0, 0, 0, 1]), "VEC4");
        const SCALE = w.accessor(new Float32Array([1, 1, 1, 1, 1, 1, 1, 2, 1]), "VEC3");
        const extensions = { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION, ROTATION, SCALE } } };
        w.json.nodes = [{ mesh: mesh(w, [0.2, 0.4, 0.2]), extensions }];
        Object.assign(w.json, { extensionsUsed: ["EXT_mesh_gpu_instancing"], extensionsRequired: ["EXT_mesh_gpu_instancing"] });
      }),
    boxes: [boxAt([-0.8, 0, 0], [0.2, 0.4, 0.2]), boxAt([0, 0.5, 0], [0.4, 0.2, 0.2]), boxAt([0.8, 0, 0], [0.2, 0.8, 0.2])],
  },
  "two morph targets with weights of the mesh": {
    bytes: () =>
      file((w) => {
        const at = mesh(w, [1, 0.5, 0.5]);
        const shifted = (axis: number, by: number) => ({
          POSITION: w.accessor(new Float32Array(Array.from({ length: 72 }, (_, i) => (i % 3 === axis ? by : 0))), "VEC3"),
        });
        const beside = cuboidPrimitive(w, [0.2, 0.2, 0.2], [0, 0, 0]);
        const targets = [shifted(1, 2), shifted(0, -1)];
        w.json.meshes.push({ primitives: [{ ...beside, targets }], weights: [0.5, 0.8] });
        w.json.nodes = [{ children: [1, 2] }, { mesh: at }, { mesh: at + 1 }];
      }),
    boxes: [boxAt([0, 0, 0], [1, 0.5, 0.5]), boxAt([-0.8, 1, 0], [0.2, 0.2, 0.2])],
  },
  "a sparse accessor": {
    bytes: () =>
      file((w) => {
        const primitive = cuboidPrimitive(w, [1, 1, 1]);
        const accessor = w.json.accessors[primitive.attributes.POSITION ?? 0];
        // The upper corners are half a metre higher than in the plain part.
        const upper = uppers();
        const indices = w.json.accessors[w.accessor(new Uint8Array(upper.map(({ at }) => at)), "SCALAR")];
        const values = w.json.accessors[w.accessor(new Float32Array(upper.flatMap(({ to }) => to)), "VEC3")];
        Object.assign(accessor ?? {}, {
          max: [0.5, 1, 0.5],
          sparse: {
            count: upper.length,
            indices: { bufferView: indices?.bufferView, componentType: 5121 },
            values: { bufferView: values?.bufferView },
          },
        });
        w.json.meshes.push({ primitives: [primitive] });
        w.json.nodes = [{ mesh: 0 }];
      }),
    boxes: [{ min: [-0.5, -0.5, -0.5], max: [0.5, 1, 0.5] }],
  },
  "triangle strips and fans, without indices": {
    bytes: () =>
      file((w) => {
        const square = (x: number, corners: readonly (readonly [number, number])[]) =>
          w.accessor(new Float32Array(corners.flatMap(([u, v]) => [x + u * 0.5, v * 0.5, 0])), "VEC3", {
            min: [x, 0, 0],
            max: [x + 0.5, 0.5, 0],
          });
        const strip = square(0, [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ]);
        const fan = square(0.7, [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ]);
        w.json.meshes.push({
          primitives: [
            { attributes: { POSITION: strip }, mode: 5 },
            { attributes: { POSITION: fan }, mode: 6 },
          ],
        });
        w.json.nodes = [{ mesh: 0 }];
      }),
    boxes: [
      { min: [0, 0, 0], max: [0.5, 0.5, 0] },
      { min: [0.7, 0, 0], max: [1.2, 0.5, 0] },
    ],
  },
  "points and lines beside triangles, which alone are shown": {
    bytes: () =>
      file((w) => {
        const POSITION = w.accessor(new Float32Array([-3, 0, 0, 3, 0, 0]), "VEC3", { min: [-3, 0, 0], max: [3, 0, 0] });
        w.json.meshes.push({
          primitives: [
            { attributes: { POSITION }, mode: 1 },
            { attributes: { POSITION }, mode: 0 },
            cuboidPrimitive(w, [1, 1, 1]),
          ],
        });
        w.json.nodes = [{ mesh: 0 }];
      }),
    boxes: [unit],
  },
  "lamps, a camera, variants and a second scene": {
    bytes: () =>
      file((w) => {
        const cube = mesh(w, [1, 1, 1]);
        w.json.scenes = [{ nodes: [0] }, { nodes: [3] }];
        w.json.cameras = [{ type: "perspective", perspective: { yfov: 1, znear: 0.1 } }];
        w.json.extensionsUsed = ["KHR_lights_punctual", "KHR_materials_variants"];
        w.json.extensions = {
          KHR_lights_punctual: { lights: [{ type: "point", intensity: 1e6 }] },
          KHR_materials_variants: { variants: [{ name: "red" }] },
        };
        w.json.nodes = [
          { children: [1, 2], mesh: cube },
          { camera: 0 },
          { translation: [0, 3, 0], extensions: { KHR_lights_punctual: { light: 0 } } },
          { mesh: cube, translation: [5, 0, 0] },
        ];
      }),
    boxes: [unit],
  },
  "a hidden node (KHR_node_visibility)": {
    bytes: () =>
      file((w) => {
        const cube = mesh(w, [1, 1, 1]);
        w.json.extensionsUsed = ["KHR_node_visibility"];
        w.json.nodes = [
          { mesh: cube, children: [1] },
          { mesh: cube, translation: [0, 2, 0], extensions: { KHR_node_visibility: { visible: false } } },
        ];
      }),
    boxes: [unit],
  },
  "positions of 16 bits, normalised (KHR_mesh_quantization)": {
    bytes: () =>
      file((w) => {
        const primitive = cuboidPrimitive(w, [2, 2, 2]);
        const whole = w.accessor(
          Int16Array.from(corners([2, 2, 2]).flatMap((corner) => [...corner.map((v) => v * 32767), 0])),
          "VEC4",
        );
        const view = w.json.accessors[whole]?.bufferView;
        Object.assign(w.json.bufferViews[Number(view)] ?? {}, { byteStride: 8 });
        Object.assign(w.json.accessors[whole] ?? {}, { type: "VEC3", normalized: true, min: [-1, -1, -1], max: [1, 1, 1] });
        w.json.meshes.push({ primitives: [{ ...primitive, attributes: { ...primitive.attributes, POSITION: whole } }] });
        w.json.nodes = [{ mesh: 0, scale: [0.6, 0.3, 0.2] }];
        Object.assign(w.json, { extensionsUsed: ["KHR_mesh_quantization"], extensionsRequired: ["KHR_mesh_quantization"] });
      }),
    boxes: [boxAt([0, 0, 0], [1.2, 0.6, 0.4])],
  },
  "a mesh packed by meshopt (EXT_meshopt_compression)": { bytes: () => meshoptCuboid().glb(), boxes: [unit] },
  "a mesh packed by Draco, with a KTX2 picture": { bytes: () => packedCuboid("etc1s").glb(), boxes: [unit] },
};

/** The upper corners of a cube of 1 m, half a metre higher, and their numbers. */
function uppers() {
  return corners([1, 1, 1]).flatMap(([x, y, z], at) => (y > 0 ? [{ at, to: [x, 1, z] }] : []));
}

/** An animated bar: its upper half hangs on a node that rises by 1 m in 1 s, in steps or smoothly. */
function risingFile(interpolation: "STEP" | "LINEAR"): Uint8Array<ArrayBuffer> {
  return file((w) => {
    const [lower, upper] = [mesh(w, [0.4, 0.4, 0.4], [0, 0.2, 0]), mesh(w, [0.4, 0.4, 0.4], [0, 0.6, 0])];
    w.json.nodes = [{ children: [1, 2] }, { mesh: lower }, { mesh: upper }];
    const input = w.accessor(new Float32Array([0, 1]), "SCALAR", { min: [0], max: [1] });
    const output = w.accessor(new Float32Array([0, 0, 0, 0, 1, 0]), "VEC3");
    w.json.animations = [
      {
        name: "rise",
        samplers: [{ input, output, interpolation }],
        channels: [{ sampler: 0, target: { node: 2, path: "translation" } }],
      },
    ];
  });
}

describe("an animation clip", () => {
  test("is posed at the time that was drawn for an image, and measured so", async () => {
    const library = await load({ "a.glb": risingFile("LINEAR") }, "a.glb");
    const times = new Set<unknown>();
    for (const index of [0, 1, 2]) {
      const [thing] = assetInstances(library.measured, (...purpose) => stream(5, index, ...purpose));
      const time = Number(thing?.parameters.time);
      times.add(time);
      const boxes = [boxAt([0, 0.2, 0], [0.4, 0.4, 0.4]), boxAt([0, 0.6 + time, 0], [0.4, 0.4, 0.4])];
      expect(thing?.bounds.max[1]).toBeCloseTo(0.8 + time, 4);
      const spec = specOf([asset("a.glb", thing?.parameters)]);
      expectBoxes(await frameWith(library, spec), spec, 1, placed(boxes, spec.instances[0] ?? asset("a.glb")));
    }
    expect(times.size).toBeGreaterThan(1);
  });

  test("with steps stays at its last key", async () => {
    const library = await load({ "a.glb": risingFile("STEP") }, "a.glb");
    const spec = specOf([asset("a.glb", { clip: "rise", time: 0.9 })]);
    const boxes = [boxAt([0, 0.4, 0], [0.4, 0.8, 0.4])];
    expectBoxes(await frameWith(library, spec), spec, 1, placed(boxes, spec.instances[0] ?? asset("a.glb")));
  });
});

test.each(Object.keys(features))("%s", async (name) => {
  const feature = features[name];
  if (!feature) throw new Error(name);
  const spec = specOf([asset("a.glb")]);
  const frame = await frameWith(await load({ "a.glb": feature.bytes() }, "a.glb"), spec);
  expectBoxes(frame, spec, 1, placed(feature.boxes, spec.instances[0] ?? asset("a.glb")));
});

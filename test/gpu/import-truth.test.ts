/** What is hard to label right about the user's models: glass, holes, what is cut by the near plane or stands round the camera, the very small and the very many. */
import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { throughGlass } from "../../src/annotate/see-through";
import { silhouetteOf } from "../../src/annotate/silhouette";
import { opticsOf } from "../../src/camera/pictured";
import { labelKinds } from "../../src/recipe/labels";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { drawSilhouettes } from "../../src/render/silhouettes";
import type { AssetLibrary } from "../../src/scene/assets/library";
import type { GBufferName } from "../../src/scene/g-buffer-layout";
import { build } from "../../src/scene/stage";
import { boxAt, depthOfBoxes, expectBoxes, placed } from "./box-truth";
import { png } from "./gltf-writer";
import { cuboid, floor, focalLength, specOf, sphere } from "./harness";
import { asset, file, mesh, type Size, useOwnModels } from "./own-models";

const { load, gpu } = useOwnModels();

/** Draws a spec and reads labels of all kinds off it; off what is behind glass, where that is wanted. */
async function shown(library: AssetLibrary, spec: SceneSpec, wanted: readonly GBufferName[] = [], through = false) {
  using stage = build(gpu().rig, spec, library);
  const drawn = await render(gpu(), stage, wanted);
  const frame = through ? throughGlass(drawn, stage.table) : drawn;
  return { drawn, frame, labels: annotate(frame, stage, spec, { minimumAreaPixels: 1, include: labelKinds }) };
}

/** A plate with a picture whose left half is as opaque as its right half is not. */
async function plate(alphaMode: "BLEND" | "MASK", left: number, right: number) {
  const picture = await png(16, (x) => [90, 160, 200, x < 8 ? left : right]);
  return file((w) => {
    mesh(w, [1.2, 1.2, 0.02], [0, 0, 0], { material: 0 });
    w.json.nodes = [{ mesh: 0 }];
    const baseColorTexture = { index: w.texture(picture) };
    w.json.materials = [{ alphaMode, pbrMetallicRoughness: { baseColorTexture, metallicFactor: 0 } }];
  });
}

const solid = (...sizes: readonly (readonly [size: Size, shift: Size])[]) =>
  file((w) => {
    w.json.nodes = sizes.map(([size, shift]) => ({ mesh: mesh(w, size, shift) }));
    w.json.scenes = [{ nodes: sizes.map((_, at) => at) }];
  });

const behindIt = [cuboid([0.8, 0.7, 0.5], 0.3, 0.7, -5), sphere(0.4, -0.35, 1.2, -6), floor()];
const glass: InstanceSpec = { ...asset("a.glb"), position: [0.017, 0.423, -3.07] };
const lenses = [
  ["a pinhole", undefined],
  ["a lens that bends", { model: "brown-conrady", k1: -0.25, k2: 0.06, p1: 0.003, p2: -0.004, k3: 0 }],
] as const;

describe("glass in front of objects", () => {
  test.each(lenses)("seen through %s hides them from ids, and not from what is behind it", async (_, distortion) => {
    const library = await load({ "a.glb": await plate("BLEND", 90, 90) }, "a.glb");
    const camera = distortion ? { distortion } : {};
    const spec = specOf([...behindIt, glass], { camera });
    const { drawn, labels } = await shown(library, spec, ["behind"], true);
    const without = await shown(library, specOf(behindIt, { camera }));
    expect(drawn.ids.filter((id) => id === 4).length).toBeGreaterThan(1000);
    expect(drawn.gBuffer?.behind).toEqual(without.drawn.ids);
    expect(drawn.gBuffer?.behindDepth).toEqual(without.drawn.depth);
    for (const label of without.labels.instances) {
      const same = labels.instances.find(({ instanceId }) => instanceId === label.instanceId);
      expect(same).toEqual({ ...label, coveredBy: same?.coveredBy });
    }
    const own = labels.instances.find(({ instanceId }) => instanceId === 4);
    const seen = drawn.ids.filter((id) => id === 4).length;
    expect(own?.amodal?.visibleFraction).toBe(seen / (own?.amodal?.areaPixels ?? 0));
    expect(own?.areaPixels).toBeLessThan(seen);
  });

  test("is solid where its picture is, and nothing needs to be drawn when nothing is see-through", async () => {
    const library = await load({ "a.glb": await plate("BLEND", 230, 60) }, "a.glb");
    const { drawn } = await shown(library, specOf([...behindIt, glass]), ["behind"]);
    const kept = drawn.gBuffer?.behind?.filter((id) => id === 4).length ?? 0;
    const all = drawn.ids.filter((id) => id === 4).length;
    expect(kept / all).toBeGreaterThan(0.45);
    expect(kept / all).toBeLessThan(0.55);
    const { drawn: plain } = await shown(library, specOf(behindIt), ["behind"]);
    expect(plain.gBuffer).toEqual({});
  });

  test.each(["BLEND", "MASK"] as const)("has normals and base colours where it has ids: %s", async (mode) => {
    const library = await load({ "a.glb": await plate(mode, 200, 0) }, "a.glb");
    const { drawn } = await shown(library, specOf([...behindIt, glass]), ["normals", "albedo", "parts"]);
    const { normals, albedo } = drawn.gBuffer ?? {};
    for (const layer of [normals, albedo])
      expect(drawn.ids.filter((id, at) => (layer?.[at] !== 0) !== (id !== 0))).toEqual(new Uint32Array());
    expect(drawn.ids.filter((id) => id === 4).length).toBeGreaterThan(500);
  });
});

describe("what is near", () => {
  test("is cut by the near plane, to the pixel", async () => {
    // A wall beside the camera that begins behind it; nearer than 1.5 m nothing is drawn.
    const library = await load(
      {
        "a.glb": solid([
          [0.2, 3, 8],
          [0, 0, 0],
        ]),
      },
      "a.glb",
    );
    const wall: InstanceSpec = { ...asset("a.glb"), position: [0.83, -0.51, -2.03] };
    const spec = specOf([wall], { camera: { near: 1.5 } });
    const { frame, labels } = await shown(library, spec);
    const boxes = placed([boxAt([0, 0, 0], [0.2, 3, 8])], wall);
    let [wrong, cut] = [0, 0];
    for (const [at, id] of frame.ids.entries()) {
      const depth = depthOfBoxes(boxes, spec, at % frame.width, Math.floor(at / frame.width)) ?? 0;
      if (depth > 0 && depth < 1.5) cut++;
      if ((id === 1) !== depth >= 1.5) wrong++;
    }
    expect(cut).toBeGreaterThan(500);
    expect(wrong).toBeLessThanOrEqual(12);
    const [label] = labels.instances;
    expect(label?.box3d?.projectedCorners.filter((corner) => corner === null)).toHaveLength(4);
    const [x = 0, y = 0, width = 0, height = 0] = label?.box3d?.projectedBox ?? [];
    const [left = 0, top = 0, columns = 0, rows = 0] = label?.boundingBox ?? [];
    expect(x).toBeLessThanOrEqual(left + 1);
    expect(y).toBeLessThanOrEqual(top + 1);
    expect(x + width).toBeGreaterThanOrEqual(left + columns - 1);
    expect(y + height).toBeGreaterThanOrEqual(top + rows - 1);
  });

  test("has the silhouette that the CPU draws when the GPU does, also beside the picture", async () => {
    const library = await load({ "a.glb": solid([[1.2, 1, 4], [0, 0, 0]], [[0.4, 2, 0.4], [0, 0, -1]]) }, "a.glb"); // biome-ignore format: two solids
    const machine: InstanceSpec = {
      ...asset("a.glb"),
      position: [1.9, -0.2, -3.3],
      rotation: [0, 0.2588190451, 0, 0.9659258263],
    };
    const spec = specOf([machine, cuboid([0.5, 0.5, 0.5], -1, 0.3, -4), floor()]);
    using stage = build(gpu().rig, spec, library);
    const frame = await render(gpu(), stage);
    const silhouettes = await drawSilhouettes(gpu(), stage, new Set([1, 2]));
    for (const id of [1, 2]) {
      const onCpu = silhouetteOf(stage.trianglesOf(id), opticsOf(spec), frame);
      const onGpu = silhouettes.get(id);
      const areas = [onCpu, onGpu].map((one) => one?.cells.reduce((sum, cell) => sum + cell, 0) ?? 0);
      expect(Math.abs((areas[0] ?? 0) - (areas[1] ?? 0))).toBeLessThanOrEqual(0.01 * (areas[0] ?? 0));
      for (const side of ["left", "top", "right", "bottom"] as const)
        expect(Math.abs((onCpu?.region[side] ?? 0) - (onGpu?.region[side] ?? Infinity))).toBeLessThanOrEqual(1);
    }
    expect(silhouettes.get(1)?.region.right).toBeGreaterThan(frame.width);
  });

  test("may stand round the camera", async () => {
    // A gate whose posts stand before and behind the camera, so that the camera is in its box.
    const posts = [[[0.3, 2.5, 0.3], [-0.9, 0, -3.1]], [[0.3, 2.5, 0.3], [0.9, 0, 3]]] as const; // biome-ignore format: two posts
    const library = await load({ "a.glb": solid(...posts) }, "a.glb");
    const gate: InstanceSpec = { ...asset("a.glb"), position: [0.01, -0.02, 0.03] };
    const spec = specOf([gate]);
    const { frame, labels } = await shown(library, spec);
    const boxes = placed(
      posts.map(([size, shift]) => boxAt(shift, size)),
      gate,
    ).filter(({ max }) => max[2] < 0);
    expectBoxes(frame, spec, 1, boxes);
    const [label] = labels.instances;
    expect(label?.box3d?.projectedCorners.filter((corner) => corner === null)).toHaveLength(4);
    expect(label?.distance?.centreMetres).toBeLessThan(1.5);
    expect(label?.distance?.nearestDepthMetres).toBeGreaterThan(2.5);
    expect(label?.amodal?.areaInFrame).toBeGreaterThanOrEqual(label?.areaPixels ?? 0);
  });
});

test("a thing that covers one pixel has all its labels", async () => {
  const library = await load(
    {
      "a.glb": solid([
        [0.02, 0.02, 0.02],
        [0, 0, 0],
      ]),
    },
    "a.glb",
  );
  const f = focalLength(specOf([]));
  // Round the ray through the middle of pixel (120, 40), 4 m away.
  const speck: InstanceSpec = { ...asset("a.glb"), position: [(20.5 / f) * 4, 1 + (34.5 / f) * 4 - 0.01, -4] };
  const { labels } = await shown(library, specOf([speck]));
  expect(labels.instances).toMatchObject([
    {
      boundingBox: [120, 40, 1, 1],
      areaPixels: 1,
      polygons: [[121, 40, 121, 41, 120, 41, 120, 40]],
      coveredBy: [],
      orientedBox: { size: [1, 1] },
      amodal: {
        boundingBox: [120, 40, 1, 1],
        areaPixels: 1,
        areaInFrame: 1,
        visibleFraction: 1,
        inFrameFraction: 1,
        truncation: 0,
      },
    },
  ]);
});

test("five hundred things are told apart", async () => {
  const library = await load(
    {
      "a.glb": solid([
        [0.1, 0.09, 0.1],
        [0, 0, 0],
      ]),
    },
    "a.glb",
  );
  const many = Array.from({ length: 500 }, (_, at): InstanceSpec => {
    const [column, row] = [at % 25, Math.floor(at / 25)];
    return { ...asset("a.glb"), position: [(column - 12) * 0.2 + 0.013, (row - 10) * 0.17 + 1.007, -4.05] };
  });
  const spec = specOf(many);
  const { frame, labels } = await shown(library, spec);
  expect(labels.instances).toHaveLength(500);
  // Their order only decides which number is whose.
  const reversed = await shown(library, specOf(many.toReversed()));
  expect(reversed.frame.ids).toEqual(frame.ids.map((id) => id && 501 - id));
  const counts = new Uint32Array(501);
  let wrong = 0;
  const boxes = many.flatMap((instance) => placed([boxAt([0, 0, 0], [0.1, 0.09, 0.1])], instance));
  for (const [at, id] of frame.ids.entries()) {
    counts[id] = (counts[id] ?? 0) + 1;
    const own = boxes[id - 1];
    if (own && depthOfBoxes([own], spec, at % frame.width, Math.floor(at / frame.width)) === undefined) wrong++;
  }
  // Every pixel that a thing has lies on it, but for edges that the rasterizer moved by part of a pixel.
  expect(wrong / (frame.ids.length - (counts[0] ?? 0))).toBeLessThan(0.05);
  for (const { instanceId, areaPixels, amodal } of labels.instances) {
    expect(areaPixels).toBe(counts[instanceId]);
    expect(amodal?.visibleFraction).toBeGreaterThan(0.6);
  }
});

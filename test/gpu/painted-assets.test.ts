import { describe, expect, test } from "vitest";
import type { InstanceSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { noAssets } from "../../src/scene/assets/library";
import { meshOf } from "../../src/scene/mesh";
import { build } from "../../src/scene/stage";
import { png } from "./gltf-writer";
import { specOf, useGpu } from "./harness";
import { asset, file, mesh, useOwnModels } from "./own-models";

const gpu = useGpu();
const { load, frameWith } = useOwnModels();

const red = { pattern: "flat", colours: ["#e01010", "#e01010"], metres: 0.1 } as const;

/** A blue block, and beside it a card that is cut out on one half. */
async function blockAndCard(alphaMode: "MASK" | "OPAQUE") {
  const picture = await png(8, (x) => [20, 20, 220, x < 4 ? 0 : 255]);
  return file((writer) => {
    const baseColorTexture = { index: writer.texture(picture) };
    writer.json.materials.push(
      { pbrMetallicRoughness: { baseColorFactor: [0.02, 0.02, 0.7, 1], metallicFactor: 0 } },
      { alphaMode, pbrMetallicRoughness: { baseColorTexture, metallicFactor: 0 } },
    );
    writer.json.nodes.push(
      { children: [1, 2] },
      { mesh: mesh(writer, [0.6, 0.6, 0.6], [-0.5, 0, 0], { material: 0 }) },
      { mesh: mesh(writer, [0.6, 0.6, 0.01], [0.5, 0, 0], { material: 1 }) },
    );
    writer.json.scenes = [{ nodes: [0] }];
  });
}

const painted = (more: InstanceSpec["parameters"] = {}): InstanceSpec => ({ ...asset("a.glb", more), texture: red });

/** How many pixels of instance 1 are red, and how many blue. */
function coloursOf({ ids, colour }: Frame): { red: number; blue: number; all: number } {
  const mine = [...ids.keys()].filter((at) => ids[at] === 1);
  const strong = (channel: number, other: number) =>
    mine.filter((at) => (colour[at * 4 + channel] ?? 0) > 1.5 * (colour[at * 4 + other] ?? 0)).length;
  return { red: strong(0, 2), blue: strong(2, 0), all: mine.length };
}

describe("a random texture on a model of the user's", () => {
  test("covers what is solid, leaves what is cut out, and changes no label", async () => {
    const library = await load({ "a.glb": await blockAndCard("MASK") }, "a.glb");
    const plain = await frameWith(library, specOf([asset("a.glb")]));
    const frame = await frameWith(library, specOf([painted()]));
    expect(coloursOf(plain).red).toBe(0);
    const { red, blue, all } = coloursOf(frame);
    expect(red).toBeGreaterThan(all * 0.5);
    expect(blue).toBeGreaterThan(all * 0.2);
    expect(red + blue).toBe(all);
    expect(frame.ids).toEqual(plain.ids);
    const farthest = frame.depth.reduce((most, metres, at) => Math.max(most, Math.abs(metres - (plain.depth[at] ?? 0))), 0);
    expect(farthest).toBeLessThan(1e-4);
  });

  test("covers all of it when all is solid, and in the scale of the recipe", async () => {
    const library = await load({ "a.glb": await blockAndCard("OPAQUE") }, "a.glb");
    for (const more of [{}, { scale: 0.5 }, { upAxis: "z" }]) {
      const frame = await frameWith(library, specOf([painted(more)]));
      const { red, all } = coloursOf(frame);
      expect(red).toBe(all);
      expect(frame.ids).toEqual((await frameWith(library, specOf([asset("a.glb", more)]))).ids);
    }
  });

  test("gives every triangle to measuring, painted or not", async () => {
    const library = await load({ "a.glb": await blockAndCard("MASK") }, "a.glb");
    using plain = build(gpu().rig, specOf([asset("a.glb")]), library);
    const own = plain.trianglesOf(1).length;
    expect(own).toBe(24 * 9);
    plain[Symbol.dispose]();
    using stage = build(gpu().rig, specOf([painted()]), library);
    expect(stage.trianglesOf(1).length).toBe(own);
    expect(meshOf(painted(), library)).toEqual(meshOf(asset("a.glb"), library));
  });

  test("names a model that is not there", () => {
    expect(() => build(gpu().rig, specOf([painted()]), noAssets)).toThrow("There is no model a.glb");
  });
});

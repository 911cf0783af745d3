import { afterEach, describe, expect, test } from "vitest";
import { measureBoxes } from "../../src/annotate/boxes";
import { render } from "../../src/render/render";
import { type AssetLibrary, loadLibrary } from "../../src/scene/assets/library";
import { build } from "../../src/scene/stage";
import { focalLength, specOf, useGpu } from "./harness";
import { packedCuboid } from "./packed-cuboid";

const gpu = useGpu();
let library: AssetLibrary | undefined;
afterEach(() => library?.dispose());

const entry = { file: "a.glb", class: "solid", scale: "metres", upAxis: "y", count: 1 } as const;
/** The cuboid of 1 m with its front 4 m before the camera. */
const spec = specOf([
  {
    model: "asset",
    class: "solid",
    position: [0, 0.5, -4.5],
    rotation: [0, 0, 0, 1],
    parameters: { file: "a.glb", scale: 1, upAxis: "y" },
  },
]);

describe.each(["uastc", "etc1s"] as const)("a cuboid packed with Draco and a KTX2 picture (%s)", (picture) => {
  test("is unpacked with its shape and its colours", async () => {
    library = await loadLibrary([entry], { "a.glb": packedCuboid(picture).glb() }, gpu().rig);
    using stage = build(gpu().rig, spec, library);
    const frame = await render(gpu(), stage);
    const { left, top, right, bottom } = measureBoxes(frame, 1);
    const half = focalLength(spec) / 4 / 2;
    for (const [seen, wanted] of [
      [left[1], 100 - half],
      [right[1], 100 + half],
      [top[1], 75 - half],
      [bottom[1], 75 + half],
    ] as const) {
      expect(Math.abs((seen ?? 0) - wanted)).toBeLessThan(1);
    }
    expect(frame.depth[75 * 200 + 100]).toBeCloseTo(4, 3);
    const texel = (x: number) => frame.colour.subarray((75 * 200 + x) * 4, (75 * 200 + x) * 4 + 3);
    const [[red = 0, , redsBlue = 0], [bluesRed = 0, , blue = 0]] = [texel(92), texel(108)];
    expect(red).toBeGreaterThan(redsBlue * 1.5);
    expect(blue).toBeGreaterThan(bluesRed * 1.5);
  });
});

test.each([
  ["Draco data", (mesh: Uint8Array) => mesh.fill(0xff, 20, 100), /Draco/],
  ["a Draco header", (mesh: Uint8Array) => mesh.fill(0, 0, 8), /Draco/],
  ["a picture", (_: Uint8Array, picture: Uint8Array) => picture.fill(0xff, 90, 150), /picture 0.*KTX2/],
])("%s that is damaged is explained, and the next file is read", async (_, damage, message) => {
  const files = { "a.glb": packedCuboid("etc1s").glb(), "bad.glb": packedCuboid("etc1s", damage).glb() };
  library = await loadLibrary([{ ...entry, file: "bad.glb" }, entry], files, gpu().rig);
  expect(library.problems).toEqual([expect.stringMatching(message)]);
  expect(library.measured[1]?.files).toHaveLength(1);
});

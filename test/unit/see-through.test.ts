import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import { throughGlass } from "../../src/annotate/see-through";
import { fitsSquare } from "../../src/annotate/thickness";
import type { Frame } from "../../src/render/frame";
import { fakeFrame, fakeSpec, staged, table } from "./fake-frame";

const first = fakeFrame();
const spec = fakeSpec(0, "train");

/** The picture in which the person (3) is of glass: a car (2) in its upper part, another one (4) below, and the road. */
function glassPerson(): Frame {
  const { width, ids } = first;
  const behind = ids.slice();
  for (const [at, id] of ids.entries()) {
    if (id !== 3) continue;
    const y = Math.floor(at / width);
    behind[at] = y < 3 ? 2 : y < 5 ? 4 : 1;
  }
  return { ...first, gBuffer: { behind, behindDepth: Float32Array.from(behind, (id) => id * 5) } };
}

const pixelsOf = ({ ids }: Pick<Frame, "ids">, id: number) => ids.filter((one) => one === id).length;

describe("throughGlass", () => {
  test("gives pixels to the things behind glass, and leaves them to the glass before stuff and nothing", () => {
    const frame = glassPerson();
    const through = throughGlass(frame, table);
    for (const [at, id] of through.ids.entries()) {
      const behind = frame.gBuffer?.behind?.[at] ?? 0;
      const changes = first.ids[at] === 3 && (behind === 2 || behind === 4);
      expect(id).toBe(changes ? behind : first.ids[at]);
      expect(through.depth[at]).toBe(changes ? behind * 5 : first.depth[at]);
    }
    expect(pixelsOf(through, 2)).toBeGreaterThan(pixelsOf(first, 2));
    expect(throughGlass(first, table)).toBe(first);
  });
});

describe("labels", () => {
  const limits = { minimumAreaPixels: 1, include: ["amodal"] } as const;

  test("are those of the first surfaces when glass is solid, whatever is behind it", () => {
    expect(annotate(glassPerson(), staged, spec, limits)).toEqual(annotate(first, staged, spec, limits));
  });

  test("look through glass, whose own silhouette stays what it was", () => {
    const through = throughGlass(glassPerson(), table);
    const { instances } = annotate(through, staged, spec, limits);
    for (const { instanceId, areaPixels } of instances) expect(areaPixels).toBe(pixelsOf(through, instanceId));
    const glass = instances.find(({ instanceId }) => instanceId === 3);
    const solid = annotate(first, staged, spec, limits).instances.find(({ instanceId }) => instanceId === 3);
    expect(glass?.amodal?.visibleFraction).toBe(solid?.amodal?.visibleFraction);
    expect(glass?.areaPixels).toBeLessThan(solid?.areaPixels ?? 0);
  });

  test("say both, and list what is only seen through glass", () => {
    const both = annotate(glassPerson(), staged, spec, { ...limits, seeThrough: "both" });
    const solid = annotate(first, staged, spec, limits);
    expect(both.instances.map(({ seeThrough, ...label }) => label)).toEqual(solid.instances);
    const through = throughGlass(glassPerson(), table);
    for (const { instanceId, seeThrough } of both.instances)
      expect(seeThrough?.areaPixels ?? 0).toBe(pixelsOf(through, instanceId));
    expect(both.dropped).toMatchObject([
      { instanceId: 4, areaPixels: pixelsOf(through, 4), reason: "behind glass", ignore: false },
    ]);
  });
});

describe("fitsSquare", () => {
  test("is false for what is thin, whichever way it leans", () => {
    const width = 20;
    const ids = new Uint32Array(width * width);
    const all = { left: 0, top: 0, right: width, bottom: width };
    for (let at = 0; at < width - 1; at++) ids.fill(1, at * width + at, at * width + at + 2);
    expect(fitsSquare({ width, ids }, 1, all, 1)).toBe(true);
    expect(fitsSquare({ width, ids }, 1, all, 3)).toBe(false);
    for (let y = 12; y < 15; y++) ids.fill(1, y * width + 3, y * width + 6);
    expect(fitsSquare({ width, ids }, 1, all, 3)).toBe(true);
    expect(fitsSquare({ width, ids }, 1, all, 4)).toBe(false);
    expect(fitsSquare({ width, ids }, 2, all, 1)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { annotate } from "../../src/annotate/annotate";
import { viewOf } from "../../src/annotate/view";
import { parseRecipe } from "../../src/recipe/parse";
import type { DistortionSpec, LaneLineSpec, SceneSpec, Vec3 } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { render } from "../../src/render/render";
import { sample } from "../../src/sample";
import { build } from "../../src/scene/stage";
import { useGpu } from "./harness";

const gpu = useGpu();

const recipe = parseRecipe(
  "scene: street\nseed: 11\nimage: { width: 240, height: 160, quality: draft }\nlabels: { laneLines: true }\nweather: { kind: clear }",
  { source: "lanes.yaml", scenes: sceneParameters },
);
const barrel: DistortionSpec = { model: "brown-conrady", k1: -0.25, k2: 0.06, p1: 0.003, p2: -0.004, k3: 0 };

describe("lines of lanes", () => {
  test.each([
    ["a pinhole", 1, undefined],
    ["a lens that bends", 1, barrel],
  ] as const)("lie on their paint, seen through %s", async (_, index, distortion) => {
    const chosen = sample(recipe, index);
    const spec: SceneSpec = { ...chosen, camera: { ...chosen.camera, ...(distortion && { distortion }) } };
    using stage = build(gpu().rig, spec);
    const frame = await render(gpu(), stage);
    const { laneLines = [] } = annotate(frame, stage, spec, { minimumAreaPixels: 1, laneLines: true });
    expect(laneLines.length).toBeGreaterThan(1);
    const view = viewOf(spec);
    const classAt = ([u, v]: readonly [number, number]) =>
      stage.table.rows[(frame.ids[Math.floor(v) * frame.width + Math.floor(u)] ?? 0) - 1]?.class;
    const counts = { paint: 0, road: 0 };
    for (const { world, image, visible, ...line } of laneLines) {
      for (const point of painted(world, line)) {
        const inCamera = view.toCamera(point);
        const pixel = inCamera[2] > spec.camera.near ? view.project(inCamera)?.pixel : undefined;
        const isIn = pixel && pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] < frame.width && pixel[1] < frame.height;
        // Far away the paint is narrower than a pixel.
        if (!isIn || inCamera[2] > 9) continue;
        expect(Math.min(...image.map((polyline) => distance(pixel, polyline)))).toBeLessThan(0.25);
        const shown = classAt(pixel);
        if (shown === "road marking") counts.paint++;
        const isSeen = visible.some((polyline) => distance(pixel, polyline) < 1.5);
        if (shown === "road marking") expect(isSeen).toBe(true);
        if (farthest(frame, pixel) < inCamera[2] * 0.9 - 0.1)
          expect(visible.some((line) => distance(pixel, line) < 0.25)).toBe(false);
        else if (shown === "road" && !around(pixel).some((beside) => classAt(beside) === "road marking")) counts.road++;
      }
      for (const [u, v] of image.flat()) {
        expect(Math.abs(u - frame.width / 2)).toBeLessThanOrEqual(frame.width / 2);
        expect(Math.abs(v - frame.height / 2)).toBeLessThanOrEqual(frame.height / 2);
      }
    }
    expect(counts.paint).toBeGreaterThan(30);
    // A line that runs across the view can be lower than a pixel: then it shows in one beside.
    expect(counts.road).toBe(0);
  });
});

/** Points of a line every tenth of a metre, where it has paint; not those close to the ends of dashes. */
function painted(
  world: readonly Vec3[],
  { dashMetres: [dash, pitch] = [Infinity, Infinity] }: Pick<LaneLineSpec, "dashMetres">,
): Vec3[] {
  const points: Vec3[] = [];
  let gone = 0;
  for (const [at, to] of world.slice(1).entries()) {
    const from = world[at] ?? to;
    const length = Math.hypot(to[0] - from[0], to[2] - from[2]);
    for (let s = 0.05; s < length; s += 0.1) {
      const along = (gone + s) % pitch;
      if (along < 0.3 || along > dash - 0.3) continue;
      const mix = (axis: 0 | 1 | 2) => from[axis] + ((to[axis] - from[axis]) * s) / length;
      points.push([mix(0), mix(1), mix(2)]);
    }
    gone += length;
  }
  return points;
}

/** The greatest of the depths round a pixel, metres: a point beyond all of them is hidden. Infinity where there is sky. */
function farthest({ width, height, depth }: Frame, pixel: readonly [number, number]): number {
  const depths = around(pixel).map(([u, v]) => {
    const [x, y] = [u, v].map((value, axis) => Math.min((axis ? height : width) - 1, Math.max(0, Math.floor(value))));
    return depth[(y ?? 0) * width + (x ?? 0)] || Infinity;
  });
  return Math.max(...depths);
}

/** The pixels round one. */
function around([u, v]: readonly [number, number]): (readonly [number, number])[] {
  return [-1, 0, 1].flatMap((du) => [-1, 0, 1].map((dv) => [u + du, v + dv] as const));
}

/** From a pixel to a polyline, pixels. */
function distance([u, v]: readonly [number, number], polyline: readonly (readonly [number, number])[]): number {
  return Math.min(
    ...polyline.slice(1).map(([bu, bv], at) => {
      const [au, av] = polyline[at] ?? [bu, bv];
      const [du, dv] = [bu - au, bv - av];
      const share = Math.min(1, Math.max(0, ((u - au) * du + (v - av) * dv) / (du * du + dv * dv)));
      return Math.hypot(u - au - share * du, v - av - share * dv);
    }),
  );
}

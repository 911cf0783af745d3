import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { gBufferFor } from "../../src/encode/encode";
import { flowOf } from "../../src/encode/flow";
import { parseRecipe } from "../../src/recipe/parse";
import type { SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { sample } from "../../src/sample";
import { build } from "../../src/scene/stage";
import { RING } from "../truth/compare";
import { type Moved, motionBetween } from "../truth/motion";
import { useGpu } from "./harness";

const gpu = useGpu();

/** Of pixels: those that rays and the GPU agree on, those of what moves, those whose flow is wrong, and those that the next image does not bear out. */
type Counted = { compared: number; moving: number; wrong: number; arrived: number; elsewhere: number };

test("optical flow leads to where the triangles of a street are in the next image, and that image shows them there", async () => {
  const film = parseRecipe(
    "scene: street\nseed: 4\ncount: 4\nsequence: { frames: 2, fps: 6 }\nweather: { kind: clear }\nimage: { width: 96, height: 72, quality: draft }\nlayers: [flow]",
    { source: "film.yaml", scenes: sceneParameters },
  );
  const [spec, nextOne] = [sample(film, 2), sample(film, 3)];
  const { width, height } = spec.image;
  const frame = await drawn(spec);
  const next = await drawn(nextOne);
  const { motion } = flowOf(frame, spec);
  const follow = motionBetween(spec, nextOne);
  const counted: Counted = { compared: 0, moving: 0, wrong: 0, arrived: 0, elsewhere: 0 };
  for (const [at, id] of frame.ids.entries()) {
    const [u, v] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    const moved = follow(u, v);
    // Pixels on edges show another triangle than the ray meets.
    const metres = frame.depth[at] ?? 0;
    if (!moved || moved.seen.instanceId !== id || Math.abs(moved.seen.depth - metres) > 1e-4 * metres + 1e-3) continue;
    if (moved.depth < spec.camera.near) continue;
    counted.compared++;
    if (moved.isMoving) counted.moving++;
    const [x, y] = [u + (motion[at * 2] ?? Number.NaN), v + (motion[at * 2 + 1] ?? Number.NaN)];
    const leadsTo = (other: Moved | undefined, du = 0, dv = 0) =>
      other !== undefined && Math.hypot(x + du - other.u, y + dv - other.v) <= 0.05;
    // Beside an edge within the instance, say between wheel and body, the rasterizer may show the triangle on the other side of it.
    if (!leadsTo(moved) && !RING.some(([du, dv]) => leadsTo(follow(u + du, v + dv), du, dv))) counted.wrong++;
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
    counted.arrived++;
    const round = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => (Math.floor(y) + row) * width + Math.floor(x) + column));
    const isThere = round.some((pixel) => next.ids[pixel] === id);
    const isHidden = round.some((pixel) => (next.depth[pixel] || Infinity) < moved.depth * 0.99);
    if (!isThere && !isHidden) counted.elsewhere++;
  }
  expect(counted.compared).toBeGreaterThan(0.6 * width * height);
  expect(counted.moving).toBeGreaterThan(50);
  // Limbs of people who walk far away are narrower than a pixel: there rays all round a pixel's centre meet other triangles than the GPU shows.
  expect(counted.wrong).toBeLessThan(0.0005 * counted.compared);
  // Poles that are thinner than a pixel, and leaves with holes.
  expect(counted.elsewhere).toBeLessThanOrEqual(0.005 * counted.arrived);
});

async function drawn(spec: SceneSpec) {
  using stage = build(gpu().rig, spec, undefined, undefined, true);
  return await render(gpu(), stage, gBufferFor(["flow"], "solid"));
}

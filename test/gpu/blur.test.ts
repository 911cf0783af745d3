import { describe, expect, test } from "vitest";
import type { CameraSpec, InstanceSpec, MotionSpec, SceneSpec } from "../../src/recipe/spec";
import { cuboid, focalLength, frameOf, lightOf, specOf, useGpu } from "./harness";

const gpu = useGpu();

/** The left edge of a dark wall at some distance is in the middle of the picture; behind it a bright one. The sun stands behind the camera. */
function edgeSpec(distance: number, camera: Partial<CameraSpec>): SceneSpec {
  const painted = (solid: ReturnType<typeof cuboid>, colour: string) => ({
    ...solid,
    parameters: { ...solid.parameters, colour },
  });
  const dark = painted(cuboid([8, 20, 0.02], 4, -9, -distance - 0.01), "#202020");
  const bright = painted(cuboid([100, 100, 0.02], 0, -50, -distance - 6), "#e0e0e0");
  return specOf([dark, bright], {
    shadowReachMetres: 0.01,
    weather: { ...specOf([]).weather, sunAzimuthDegrees: 180 },
    camera: { fovDegrees: 30, ...camera },
    image: { width: 160, height: 60, subframes: 64 },
  });
}

type Lit = Awaited<ReturnType<typeof lightOf>>;

/** Standard deviation in pixels of how the edge is spread over the middle rows, beyond what a sharp one is. */
function spread({ light }: Lit, sharp?: Lit): number {
  // Farther away from the edge there is only the grain of the walls.
  const row = Array.from({ length: 40 }, (_, x) => [28, 29, 30, 31].reduce((sum, y) => sum + light(60 + x, y), 0));
  const steps = row.slice(1).map((value, at) => Math.min(0, value - (row[at] ?? 0)));
  const total = steps.reduce((sum, step) => sum + step, 0);
  const mean = steps.reduce((sum, step, at) => sum + step * at, 0) / total;
  const variance = steps.reduce((sum, step, at) => sum + step * (at - mean) ** 2, 0) / total;
  return Math.sqrt(variance - (sharp ? spread(sharp) ** 2 : 0));
}

const still: MotionSpec = {
  forwardMetresPerSecond: 0,
  rightMetresPerSecond: 0,
  upMetresPerSecond: 0,
  yawDegreesPerSecond: 0,
  pitchDegreesPerSecond: 0,
  rollDegreesPerSecond: 0,
};

describe("depth of field", () => {
  const lens = { fNumber: 0.7, focusDistanceMetres: 0.5, sensorHeightMillimetres: 24 };

  test.each([
    [2, lens],
    [0.3, lens],
    [4, { ...lens, fNumber: 1.4 }],
  ])("blurs an edge %f m away by the circle of confusion of a thin lens", async (distance, aperture) => {
    const spec = edgeSpec(distance, { aperture });
    const sharp = await lightOf(gpu(), edgeSpec(distance, {}));
    const blurred = await lightOf(gpu(), spec);
    // In millimetres on the sensor: c = A f |d - s| / (d (s - f)), with the lens in focus at s.
    const imageDistance = 12 / Math.tan(Math.PI / 12);
    const s = aperture.focusDistanceMetres * 1000;
    const f = 1 / (1 / imageDistance + 1 / s);
    const d = distance * 1000;
    const circle = ((f / aperture.fNumber) * f * Math.abs(d - s)) / (d * (s - f));
    const pixels = (circle * spec.image.height) / aperture.sensorHeightMillimetres;
    // The standard deviation of a disc along an axis is a quarter of its diameter.
    expect(4 * spread(blurred, sharp)).toBeGreaterThan(0.93 * pixels);
    expect(4 * spread(blurred, sharp)).toBeLessThan(1.07 * pixels);
    expect(blurred.frame.ids).toEqual(sharp.frame.ids);
    expect(blurred.frame.depth).toEqual(sharp.frame.depth);
  });

  test("leaves what is in focus as it is, where it is", async () => {
    const blurred = await lightOf(gpu(), edgeSpec(0.5, { aperture: lens }));
    const sharp = await lightOf(gpu(), edgeSpec(0.5, {}));
    expect(Math.abs(spread(blurred) - spread(sharp))).toBeLessThan(0.1);
  });

  test("is the same through a bent lens", async () => {
    const distortion = { model: "brown-conrady", k1: 0, k2: 0, p1: 0, p2: 0, k3: 0 } as const;
    const straight = await lightOf(gpu(), edgeSpec(2, { aperture: lens }));
    const bent = await lightOf(gpu(), edgeSpec(2, { aperture: lens, distortion }));
    expect(Math.abs(spread(bent) / spread(straight) - 1)).toBeLessThan(0.03);
  });
});

describe("motion blur", () => {
  test("is as long as the way of the edge over the picture", async () => {
    const distance = 3;
    const sharp = await lightOf(gpu(), edgeSpec(distance, {}));
    const spec = edgeSpec(distance, { shutterSeconds: 0.05, motion: { ...still, rightMetresPerSecond: 6 } });
    const blurred = await lightOf(gpu(), spec);
    const way = (focalLength(spec) * 6 * 0.05) / distance;
    expect(way).toBeGreaterThan(10);
    // The standard deviation of an even spread is its length over the root of twelve.
    expect(spread(blurred, sharp) * Math.sqrt(12)).toBeGreaterThan(0.95 * way);
    expect(spread(blurred, sharp) * Math.sqrt(12)).toBeLessThan(1.05 * way);
    expect(blurred.frame.ids).toEqual(sharp.frame.ids);
  });

  test("of a thing that moves is as long as its way while the shutter is open, and its labels are those of the middle", async () => {
    const distance = 3;
    const sharp = await lightOf(gpu(), edgeSpec(distance, {}));
    const spec = edgeSpec(distance, { shutterSeconds: 0.05 });
    const [dark, bright] = spec.instances as [InstanceSpec, InstanceSpec];
    const [x, y, z] = dark.position;
    const moving = { ...dark, next: { position: [x - 0.5, y, z] as const, rotation: dark.rotation, parameters: {} } };
    const sequence = { number: 0, frame: 0, frames: 2, fps: 12 };
    const blurred = await lightOf(gpu(), { ...spec, sequence, instances: [moving, bright] });
    const way = (focalLength(spec) * 0.5 * 12 * 0.05) / distance;
    expect(spread(blurred, sharp) * Math.sqrt(12)).toBeGreaterThan(0.95 * way);
    expect(spread(blurred, sharp) * Math.sqrt(12)).toBeLessThan(1.05 * way);
    expect(blurred.frame.ids).toEqual(sharp.frame.ids);
    expect(blurred.frame.depth).toEqual(sharp.frame.depth);
  });

  test("by turning is that of the angle", async () => {
    const sharp = await lightOf(gpu(), edgeSpec(5, {}));
    const spec = edgeSpec(5, { shutterSeconds: 0.02, motion: { ...still, yawDegreesPerSecond: 300 } });
    const way = focalLength(spec) * ((6 * Math.PI) / 180);
    const length = spread(await lightOf(gpu(), spec), sharp) * Math.sqrt(12);
    expect(length).toBeGreaterThan(0.95 * way);
    expect(length).toBeLessThan(1.05 * way);
  });
});

describe("passes", () => {
  test("draft quality costs one pass of colour, one sum and one development", async () => {
    const { renderer, rig } = gpu();
    const passes: string[] = [];
    const render = renderer.render.bind(renderer);
    const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
    renderer.render = (scene, camera) => {
      if (camera === rig.camera) passes.push("render");
      return render(scene, camera);
    };
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...size) {
      passes.push(this.label);
      return dispatch.apply(this, size);
    };
    try {
      await frameOf(gpu(), specOf([cuboid([1, 1, 1], 0, 0, -4)], { image: { width: 64, height: 48, subframes: 1 } }));
    } finally {
      renderer.render = render;
      GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatch;
    }
    expect(passes).toEqual(["render", "Gatherer.replace", "Developer.develop"]);
  });
});

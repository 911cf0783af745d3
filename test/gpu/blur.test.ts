import { describe, expect, test } from "vitest";
import { annotate } from "../../src/annotate/annotate";
import type { CameraSpec, InstanceSpec, MotionSpec, SceneSpec } from "../../src/recipe/spec";
import { render } from "../../src/render/render";
import { drawSilhouettes } from "../../src/render/silhouettes";
import { build } from "../../src/scene/stage";
import { cuboid, focalLength, lightOf, specOf, useGpu } from "./harness";

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

describe("a rolling shutter", () => {
  const [distance, speed, rollingShutterSeconds, fps] = [3, 8, 0.03, 12];

  /** The dark wall goes to the right, 8 m/s. */
  function leaning(camera: Partial<CameraSpec>, subframes: number): SceneSpec {
    const spec = edgeSpec(distance, { rollingShutterSeconds, ...camera });
    const [dark, bright] = spec.instances as [InstanceSpec, InstanceSpec];
    const [x, y, z] = dark.position;
    const moving = { ...dark, next: { position: [x + speed / fps, y, z] as const, rotation: dark.rotation, parameters: {} } };
    const image = { width: 96, height: 64, subframes };
    return { ...spec, image, sequence: { number: 0, frame: 0, frames: 2, fps }, instances: [moving, bright] };
  }

  /** Where the edge is in a row, pixels: it goes on by so much from the first row to the last. */
  function edgeAt(spec: SceneSpec, y: number): number {
    const { width, height } = spec.image;
    const seconds = ((y + 0.5) / height - 0.5) * rollingShutterSeconds;
    return width / 2 + (focalLength(spec) * speed * seconds) / distance;
  }

  test.each([[1], [8]])("makes what moves sideways lean, in colours and labels alike, with %i sub-frames", async (subframes) => {
    const spec = leaning(subframes === 1 ? {} : { shutterSeconds: 0.004 }, subframes);
    const { light, frame } = await lightOf(gpu(), spec);
    const { width, height } = frame;
    expect(edgeAt(spec, height - 1) - edgeAt(spec, 0)).toBeGreaterThan(9);
    const [left, right] = [light(8, height / 2), light(width - 8, height / 2)];
    for (let y = 0; y < height; y++) {
      const row = Array.from({ length: width }, (_, x) => x);
      const labelled = row.filter((x) => frame.ids[y * width + x] === 1).length;
      expect(Math.abs(width - labelled - edgeAt(spec, y))).toBeLessThan(1);
      const dark = row.filter((x) => light(x, y) < (left + right) / 2).length;
      expect(Math.abs(width - dark - edgeAt(spec, y))).toBeLessThan(1.5);
    }
  });

  test.each([[{}], [{ distortion: { model: "brown-conrady", k1: -0.2, k2: 0.05, p1: 0, p2: 0, k3: 0 } as const }]])(
    "has silhouettes and boxes that lean likewise %j",
    async (camera) => {
      const spec = leaning(camera, 1);
      using stage = build(gpu().rig, spec);
      const frame = await render(gpu(), stage);
      const include = ["amodal", "box-3d"] as const;
      const [label] = annotate(frame, stage, spec, { minimumAreaPixels: 1, include }).instances;
      const silhouettes = await drawSilhouettes(gpu(), stage, new Set([1]));
      const onGpu = annotate({ ...frame, silhouettes }, stage, spec, { minimumAreaPixels: 1, include }).instances[0];
      for (const amodal of [label?.amodal, onGpu?.amodal]) {
        const seen = (label?.areaPixels ?? 0) / (amodal?.areaInFrame ?? 0);
        // A pixel of each row may lie on its edge.
        expect(seen).toBeGreaterThan(1 - 40 / (label?.areaPixels ?? 1));
        expect(seen).toBeLessThanOrEqual(1);
      }
      if ("distortion" in camera) return;
      // The upper corner is far above the picture, where all rows have the time of the first, and the lower one below it.
      const corners = [6, 4].map((corner) => label?.box3d?.projectedCorners[corner]?.[0] ?? Number.NaN);
      const way = (focalLength(spec) * speed * rollingShutterSeconds) / distance;
      expect(corners[0]).toBeCloseTo(48 - way / 2, 6);
      expect(corners[1]).toBeCloseTo(48 + way / 2, 6);
    },
  );
});

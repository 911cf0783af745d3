import { streetParameters } from "../../scenes/street/parameters";
import { layouts as kinds } from "../../scenes/street/plan";
import { street } from "../../scenes/street/scene";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec, WeatherSpec } from "../../src/recipe/spec";
import { modelBounds } from "../../src/scene/models";
import { besidePath, type Path, pathSchema } from "../../src/scene/path";

const KERB = 0.12;
export const SEED = 11;
export { kinds };

const weather: WeatherSpec = {
  kind: "clear",
  sunElevationDegrees: 40,
  sunAzimuthDegrees: 0,
  cloudCover: 0,
  visibilityMetres: 20_000,
};

export type Layout = ReturnType<typeof street.layout>;
export type Point = readonly [x: number, z: number];

/** The layout of an image of the test's dataset. */
export function layoutOf(index: number, given: object = {}): Layout {
  const parameters = streetParameters.parse(given);
  return street.layout({ parameters, weather, aspect: 4 / 3, random: streams(index) });
}

export const streams =
  (index: number) =>
  (...purpose: readonly (string | number)[]) =>
    stream(SEED, index, ...purpose);

/** A standing box: the rectangle that a thing covers, turned as it is, and from what height to what height it reaches. */
export type Box = {
  readonly instance: InstanceSpec;
  readonly centre: Point;
  readonly half: readonly [across: number, along: number];
  readonly headingDegrees: number;
  readonly low: number;
  readonly high: number;
};

/** The box around an instance: of trees and lamps only what stands on the ground, of houses their walls. */
export function boxOf(instance: InstanceSpec): Box {
  const { min, max } = solidOf(instance);
  const [x, y, z, w] = instance.rotation;
  if (Math.abs(x) + Math.abs(z) > 1e-9) throw new Error(`${instance.model}: only turns about y are expected`);
  const angle = -2 * Math.atan2(y, w);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dz] = [(min[0] + max[0]) / 2, (min[2] + max[2]) / 2];
  const { position } = instance;
  return {
    instance,
    centre: [position[0] + dx * cos - dz * sin, position[2] + dx * sin + dz * cos],
    half: [(max[0] - min[0]) / 2, (max[2] - min[2]) / 2],
    headingDegrees: (angle * 180) / Math.PI,
    low: position[1] + min[1],
    high: position[1] + max[1],
  };
}

function solidOf(instance: InstanceSpec) {
  const { min, max } = modelBounds(instance);
  const upright = (half: number, depth = half) => ({ min: [-half, min[1], -depth], max: [half, max[1], depth] }) as const;
  const { width = 1, depth = 1 } = instance.parameters as { width?: number; depth?: number };
  if (instance.model === "tree") return upright(0.3);
  if (instance.model === "streetlight") return upright(0.14);
  if (instance.model === "building") return upright(width / 2, depth / 2);
  return { min, max };
}

/** Corners of a box on the ground, clockwise. */
export function corners({ centre, half, headingDegrees }: Box): readonly Point[] {
  const angle = (headingDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u = 0, v = 0]): Point => {
    const [x, z] = [u * half[0], v * half[1]];
    return [centre[0] + x * cos - z * sin, centre[1] + x * sin + z * cos];
  });
}

/** How deep two boxes are in each other: the shortest way to pull them apart, metres; 0 when they are apart (separating axes). */
export function depthOf(a: Box, b: Box): number {
  const reach = Math.hypot(...a.half) + Math.hypot(...b.half);
  if (Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]) > reach) return 0;
  const upright = Math.min(a.high, b.high) - Math.max(a.low, b.low);
  const [ca, cb] = [corners(a), corners(b)];
  const axes = [a, b].flatMap(({ headingDegrees }) => {
    const angle = (headingDegrees * Math.PI) / 180;
    return [
      [Math.cos(angle), Math.sin(angle)],
      [-Math.sin(angle), Math.cos(angle)],
    ] as const;
  });
  return axes.reduce(
    (least, axis) => {
      const span = (points: readonly Point[]) => points.map(([x, z]) => x * axis[0] + z * axis[1]);
      const [pa, pb] = [span(ca), span(cb)];
      return Math.max(
        0,
        Math.min(least, Math.min(Math.max(...pa), Math.max(...pb)) - Math.max(Math.min(...pa), Math.min(...pb))),
      );
    },
    Math.max(0, upright),
  );
}

/** A sidewalk: the face of its kerb, and how far it reaches to the right of that. */
export type Walk = { readonly path: Path; readonly width: number };

export function walksOf(instances: readonly InstanceSpec[]): readonly Walk[] {
  return instances
    .filter(({ model }) => model === "sidewalk")
    .map(({ parameters }) => ({ path: pathSchema.parse(parameters.path), width: Number(parameters.width) }));
}

/** Height of the ground that people and things stand on: of the road, of a sidewalk or of an island. */
export function groundOf({ instances }: Layout): (point: Point) => number {
  const walks = walksOf(instances);
  const islands = instances
    .filter(({ model }) => model === "island")
    .map((one) => ({ box: boxOf(one), rise: Number(one.parameters.rise) }));
  return (point) => {
    const raised = walks.some(({ path, width }) => {
      const { t } = besidePath(path, point);
      return t >= 0 && t < width;
    });
    const [x, z] = point;
    const isle = islands.some(
      ({ box, rise }) => rise === 0 && depthOf(box, { ...box, centre: [x, z], half: [0.01, 0.01], low: 0, high: 1 }) > 0,
    );
    return raised || isle ? KERB : 0;
  };
}

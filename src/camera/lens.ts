import { RecipeError } from "../errors";
import type { CameraSpec, ImageSpec, Vec3 } from "../recipe/spec";
import { type Bending, bending, fisheyeRadius } from "./distortion";
import { degrees, radians } from "./vector";

export type Pixel = readonly [x: number, y: number];
export type Size = Pick<ImageSpec, "width" | "height">;

/** Directions in camera axes (x right, y down, z forward) to pixels and back. The centre of the top-left pixel is (0.5, 0.5). */
export type Lens = {
  /** K: pixels of a unit of the image plane, and the principal point in pixels. Square pixels. */
  readonly focal: number;
  readonly centre: Pixel;
  readonly bending: Bending;
  /** The pixel that shows a direction; undefined where the lens does not look. */
  pixelOf(direction: Vec3): Pixel | undefined;
  /** A direction that a pixel shows, of any length; undefined where there is none. */
  directionAt(pixel: Pixel): Vec3 | undefined;
};

type Optics = Pick<CameraSpec, "fovDegrees" | "principalPoint" | "distortion">;

export function lensOf({ fovDegrees, principalPoint = [0.5, 0.5], distortion }: Optics, { width, height }: Size): Lens {
  const half = radians(fovDegrees) / 2;
  const edge = distortion?.model === "kannala-brandt" ? fisheyeRadius(distortion, half) : Math.tan(half);
  const focal = height / 2 / edge;
  const centre: Pixel = [width * principalPoint[0], height * principalPoint[1]];
  const bent = bending(distortion);
  return {
    focal,
    centre,
    bending: bent,
    pixelOf(direction) {
      const point = bent.bend(direction);
      return point && [focal * point[0] + centre[0], focal * point[1] + centre[1]];
    },
    directionAt: ([x, y]) => bent.straighten([(x - centre[0]) / focal, (y - centre[1]) / focal]),
  };
}

/**
 * Throws a RecipeError when some pixel of the picture shows no direction: a strong barrel folds the picture back before its corners,
 * and a fisheye sees less than half of what is behind it.
 */
export function checkLens(camera: Optics, size: Size): void {
  const lens = lensOf(camera, size);
  const corners: readonly Pixel[] = [
    [0, 0],
    [size.width, 0],
    [0, size.height],
    [size.width, size.height],
  ];
  const fisheye = camera.distortion?.model === "kannala-brandt";
  const holdsHeight = !fisheye || radians(camera.fovDegrees) / 2 <= lens.bending.reach;
  if (holdsHeight && corners.every((corner) => lens.directionAt(corner) !== undefined)) return;
  const { distortion, fovDegrees } = camera;
  throw new RecipeError(
    `camera: the corners of a picture of ${size.width} x ${size.height} pixels with ${short(fovDegrees)} degrees of vertical view` +
      `${distortion ? ` and ${described(distortion)}` : ""} lie beyond what this lens shows, ${short(degrees(lens.bending.reach))} degrees off its axis; ` +
      "expected a smaller fovDegrees, weaker coefficients or another model, for example distortion: { model: kannala-brandt }.",
  );
}

function described({ model, ...coefficients }: NonNullable<Optics["distortion"]>): string {
  const given = Object.entries(coefficients).filter(([, value]) => value !== 0);
  return [`the model ${model}`, ...given.map(([name, value]) => `${name} ${short(value)}`)].join(", ");
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}

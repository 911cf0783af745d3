import type { BufferGeometry } from "three";
import type { z } from "zod";
import type { KeypointSetName } from "../../recipe/keypoint-sets";
import type { PartName } from "../../recipe/part-names";
import type { Random } from "../../recipe/random";
import type { Vec3 } from "../../recipe/spec";
import type { MaterialName } from "../material-names";

/** A piece of a model that is made of one material. Geometry has `position`, `normal` and `uv` (in metres where it tiles). */
export type Part = {
  readonly material: MaterialName;
  /** sRGB `#rrggbb`: the mean colour of the surface; the material adds the variation. */
  readonly colour: string;
  readonly geometry: BufferGeometry;
  /** What it is of the thing, for the part mask; most things have no named parts. */
  readonly part?: PartName | undefined;
};

/**
 * How much of a model is worth building, by the size of a metre in the picture: `near` from 30 pixels, `middle` from 10, else `far`.
 * All details have the same outline to within a pixel or so; vertices cost time in every sub-frame and in the shadow map.
 */
export type Detail = "near" | "middle" | "far";

/** The detail for something that is `pixelsPerMetre` large in the picture. */
export function detailFor(pixelsPerMetre: number): Detail {
  if (pixelsPerMetre >= 30) return "near";
  return pixelsPerMetre >= 10 ? "middle" : "far";
}

/** Axis-aligned box in the model's own space, metres. */
export type Bounds = { readonly min: Vec3; readonly max: Vec3 };

/** A lamp that is lit, in the model's own space. */
export type Lamp = {
  /** Middle of what shines, metres. */
  readonly position: Vec3;
  /** Unit vector along the axis of its beam. */
  readonly direction: Vec3;
  /** sRGB `#rrggbb` of its light. */
  readonly colour: string;
  /** Luminous flux that leaves it, all directions together. */
  readonly lumens: number;
  /** Full width of the beam where it has half its intensity; 180 shines evenly into half of space. */
  readonly beamDegrees: number;
};

/** Named points of a model in its own space: one for each name of the set, in its order. */
export type ModelKeypoints = { readonly set: KeypointSetName; readonly points: readonly KeypointPlace[] };

/** A point, metres, and how far below the surface over it it may lie: 0 on the skin, more for joints. */
export type KeypointPlace = { readonly position: Vec3; readonly depth: number };

/** The solid that physics sees: convex pieces, each the hull of its points in the model's own space, metres. */
export type Collider = readonly (readonly Vec3[])[];

/**
 * A procedural thing. Its origin stands on the ground in the middle of its footprint, y is up and its front looks to -z.
 * All functions are pure: the same parameters give the same result, so that geometry can be cached by them.
 */
export type Model<P> = {
  /** True for what encloses the picture, such as the walls of a room: it must not keep the light out. */
  readonly castsNoShadow?: boolean;
  /** True for what can only be looked into from its front, such as a shelf with a back. */
  readonly opensToFront?: boolean;
  /** Every parameter concrete; used to check specs that were edited by hand. */
  readonly parameters: z.ZodType<P>;
  /** Draws parameters for a plausible one. */
  vary(random: Random): P;
  /** Contains every vertex of `build(parameters, detail)` at any detail, without building it. */
  bounds(parameters: P): Bounds;
  /** The solid, for models that can be dropped; agrees with the surface to about 2 mm. */
  collider?(parameters: P): Collider;
  /** The lamps that are lit, of models that have some. Each lies on a part of the material `lamp`. */
  lamps?(parameters: P): readonly Lamp[];
  /** Points for pose estimation, of models that have some. */
  keypoints?(parameters: P): ModelKeypoints;
  build(parameters: P, detail: Detail): readonly Part[];
};

/** Sizes of imported models, and the instances that a layout can place. Plain data, no three.js. */
import type { AssetEntry } from "../../recipe/assets";
import { drawCount } from "../../recipe/quantity";
import { pick, type Random, uniform } from "../../recipe/random";
import type { InstanceSpec, Quaternion, Vec3 } from "../../recipe/spec";
import type { Bounds, Collider } from "../models/model";

/**
 * A model as it stands in its file, or at a time (in seconds) of one of its animation clips. Its box and the corners of (nearly) its
 * convex hull are in units and axes of the file.
 */
export type Pose = { readonly clip?: string; readonly time?: number; readonly bounds: Bounds; readonly hull: readonly Vec3[] };

/** An entry of the recipe's `assets` with the files that it stands for. */
export type MeasuredAsset = Pick<AssetEntry, "class" | "count" | "scale" | "upAxis"> & {
  readonly files: readonly { readonly file: string; readonly poses: readonly Pose[] }[];
};

/** Something to place. Its box stands on the ground with its middle over the origin, in metres. */
export type AssetThing = {
  readonly class: string;
  readonly bounds: Bounds;
  /** The solid for physics: its convex hull, so that nothing falls into a mug. */
  readonly collider: Collider;
  readonly parameters: InstanceSpec["parameters"];
};

/** The longest side of a thing with `scale: auto`, in metres. */
const autoMetres = { min: 0.2, max: 0.4 };

/**
 * The user's things of one image: as many of each entry as its count says, with file, size and pose drawn. An entry none of whose files
 * can be used has none, and changes nothing for the others.
 */
export function assetInstances(
  assets: readonly MeasuredAsset[],
  random: (...purpose: readonly (string | number)[]) => Random,
): AssetThing[] {
  return assets.flatMap((asset, at) => {
    if (asset.files.length === 0) return [];
    const many = drawCount(asset.count, random("assets", at, "count"));
    return Array.from({ length: many }, (_, nth) => thing(asset, random("assets", at, nth)));
  });
}

function thing({ class: className, files, scale, upAxis }: MeasuredAsset, random: Random): AssetThing {
  const { file, poses } = pick(random, files);
  const { bounds, hull, ...pose } = pick(random, poses);
  const longest = Math.max(...sides(bounds));
  const auto = uniform(random, autoMetres.min, autoMetres.max) / longest;
  const metres = scale === "auto" ? auto : scale === "metres" ? 1 : scale;
  return {
    class: className,
    bounds: standing(bounds, metres, upAxis),
    collider: [hull.map((corner) => stood(corner, bounds, metres, upAxis))],
    parameters: { file, scale: metres, upAxis, ...pose },
  };
}

/** One of the user's things at a place, as a spec holds it. */
export function placeAsset({ class: className, parameters }: AssetThing, position: Vec3, rotation: Quaternion): InstanceSpec {
  return { model: "asset", class: className, position, rotation, parameters };
}

/** Where a point of the file comes when the model stands on the ground in the middle, y up, in metres. */
function stood([x, y, z]: Vec3, { min, max }: Bounds, metres: number, upAxis: "y" | "z"): Vec3 {
  const [dx, dz] = [(x - (min[0] + max[0]) / 2) * metres, (z - (min[2] + max[2]) / 2) * metres];
  if (upAxis === "y") return [dx, (y - min[1]) * metres, dz];
  return [dx, (z - min[2]) * metres, ((min[1] + max[1]) / 2 - y) * metres];
}

/** Width, height and length of a box. */
export function sides({ min, max }: Bounds): Vec3 {
  return [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
}

/** The box of a model in metres, y up, standing on the ground in the middle. */
export function standing(bounds: Bounds, metres: number, upAxis: "y" | "z"): Bounds {
  const [x, y, z] = sides(bounds);
  const [width, height, length] = upAxis === "y" ? [x, y, z] : [x, z, y];
  const half = [(width * metres) / 2, (length * metres) / 2] as const;
  return { min: [-half[0], 0, -half[1]], max: [half[0], height * metres, half[1]] };
}

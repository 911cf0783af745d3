import type { Amodal } from "./amodal";
import type { Box3d } from "./box-3d";
import type { Distance } from "./distance";
import type { KeypointsLabel } from "./keypoints";
import type { LaneLineLabel } from "./lane-lines";
import type { OrientedBox } from "./oriented-box";
import type { Pose } from "./pose";
import type { SeeThroughLabel } from "./see-through";
import type { StuffLabel } from "./stuff";

/** What is true of one image: the instances that can be seen in it, and its camera. Plain data. */
export type Labels = {
  readonly instances: readonly InstanceLabel[];
  /** One for each class of stuff that can be seen, in the order of class ids. */
  readonly stuff: readonly StuffLabel[];
  /** Things that can be seen, but less than the recipe wants, in the order of instance ids. */
  readonly dropped: readonly DroppedLabel[];
  readonly camera: CameraLabel;
  /** When the recipe asks for them. */
  readonly laneLines?: readonly LaneLineLabel[];
};

/** Which limit of the recipe's `labels` an instance falls short of; the first one in this order. */
export type DropReason =
  | "area"
  | "side"
  | "thickness"
  | "behind glass"
  | "visible fraction"
  | "in-frame fraction"
  | "transmittance"
  | "in a vehicle";

export type DroppedLabel = VisibleLabel & {
  readonly reason: DropReason;
  /** True when its pixels are to be written as a region to ignore. */
  readonly ignore: boolean;
};

/** [x, y, width, height] in pixels, right and bottom exclusive. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Every field is defined, with units and formulas, in `docs/labels.md`. */
export type InstanceLabel = VisibleLabel & MoreLabels;

/** What is known of everything that can be seen. */
export type VisibleLabel = {
  /** Pixel value in the instance mask: position in `SceneSpec.instances` + 1. */
  readonly instanceId: number;
  readonly class: string;
  /** 1-based position of the class in `SceneSpec.classes`. */
  readonly classId: number;
  /** Tight box of the visible pixels. */
  readonly boundingBox: Box;
  /** Number of visible pixels. */
  readonly areaPixels: number;
  /** Share of its light that fog, rain and snow let through to the camera, mean over the visible pixels: 1 in clear air. */
  readonly meanTransmittance: number;
  /**
   * Outline of the visible pixels along pixel edges: rings of flat [x1, y1, x2, y2, ...], not closed, holes joined to their ring
   * by a slit. Filling them gives back the exact mask.
   */
  readonly polygons: readonly (readonly number[])[];
};

/** Labels that a recipe may ask for with `labels.include`. */
export type MoreLabels = {
  /** Ids of the instances that touch it in the picture and are nearer there. */
  readonly coveredBy?: readonly number[];
  readonly orientedBox?: OrientedBox;
  readonly box3d?: Box3d;
  readonly pose?: Pose;
  /** Only for models that have some: people and vehicles. */
  readonly keypoints?: KeypointsLabel;
  readonly distance?: Distance;
  readonly amodal?: Amodal;
  /** When the recipe wants to know both: the same without glass before it. */
  readonly seeThrough?: SeeThroughLabel;
};

export type CameraLabel = {
  /** Intrinsics K in pixels, row-major 3x3; the centre of the top-left pixel is (0.5, 0.5). */
  readonly intrinsics: readonly number[];
  /** Extrinsics, row-major 4x4, OpenCV axes (x right, y down, z forward), metres. */
  readonly worldToCamera: readonly number[];
  /** None when left out. Coefficients in OpenCV's order: k1, k2, p1, p2, k3 of `calib3d`, or k1 to k4 of `fisheye`. */
  readonly distortion?: { readonly model: "brown-conrady" | "kannala-brandt"; readonly coefficients: readonly number[] };
};

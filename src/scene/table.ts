import type { KeypointSetName } from "../recipe/keypoint-sets";
import type { InstanceSpec, Vec3 } from "../recipe/spec";

/** What is known of the form of an instance. The model's own space: origin on the ground in the middle, y up, front to -z, metres. */
export type InstanceShape = {
  /** The box of all vertices at the finest detail, along the model's own axes. */
  readonly box: { readonly min: Vec3; readonly max: Vec3 };
  readonly keypoints?: {
    readonly set: KeypointSetName;
    /** In the order of the set; `depth` says how far below the surface over it a point may lie. */
    readonly points: readonly { readonly position: Vec3; readonly depth: number }[];
  };
};

/** Gives the shape of an instance of a spec by its id; measures it when it is asked for. */
export type ShapeOf = (instanceId: number) => InstanceShape;

/** Gives the triangles of an instance as they are drawn, in the world: nine numbers each. None when it is out of view. */
export type TrianglesOf = (instanceId: number) => Float32Array;

/** Gives the velocities of the corners of those triangles in the order of `TrianglesOf`, m/s in the world; undefined when none of them is moved while the picture is exposed. */
export type VelocitiesOf = (instanceId: number) => Float32Array | undefined;

/** An instance as it is at the end of the exposure, so many seconds after its middle. */
export type Later = { readonly instance: InstanceSpec; readonly shape: InstanceShape; readonly seconds: number };

/** Gives that by id; undefined for what does not move meanwhile. */
export type LaterOf = (instanceId: number) => Later | undefined;

/** One row for every instance of a Stage; row `i` has instance id `i + 1`. Plain data, for the stages after rendering. */
export type InstanceRow = {
  readonly instanceId: number;
  readonly class: string;
  /** 1-based position of the class in `SceneSpec.classes`. */
  readonly classId: number;
  readonly kind: "thing" | "stuff";
};

/** The rows of a Stage, plus the class id of pixels without an instance. */
export type InstanceTable = {
  readonly rows: readonly InstanceRow[];
  readonly backgroundClassId: number;
};

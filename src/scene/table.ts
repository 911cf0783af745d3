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

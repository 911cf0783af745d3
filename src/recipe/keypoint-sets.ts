/** A list of named points, and which of them lines join: pairs of positions in `names`, from 0. */
export type KeypointSet = {
  readonly names: readonly string[];
  readonly skeleton: readonly (readonly [number, number])[];
};

/** The kinds of keypoints. Left and right are the thing's own: a person's left hand, the driver's left. */
export const keypointSets = {
  /** The 17 points and 19 lines of COCO (https://cocodataset.org/#keypoints-2020), in its order. */
  person: {
    names: [
      "nose",
      "left_eye",
      "right_eye",
      "left_ear",
      "right_ear",
      "left_shoulder",
      "right_shoulder",
      "left_elbow",
      "right_elbow",
      "left_wrist",
      "right_wrist",
      "left_hip",
      "right_hip",
      "left_knee",
      "right_knee",
      "left_ankle",
      "right_ankle",
    ],
    skeleton: lines("15-13 13-11 16-14 14-12 11-12 5-11 6-12 5-6 5-7 6-8 7-9 8-10 1-2 0-1 0-2 1-3 2-4 3-5 4-6"),
  },
  /** Hubs on the outer faces of the wheels, middles of the lamps, and the corners of the roof. */
  vehicle: {
    names: [
      "front_left_wheel",
      "front_right_wheel",
      "rear_left_wheel",
      "rear_right_wheel",
      "left_headlight",
      "right_headlight",
      "left_taillight",
      "right_taillight",
      "front_left_roof",
      "front_right_roof",
      "rear_left_roof",
      "rear_right_roof",
    ],
    skeleton: lines("0-1 1-3 3-2 2-0 4-5 6-7 8-9 9-11 11-10 10-8 4-8 5-9 6-10 7-11"),
  },
} as const satisfies Record<string, KeypointSet>;

export type KeypointSetName = keyof typeof keypointSets;

function lines(text: string): readonly (readonly [number, number])[] {
  return text.split(" ").map((line) => {
    const [from = 0, to = 0] = line.split("-").map(Number);
    return [from, to];
  });
}

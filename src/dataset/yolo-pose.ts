import type { InstanceLabel } from "../annotate/labels";
import type { ImageSpec } from "../recipe/spec";
import type { Format } from "./dataset";
import { imagePath } from "./names";
import { body, peopleOf } from "./people";
import { boxRow, share, yoloDataset } from "./yolo";

/** Rows `class x y width height` and `x y visibility` for each of the 17 keypoints of people. */
export const yoloPose: Format = {
  title: "YOLO poses",
  folder: "yolo-pose",
  pictures: { image: imagePath },
  labels: ["keypoints"],
  open: (options) =>
    yoloDataset(options, {
      classes: peopleOf(options.classes, "yolo-pose"),
      row: (label, sample) => {
        const points = pointsRow(label, sample.spec.image);
        return points && [...boxRow(label, sample), ...points];
      },
      yaml: [`kpt_shape: [${body.names.length}, 3]`, `flip_idx: [${body.names.map(mirrored).join(", ")}]`],
    }),
};

function pointsRow({ keypoints }: InstanceLabel, { width, height }: ImageSpec): string[] | undefined {
  if (keypoints?.set !== "person") return undefined;
  return keypoints.points.flatMap(({ pixel: [x, y], visibility }) => [share(x, width), share(y, height), String(visibility)]);
}

/** Position of the point that a keypoint becomes in a mirror: left and right change places. */
function mirrored(name: string): number {
  const other = name.replace(/^(left|right)_/, (side) => (side === "left_" ? "right_" : "left_"));
  const names: readonly string[] = body.names;
  return names.indexOf(other);
}

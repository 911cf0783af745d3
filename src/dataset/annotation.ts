import type { Sample } from "../encode/sample";
import { conditionsOf } from "../recipe/weather";
import { laneLineEntry } from "./coco-file";
import { moreEntry } from "./more-entry";

/** The labels of one image as a JSON file of its own, for formats that keep one beside each image. All files have the same fields. */
export function annotationOf({ index, spec, labels }: Sample) {
  return {
    index,
    seed: spec.seed,
    split: spec.split,
    width: spec.image.width,
    height: spec.image.height,
    ...(spec.sequence && { sequence: spec.sequence }),
    weather: conditionsOf(spec),
    camera: { intrinsics: labels.camera.intrinsics, world_to_camera: labels.camera.worldToCamera },
    ...(labels.laneLines && { lane_lines: labels.laneLines.map(laneLineEntry) }),
    instances: labels.instances.map((label) => ({
      instance_id: label.instanceId,
      ...(spec.sequence && { track_id: label.instanceId }),
      class: label.class,
      class_id: label.classId,
      bbox: label.boundingBox,
      area: label.areaPixels,
      segmentation: label.polygons,
      ...moreEntry(label),
    })),
  };
}

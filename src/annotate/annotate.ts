import { RecipeError } from "../errors";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceRow, InstanceTable } from "../scene/table";
import { type Boxes, measureBoxes } from "./boxes";
import { cameraLabel } from "./camera";
import type { InstanceLabel, Labels } from "./labels";
import { tracePolygons } from "./masks";

export type AnnotateOptions = {
  /** Names of the things to label; all of them when left out. */
  readonly classes?: readonly string[] | undefined;
  /** An instance with fewer visible pixels gets no label. 1 keeps everything that can be seen. */
  readonly minimumAreaPixels: number;
};

/**
 * Reads the labels off the pixels of a frame: one for every thing that can be seen, in the order of instance ids, and the camera.
 * Throws when a pixel has an id that the table does not know, and a RecipeError when `classes` names no thing of the scene.
 */
export function annotate(frame: Frame, table: InstanceTable, spec: SceneSpec, options: AnnotateOptions): Labels {
  const wanted = wantedClasses(spec, options.classes);
  const boxes = measureBoxes(frame, table.rows.length);
  const smallest = Math.max(1, options.minimumAreaPixels);
  const labelled = table.rows.filter(
    (row) => row.kind === "thing" && wanted.has(row.class) && (boxes.pixels[row.instanceId] ?? 0) >= smallest,
  );
  return {
    instances: labelled.map((row) => instanceLabel(frame, row, boxes)),
    camera: cameraLabel(spec.camera, frame.width, frame.height),
  };
}

function wantedClasses(spec: SceneSpec, names: readonly string[] | undefined): ReadonlySet<string> {
  const things = spec.classes.filter((entry) => entry.kind === "thing").map((entry) => entry.name);
  const unknown = names?.find((name) => !things.includes(name));
  if (unknown !== undefined) {
    throw new RecipeError(
      `Labels were asked for the class "${unknown}", which is not a thing of the scene "${spec.scene}". Its things are: ${things.join(", ")}.`,
    );
  }
  return new Set(names ?? things);
}

function instanceLabel(frame: Frame, row: InstanceRow, boxes: Boxes): InstanceLabel {
  const id = row.instanceId;
  const left = boxes.left[id] ?? 0;
  const top = boxes.top[id] ?? 0;
  const right = boxes.right[id] ?? 0;
  const bottom = boxes.bottom[id] ?? 0;
  return {
    instanceId: id,
    class: row.class,
    classId: row.classId,
    boundingBox: [left, top, right - left, bottom - top],
    areaPixels: boxes.pixels[id] ?? 0,
    polygons: tracePolygons(frame, id, { left, top, right, bottom }),
  };
}

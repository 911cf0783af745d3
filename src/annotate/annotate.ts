import { RecipeError } from "../errors";
import { airAround } from "../recipe/air";
import type { LabelKind } from "../recipe/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceRow, InstanceTable, ShapeOf, TrianglesOf } from "../scene/table";
import { measureBoxes, type Region, regionOf } from "./boxes";
import { cameraLabel } from "./camera";
import type { Labels } from "./labels";
import { tracePolygons } from "./masks";
import { moreLabels } from "./more";
import { stuffLabels } from "./stuff";
import { meanTransmittances } from "./transmittance";

export type AnnotateOptions = {
  /** Names of the things to label; all of them when left out. */
  readonly classes?: readonly string[] | undefined;
  /** Labels beyond class, box and mask. */
  readonly include?: readonly LabelKind[];
  /** An instance with fewer visible pixels gets no label. 1 keeps everything that can be seen. */
  readonly minimumAreaPixels: number;
};

/** What annotating needs to know of a Stage. */
export type Staged = { readonly table: InstanceTable; readonly shapeOf: ShapeOf; readonly trianglesOf: TrianglesOf };

/**
 * Reads the labels off the pixels of a frame: one for every thing that can be seen, in the order of instance ids, and the camera.
 * Throws when a pixel has an id that the table does not know, and a RecipeError when `classes` names no thing of the scene.
 */
export function annotate(
  frame: Frame,
  { table, shapeOf, trianglesOf }: Staged,
  spec: SceneSpec,
  options: AnnotateOptions,
): Labels {
  const wanted = wantedClasses(spec, options.classes);
  const boxes = measureBoxes(frame, table.rows.length);
  const smallest = Math.max(1, options.minimumAreaPixels);
  const labelled = table.rows.filter(
    (row) => row.kind === "thing" && wanted.has(row.class) && (boxes.pixels[row.instanceId] ?? 0) >= smallest,
  );
  const camera = cameraLabel(spec.camera, frame.width, frame.height);
  const more = moreLabels(options.include ?? [], { frame, spec, shapeOf, trianglesOf });
  const transmittances = meanTransmittances(frame, table.rows.length, spec.camera, airAround(spec));
  return {
    instances: labelled.map((row) => {
      const id = row.instanceId;
      const region = regionOf(boxes, id);
      const measured = { areaPixels: boxes.pixels[id] ?? 0, meanTransmittance: transmittances[id] ?? 1 };
      return { ...visibleLabel(frame, row, region), ...measured, ...more(id, region) };
    }),
    stuff: stuffLabels(boxes, table, spec.classes),
    camera,
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

/** What the outline says. */
function visibleLabel(frame: Frame, row: InstanceRow, region: Region) {
  const { left, top, right, bottom } = region;
  return {
    instanceId: row.instanceId,
    class: row.class,
    classId: row.classId,
    boundingBox: [left, top, right - left, bottom - top] as const,
    polygons: tracePolygons(frame, row.instanceId, region),
  };
}

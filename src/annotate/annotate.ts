import { RecipeError } from "../errors";
import { airAround } from "../recipe/air";
import type { LabelKind } from "../recipe/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceRow, InstanceTable, ShapeOf, TrianglesOf } from "../scene/table";
import { type Amodal, amodalOf } from "./amodal";
import { measureBoxes, type Region, regionOf } from "./boxes";
import { cameraLabel } from "./camera";
import { type Limits, reasonToDrop } from "./keep";
import type { DroppedLabel, InstanceLabel, Labels } from "./labels";
import { tracePolygons } from "./masks";
import { type AmodalOf, moreLabels } from "./more";
import { peopleInVehicles } from "./people-in-vehicles";
import { silhouetteOf } from "./silhouette";
import { stuffLabels } from "./stuff";
import { meanTransmittances } from "./transmittance";
import { viewOf } from "./view";

export type AnnotateOptions = Limits & {
  /** Names of the things to label; all of them when left out. */
  readonly classes?: readonly string[] | undefined;
  /** Labels beyond class, box and mask. */
  readonly include?: readonly LabelKind[];
  /** What becomes of things that fall short of a limit: nothing, or regions to ignore. */
  readonly dropped?: "omit" | "ignore";
};

/** What annotating needs to know of a Stage. */
export type Staged = { readonly table: InstanceTable; readonly shapeOf: ShapeOf; readonly trianglesOf: TrianglesOf };

/**
 * Reads the labels off the pixels of a frame: one for every thing that can be seen well enough, in the order of instance ids, and the camera.
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
  const camera = cameraLabel(spec.camera, frame.width, frame.height);
  const silhouettes = amodals(frame, spec, trianglesOf);
  const more = moreLabels(options.include ?? [], { frame, spec, shapeOf, amodalOf: silhouettes });
  const transmittances = meanTransmittances(frame, table.rows.length, spec.camera, airAround(spec));
  const isInVehicle = peopleInVehicles(spec, shapeOf);
  const instances: InstanceLabel[] = [];
  const dropped: DroppedLabel[] = [];
  for (const row of table.rows) {
    const id = row.instanceId;
    const areaPixels = boxes.pixels[id] ?? 0;
    if (row.kind !== "thing" || !wanted.has(row.class) || areaPixels === 0) continue;
    const region = regionOf(boxes, id);
    const measured = { areaPixels, meanTransmittance: transmittances[id] ?? 1 };
    const label = { ...visibleLabel(frame, row, region), ...measured };
    const reason = reasonToDrop(label, options, { amodal: () => silhouettes(id, region), isInVehicle: () => isInVehicle(id) });
    if (reason) dropped.push({ ...label, reason, ignore: options.dropped === "ignore" });
    else instances.push({ ...label, ...more(id, region) });
  }
  return { instances, stuff: stuffLabels(boxes, table, spec.classes), dropped, camera };
}

/** Draws silhouettes when they are asked for, each one once. */
function amodals(frame: Frame, spec: SceneSpec, trianglesOf: TrianglesOf): AmodalOf {
  const { near, distortion } = spec.camera;
  const optics = { view: viewOf(spec), near, bends: distortion !== undefined };
  const known = new Map<number, Amodal>();
  return (id, region) => {
    const label = known.get(id) ?? amodalOf(silhouetteOf(trianglesOf(id), optics, frame), frame, id, region);
    known.set(id, label);
    return label;
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

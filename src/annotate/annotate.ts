import { opticsOf } from "../camera/pictured";
import type { Region, Silhouette } from "../camera/silhouette";
import { RecipeError } from "../errors";
import { airAround } from "../recipe/air";
import type { LabelKind, SeeThrough } from "../recipe/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { InstanceRow, InstanceTable, LaterOf, ShapeOf, TrianglesOf, VelocitiesOf } from "../scene/table";
import { amodalOf } from "./amodal";
import { measureBoxes, regionOf } from "./boxes";
import { cameraLabel } from "./camera";
import { type Limits, reasonToDrop } from "./keep";
import type { DroppedLabel, InstanceLabel, Labels } from "./labels";
import { laneLineLabels } from "./lane-lines";
import { tracePolygons } from "./masks";
import { type AmodalOf, moreLabels } from "./more";
import { peopleInVehicles } from "./people-in-vehicles";
import { type SeeThroughLabel, throughGlass, withoutOtherGlass } from "./see-through";
import { silhouetteOf } from "./silhouette";
import { stuffLabels } from "./stuff";
import { fitsSquare } from "./thickness";
import { meanTransmittances } from "./transmittance";

export type AnnotateOptions = Limits & {
  /** Names of the things to label; all of them when left out. */
  readonly classes?: readonly string[] | undefined;
  /** Labels beyond class, box and mask. */
  readonly include?: readonly LabelKind[];
  /** What becomes of things that fall short of a limit: nothing, or regions to ignore. */
  readonly dropped?: "omit" | "ignore";
  /** Whether painted lines of lanes are labelled. */
  readonly laneLines?: boolean;
  /** `both` gives instances a second set of numbers; a frame of `see-through` looks through glass already. */
  readonly seeThrough?: SeeThrough;
};

/** What annotating needs to know of a Stage. */
export type Staged = {
  readonly table: InstanceTable;
  readonly shapeOf: ShapeOf;
  readonly trianglesOf: TrianglesOf;
  readonly velocitiesOf: VelocitiesOf;
  readonly laterOf: LaterOf;
};

/**
 * Reads the labels off the pixels of a frame: one for every thing that can be seen well enough, in the order of instance ids, and the camera.
 * Throws when a pixel has an id that the table does not know, and a RecipeError when `classes` names no thing of the scene.
 */
export function annotate(frame: Frame, staged: Staged, spec: SceneSpec, options: AnnotateOptions): Labels {
  const { table, shapeOf, laterOf } = staged;
  const wanted = wantedClasses(spec, options.classes);
  const boxes = measureBoxes(frame, table.rows.length);
  const camera = cameraLabel(spec.camera, frame.width, frame.height);
  const silhouette = silhouettesOf(frame, spec, staged);
  const silhouettes = amodals(frame, silhouette);
  const through = options.seeThrough === "both" ? lookThrough(frame, table, spec, silhouette, options) : undefined;
  const more = moreLabels(options.include ?? [], { frame, spec, shapeOf, laterOf, amodalOf: silhouettes });
  const transmittances = meanTransmittances(frame, table, spec.camera, airAround(spec));
  const isInVehicle = peopleInVehicles(spec, shapeOf);
  const instances: InstanceLabel[] = [];
  const dropped: DroppedLabel[] = [];
  for (const row of table.rows) {
    const id = row.instanceId;
    const areaPixels = boxes.pixels[id] ?? 0;
    if (row.kind !== "thing" || !wanted.has(row.class)) continue;
    if (areaPixels === 0) {
      const behind = through?.label(id);
      if (!behind) continue;
      const { boundingBox, polygons } = behind;
      const seen = { boundingBox, polygons, areaPixels: behind.areaPixels, meanTransmittance: through?.transmittance(id) ?? 1 };
      dropped.push({ ...nameOf(row), ...seen, reason: "behind glass", ignore: options.dropped === "ignore" });
      continue;
    }
    const region = regionOf(boxes, id);
    const measured = { areaPixels, meanTransmittance: transmittances[id] ?? 1 };
    const label = { ...visibleLabel(frame, row, region), ...measured };
    const reason = reasonToDrop(label, options, {
      amodal: () => silhouettes(id, region),
      isInVehicle: () => isInVehicle(id),
      fitsSquare: (side) => fitsSquare(frame, id, region, side),
    });
    if (reason) dropped.push({ ...label, reason, ignore: options.dropped === "ignore" });
    else {
      const seeThrough = through?.label(id);
      instances.push({ ...label, ...more(id, region), ...(seeThrough && { seeThrough }) });
    }
  }
  const stuff = stuffLabels(boxes, table, spec.classes);
  return { instances, stuff, dropped, camera, ...(options.laneLines && { laneLines: laneLineLabels(frame, spec) }) };
}

type SilhouetteOf = (instanceId: number) => Silhouette | undefined;

/** The silhouettes that the GPU drew with the frame; else draws them when they are asked for, each one once. */
function silhouettesOf(frame: Frame, spec: SceneSpec, { trianglesOf, velocitiesOf }: Staged): SilhouetteOf {
  const { silhouettes } = frame;
  if (silhouettes) return (id) => silhouettes.get(id);
  const optics = opticsOf(spec);
  return onceEach((id) => silhouetteOf(trianglesOf(id), optics, frame, velocitiesOf(id)));
}

/** Measures what is seen of silhouettes, for each one once. */
function amodals(frame: Frame, silhouette: SilhouetteOf): AmodalOf {
  return onceEach((id, region) => amodalOf(silhouette(id), withoutOtherGlass(frame, id), id, region));
}

/** Remembers what was found for an instance. */
function onceEach<Rest extends readonly unknown[], Found>(find: (id: number, ...rest: Rest) => Found) {
  const known = new Map<number, Found>();
  return (id: number, ...rest: Rest): Found => {
    const found = known.has(id) ? (known.get(id) as Found) : find(id, ...rest);
    known.set(id, found);
    return found;
  };
}

/** What can be seen of instances when glass hides nothing; no label of those of which no pixel is. */
function lookThrough(
  frame: Frame,
  table: InstanceTable,
  spec: SceneSpec,
  silhouette: SilhouetteOf,
  { include = [] }: AnnotateOptions,
) {
  const through = throughGlass(frame, table);
  const boxes = measureBoxes(through, table.rows.length);
  const amodal = amodals(through, silhouette);
  const transmittances = meanTransmittances(through, table, spec.camera, airAround(spec));
  return {
    transmittance: (id: number) => transmittances[id],
    label(id: number): SeeThroughLabel | undefined {
      const areaPixels = boxes.pixels[id] ?? 0;
      if (areaPixels === 0) return undefined;
      const region = regionOf(boxes, id);
      return { ...outlineOf(through, id, region), areaPixels, ...(include.includes("amodal") && { amodal: amodal(id, region) }) };
    },
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
  return { ...nameOf(row), ...outlineOf(frame, row.instanceId, region) };
}

function nameOf({ instanceId, class: name, classId }: InstanceRow) {
  return { instanceId, class: name, classId };
}

function outlineOf(frame: Frame, id: number, region: Region) {
  const { left, top, right, bottom } = region;
  return {
    boundingBox: [left, top, right - left, bottom - top] as const,
    polygons: tracePolygons(frame, id, region),
  };
}

import type { Labels } from "../annotate/labels";
import { RecipeError } from "../errors";
import type { Frame } from "../render/frame";
import type { InstanceTable } from "../scene/table";

const MAXIMUM_16_BIT = 65_535;
const MAXIMUM_8_BIT = 255;
const PER_METRE = { centimetres: 100, millimetres: 1000 } as const;
/** Pascal VOC's number for what counts neither as an object nor as background. */
const VOID = 255;

type Ids = Pick<Frame, "ids">;

/** Instance id of every pixel that shows a thing, 0 elsewhere. Throws a RecipeError when a thing's id does not fit into 16 bits. */
export function instancePicture({ ids }: Ids, table: InstanceTable): Uint16Array<ArrayBuffer> {
  const things = table.rows.filter((row) => row.kind === "thing").map((row) => row.instanceId);
  const largest = things.reduce((a, b) => Math.max(a, b), 0);
  if (largest > MAXIMUM_16_BIT) {
    throw new RecipeError(
      `A thing has instance id ${largest}, but the instance picture has 16 bits: at most ${MAXIMUM_16_BIT} instances fit into one scene. Put fewer things into it, or leave out the instance masks.`,
    );
  }
  const values = new Uint16Array(table.rows.length + 1);
  for (const id of things) values[id] = id;
  return lookUp(ids, values, new Uint16Array(ids.length));
}

/** Class id of every pixel; the background class where no instance is. Throws a RecipeError when a class id does not fit into 8 bits. */
export function semanticPicture({ ids }: Ids, table: InstanceTable): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(table.rows.length + 1);
  values[0] = eightBits(table.backgroundClassId);
  for (const row of table.rows) values[row.instanceId] = eightBits(row.classId);
  return lookUp(ids, values, new Uint8Array(ids.length));
}

/** Planar depth in whole units, rounded; 0 where nothing is, or farther away than 65,535 of them. */
export function depthPicture({ depth }: Pick<Frame, "depth">, unit: keyof typeof PER_METRE): Uint16Array<ArrayBuffer> {
  const picture = new Uint16Array(depth.length);
  for (let at = 0; at < depth.length; at++) {
    const units = Math.round((depth[at] ?? 0) * PER_METRE[unit]);
    if (units > 0 && units <= MAXIMUM_16_BIT) picture[at] = units;
  }
  return picture;
}

/** Segment ids of a picture for COCO panoptic: instance ids of things, and after them a number for each class of stuff. */
export function stuffSegmentId(classId: number, instances: number): number {
  return instances + classId;
}

/** Segment id of every pixel as R, G, B: R + 256 G + 65536 B. Things without a label are 0, which means void. */
export function panopticPicture({ ids }: Ids, table: InstanceTable, labels: Labels): Uint8Array<ArrayBuffer> {
  const { rows, backgroundClassId } = table;
  const values = new Uint32Array(rows.length + 1);
  values[0] = stuffSegmentId(backgroundClassId, rows.length);
  for (const { instanceId, classId, kind } of rows)
    if (kind === "stuff") values[instanceId] = stuffSegmentId(classId, rows.length);
  for (const { instanceId } of labels.instances) values[instanceId] = instanceId;
  const segments = lookUp(ids, values, new Uint32Array(ids.length));
  const picture = new Uint8Array(ids.length * 3);
  for (const [at, segment] of segments.entries()) {
    picture[at * 3] = segment & 255;
    picture[at * 3 + 1] = (segment >> 8) & 255;
    picture[at * 3 + 2] = segment >> 16;
  }
  return picture;
}

/** Class id of labelled things, 0 elsewhere, 255 for things without a label. Throws a RecipeError for more than 254 classes. */
export function vocClassPicture({ ids }: Ids, table: InstanceTable, labels: Labels): Uint8Array<ArrayBuffer> {
  return vocPicture(ids, table, new Map(labels.instances.map(({ instanceId, classId }) => [instanceId, classId])), "classes");
}

/** Position of labelled things among the labels, from 1; else like `vocClassPicture`. */
export function vocObjectPicture({ ids }: Ids, table: InstanceTable, labels: Labels): Uint8Array<ArrayBuffer> {
  return vocPicture(ids, table, new Map(labels.instances.map(({ instanceId }, at) => [instanceId, at + 1])), "objects");
}

function vocPicture(
  ids: Uint32Array,
  { rows }: InstanceTable,
  numbers: ReadonlyMap<number, number>,
  what: "classes" | "objects",
): Uint8Array<ArrayBuffer> {
  const largest = Math.max(0, ...numbers.values());
  if (largest >= VOID) {
    throw new RecipeError(
      `Number ${largest} was needed for ${what} in a picture of the format pascal-voc, which has room for ${VOID - 1}; ` +
        "expected fewer, for example with labels.minimumAreaPixels: 50, or another format.",
    );
  }
  const values = new Uint8Array(rows.length + 1);
  for (const { instanceId, kind } of rows) if (kind === "thing") values[instanceId] = numbers.get(instanceId) ?? VOID;
  return lookUp(ids, values, new Uint8Array(ids.length));
}

/** Fills `picture` with the value of each pixel's id. An id without a value is an error: it must never turn into a plausible 0. */
function lookUp<Picture extends Uint8Array | Uint16Array | Uint32Array>(
  ids: Uint32Array,
  values: Picture,
  picture: Picture,
): Picture {
  for (let at = 0; at < ids.length; at++) {
    const value = values[ids[at] ?? 0];
    if (value === undefined) {
      throw new Error(`A pixel has instance id ${ids[at]}, but the table has only ${values.length - 1} rows.`);
    }
    picture[at] = value;
  }
  return picture;
}

function eightBits(classId: number): number {
  if (classId <= MAXIMUM_8_BIT) return classId;
  throw new RecipeError(
    `Class id ${classId} does not fit into the semantic picture, which has 8 bits: at most ${MAXIMUM_8_BIT} classes, things and stuff together.`,
  );
}

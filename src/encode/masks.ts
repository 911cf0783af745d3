import { RecipeError } from "../errors";
import type { Frame } from "../render/frame";
import type { InstanceTable } from "../scene/table";

const MAXIMUM_16_BIT = 65_535;
const MAXIMUM_8_BIT = 255;
const CENTIMETRES_PER_METRE = 100;

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

/** Planar depth in whole centimetres, rounded; 0 where nothing is, or farther away than 655.35 m. */
export function depthPicture({ depth }: Pick<Frame, "depth">): Uint16Array<ArrayBuffer> {
  const picture = new Uint16Array(depth.length);
  for (let at = 0; at < depth.length; at++) {
    const centimetres = Math.round((depth[at] ?? 0) * CENTIMETRES_PER_METRE);
    if (centimetres > 0 && centimetres <= MAXIMUM_16_BIT) picture[at] = centimetres;
  }
  return picture;
}

/** Fills `picture` with the value of each pixel's id. An id without a value is an error: it must never turn into a plausible 0. */
function lookUp<Picture extends Uint8Array | Uint16Array>(ids: Uint32Array, values: Picture, picture: Picture): Picture {
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

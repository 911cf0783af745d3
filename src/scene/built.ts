import { buildModel, type Modelled } from "./models";
import type { Detail, Part } from "./models/model";
import { remember } from "./remember";

/** Bytes of geometry that are kept for the next pictures: a full street is 10 MB. */
const MOST_BYTES = 48 * 2 ** 20;

const built = remember(
  MOST_BYTES,
  (detail: Detail, model: string, parameters: Modelled["parameters"]) => buildModel({ model, parameters }, detail),
  (parts) => parts.reduce((sum, { geometry }) => sum + bytesOf(geometry), 0),
);

/**
 * The parts of an instance as `buildModel` gives them, built once as long as they are wanted again before much else: on a shelf two of three things are equal to another, a
 * sequence shows the same street in each image, and a dataset may have few looks. Nobody may change what it gives. Throws like `buildModel`.
 */
export function builtParts({ model, parameters }: Modelled, detail: Detail): readonly Part[] {
  return built(detail, model, parameters);
}

function bytesOf({ attributes, index }: Part["geometry"]): number {
  const arrays = [...Object.values(attributes), ...(index ? [index] : [])];
  return arrays.reduce((sum, { array }) => sum + array.byteLength, 0);
}

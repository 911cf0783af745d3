import type { InstanceSpec } from "../../src/recipe/spec";
import { type ModelName, modelBounds, type ParametersOf, type Place, place } from "../../src/scene/models";
import { type Footprint, footprint, isFree } from "../../src/scene/placement";
import type { Placed } from "./plan";

/** An instance together with the ground that it takes, `clearance` metres wider on every side. */
export function put<Name extends ModelName>(
  name: Name,
  parameters: ParametersOf<Name> & InstanceSpec["parameters"],
  where: Place,
  clearance: number,
): Placed {
  const instance = place(name, parameters, where);
  return { instance, footprint: footprint(modelBounds(instance), where.position, where.headingDegrees, clearance) };
}

/** Keeps, in order, what fits between what is taken and what was kept before it. */
export function keepFree(wanted: readonly Placed[], taken: readonly Footprint[]): Placed[] {
  const kept: Placed[] = [];
  for (const candidate of wanted) {
    if (isFree(candidate.footprint, [...taken, ...footprints(kept)])) kept.push(candidate);
  }
  return kept;
}

/** The ground that placed things take. */
export function footprints(placed: readonly Placed[]): Footprint[] {
  return placed.map((one) => one.footprint);
}

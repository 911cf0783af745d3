import type { InstanceSpec } from "../src/recipe/spec";
import { type ModelName, models, type ParametersOf, type Place, place } from "../src/scene/models";
import type { Model } from "../src/scene/models/model";
import { type Footprint, footprint, isFree } from "../src/scene/placement";
import type { Goes } from "./motion/goes";

/**
 * An instance and the ground that it keeps for itself. What it carries (a sign on a post, a tree in its grate) comes and goes with it. In a sequence of images
 * it may go somewhere; what is towed goes where the one before it in the list goes.
 */
export type Placed = {
  readonly instance: InstanceSpec;
  readonly footprint: Footprint;
  readonly also?: readonly InstanceSpec[];
  readonly goes?: Goes;
  readonly towed?: true;
};

/** An instance together with the ground that it takes, `clearance` metres wider on every side. */
export function put<Name extends ModelName>(
  name: Name,
  parameters: ParametersOf<Name> & InstanceSpec["parameters"],
  where: Place,
  clearance: number,
): Placed {
  const model: Model<unknown> = models[name];
  const bounds = model.bounds(parameters);
  return {
    instance: place(name, parameters, where),
    footprint: footprint(bounds, where.position, where.headingDegrees, clearance),
  };
}

/** Keeps, in order, what fits between what is taken and what was kept before it. */
export function keepFree(wanted: readonly Placed[], taken: readonly Footprint[]): Placed[] {
  const occupied = [...taken];
  return wanted.filter(({ footprint }) => {
    const free = isFree(footprint, occupied);
    if (free) occupied.push(footprint);
    return free;
  });
}

/** The first of some tries that finds free ground for all of its members; nothing when none does. */
export function firstThatFits(tries: number, attempt: () => readonly Placed[], taken: readonly Footprint[]): readonly Placed[] {
  for (let at = 0; at < tries; at++) {
    const group = attempt();
    if (fits(group, taken)) return group;
  }
  return [];
}

/** True when all members of a group find free ground, also beside each other. */
export function fits(group: readonly Placed[], taken: readonly Footprint[]): boolean {
  return group.every((one, at) => isFree(one.footprint, [...taken, ...footprints(group.slice(0, at))]));
}

/** The ground that placed things take. */
export function footprints(placed: readonly Placed[]): Footprint[] {
  return placed.map((one) => one.footprint);
}

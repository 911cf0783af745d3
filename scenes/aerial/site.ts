import type { InstanceSpec } from "../../src/recipe/spec";
import { type ModelName, type ParametersOf, type Place, place } from "../../src/scene/models";
import { type Footprint, isFree } from "../../src/scene/placement";
import { type Placed, put } from "../put";
import type { Streams } from "../scene";
import type { AerialParameters } from "./parameters";
import { type Cell, measure, type Plan, type Rect } from "./plan";
import type { View } from "./view";

/** A block under construction: what stands on it and the ground that is taken. */
export type Site = {
  readonly plan: Plan;
  readonly cell: Cell;
  readonly view: View;
  readonly parameters: AerialParameters;
  /** Streams of this block alone. */
  readonly random: Streams;
  /** Height of the land inside the sidewalks. */
  readonly level: number;
  readonly instances: InstanceSpec[];
  readonly taken: Footprint[];
};

/** Adds something when its ground is free and tells whether it was. */
export function stand<Name extends ModelName>(
  site: Site,
  name: Name,
  parameters: ParametersOf<Name> & InstanceSpec["parameters"],
  where: Place,
  clearance = 0.3,
): boolean {
  const placed = put(name, parameters, where, clearance);
  if (!isFree(placed.footprint, site.taken)) return false;
  keep(site, placed);
  return true;
}

/** Adds something that lies flat and leaves its ground free for others. */
export function lay<Name extends ModelName>(
  site: Site,
  name: Name,
  parameters: ParametersOf<Name> & InstanceSpec["parameters"],
  where: Place,
): void {
  site.instances.push(place(name, parameters, where));
}

/** Covers a rectangle with level ground. */
export function cover(
  site: Site,
  rect: Rect,
  className: string,
  material: "grass" | "paving" | "concrete" | "asphalt",
  colour: string,
  y: number,
): void {
  const { x, z, width, length } = measure(rect);
  lay(site, "ground", { width, length, material, colour }, { class: className, position: [x, y, z], headingDegrees: 0 });
}

/** Takes ground without putting anything there. */
export function reserve(site: Site, rect: Rect): void {
  const { x, z, width, length } = measure(rect);
  site.taken.push({ centre: [x, z], half: [width / 2, length / 2], headingDegrees: 0 });
}

function keep(site: Site, placed: Placed): void {
  site.instances.push(placed.instance);
  site.taken.push(placed.footprint);
}

import { z } from "zod";
import { RecipeError } from "../../errors";
import type { InstanceSpec, Quaternion, Vec3 } from "../../recipe/spec";
import { animal } from "./animal";
import { bag } from "./bag";
import { barrier } from "./barrier";
import { bench } from "./bench";
import { bicycle } from "./bicycle";
import { bin } from "./bin";
import { block } from "./block";
import { bottle } from "./bottle";
import { building } from "./building";
import { bus } from "./bus";
import { can } from "./can";
import { car } from "./car";
import { carton } from "./carton";
import { ceilingLight } from "./ceiling-light";
import { chamberFloor, chamberWalls } from "./chamber";
import { cone } from "./cone";
import { fork, knife, spoon } from "./cutlery";
import { distractor } from "./distractor";
import { excavation } from "./excavation";
import { field } from "./field";
import { forklift } from "./forklift";
import { apple, banana, lemon, orange, pear } from "./fruit";
import { hedge, shed, trampoline } from "./garden";
import { grate } from "./grate";
import { ground } from "./ground";
import { grove } from "./grove";
import { hallRoof } from "./hall-roof";
import { hallWalls } from "./hall-walls";
import { hazardTriangle } from "./hazard-triangle";
import { house } from "./house";
import { hydrant } from "./hydrant";
import { island } from "./island";
import { load } from "./load";
import { markings } from "./markings";
import type { Bounds, Collider, Detail, Lamp, Model, ModelKeypoints, Part } from "./model";
import { motorcycle } from "./motorcycle";
import { pallet } from "./pallet";
import { palletJack } from "./pallet-jack";
import { parcel } from "./parcel";
import { parkingLot } from "./parking-lot";
import { person } from "./person";
import { plot } from "./plot";
import { pole } from "./pole";
import { pool } from "./pool";
import { priceTag } from "./price-tag";
import { rack } from "./rack";
import { road } from "./road";
import { shelfUnit } from "./shelf-unit";
import { sidewalk } from "./sidewalk";
import { sign } from "./sign";
import { cuboid, sphere } from "./solid";
import { storeRoom } from "./store-room";
import { streetlight } from "./streetlight";
import { table } from "./table";
import { bowl, mug, plate } from "./tableware";
import { hammer, pliers, screwdriver, tapeMeasure, wrench } from "./tools";
import { tote } from "./tote";
import { trafficLight } from "./traffic-light";
import { tree } from "./tree";
import { truck } from "./truck";
import { tyre } from "./tyre";
import { wall } from "./wall";
import { walkway, yard } from "./yard";

/** Every procedural thing, by the name that a spec calls it. */
export const models = {
  car,
  person,
  bicycle,
  motorcycle,
  animal,
  "hazard-triangle": hazardTriangle,
  tyre,
  barrier,
  excavation,
  building,
  wall,
  tree,
  road,
  markings,
  sidewalk,
  ground,
  plot,
  island,
  streetlight,
  pole,
  "traffic-light": trafficLight,
  "traffic-sign": sign,
  bench,
  bin,
  hydrant,
  cone,
  grate,
  pallet,
  parcel,
  load,
  rack,
  forklift,
  "pallet-jack": palletJack,
  "hall-walls": hallWalls,
  "hall-roof": hallRoof,
  "ceiling-light": ceilingLight,
  bottle,
  can,
  carton,
  bag,
  "price-tag": priceTag,
  "shelf-unit": shelfUnit,
  "store-room": storeRoom,
  sphere,
  cuboid,
  mug,
  bowl,
  plate,
  fork,
  knife,
  spoon,
  apple,
  banana,
  orange,
  pear,
  lemon,
  hammer,
  screwdriver,
  wrench,
  pliers,
  "tape-measure": tapeMeasure,
  distractor,
  table,
  tote,
  "chamber-walls": chamberWalls,
  "chamber-floor": chamberFloor,
  truck,
  bus,
  house,
  block,
  pool,
  field,
  "parking-lot": parkingLot,
  hedge,
  shed,
  trampoline,
  yard,
  walkway,
  grove,
} satisfies Record<string, Model<unknown>>;

export type ModelName = keyof typeof models;
/** What the model of this name is made from. */
export type ParametersOf<Name extends ModelName> = z.output<(typeof models)[Name]["parameters"]>;

/** Where an instance goes. Heading 0 turns the model's front to north (-z), 90 to east (+x): clockwise as seen from above. */
export type Place = { readonly class: string; readonly position: Vec3; readonly headingDegrees: number };

/** One instance of a model as a spec holds it. */
export function place<Name extends ModelName>(
  name: Name,
  parameters: ParametersOf<Name> & InstanceSpec["parameters"],
  { class: className, position, headingDegrees }: Place,
): InstanceSpec {
  return { model: name, class: className, position, rotation: headingRotation(headingDegrees), parameters };
}

/** The turn about the vertical that points a model's front to a compass heading. */
export function headingRotation(headingDegrees: number): Quaternion {
  const half = (headingDegrees * Math.PI) / 360;
  // 0 - x and not -x: a spec must not hold -0, which JSON turns into 0.
  return [0, 0 - Math.sin(half), 0, Math.cos(half)];
}

/** What an instance is a model of. */
export type Modelled = Pick<InstanceSpec, "model" | "parameters">;

/** Builds the parts of an instance. Throws a RecipeError when there is no such model or its parameters are wrong. */
export function buildModel(instance: Modelled, detail: Detail): readonly Part[] {
  const model = modelOf(instance);
  return model.build(checked(model, instance), detail);
}

/** The box around an instance in its model's own space. Throws like `buildModel`. */
export function modelBounds(instance: InstanceSpec): Bounds {
  const model = modelOf(instance);
  return model.bounds(checked(model, instance));
}

/** The solid of an instance for physics, in its model's own space. Throws like `buildModel`, and for models that cannot be dropped. */
export function modelCollider(instance: InstanceSpec): Collider {
  const model = modelOf(instance);
  if (!model.collider)
    throw new RecipeError(`A ${instance.model} has no collider; expected one that can be dropped, for example "mug".`);
  return model.collider(checked(model, instance));
}

/** The lit lamps of an instance in its model's own space; none for most. Throws like `buildModel`. */
export function modelLamps(instance: InstanceSpec): readonly Lamp[] {
  const model = modelOf(instance);
  return model.lamps?.(checked(model, instance)) ?? [];
}

/** The named points of an instance in its model's own space, if its model has some. Throws like `buildModel`. */
export function modelKeypoints(instance: InstanceSpec): ModelKeypoints | undefined {
  const model = modelOf(instance);
  return model.keypoints?.(checked(model, instance));
}

/** Whether an instance lets all light through. Throws like `buildModel`. */
export function castsNoShadow(instance: InstanceSpec): boolean {
  return modelOf(instance).castsNoShadow ?? false;
}

/** Whether an instance can only be looked into from its front. Throws like `buildModel`. */
export function opensToFront(instance: InstanceSpec): boolean {
  return modelOf(instance).opensToFront ?? false;
}

function modelOf({ model: name }: Pick<InstanceSpec, "model">): Model<unknown> {
  const all: Readonly<Record<string, Model<unknown>>> = models;
  const model = Object.hasOwn(all, name) ? all[name] : undefined;
  if (model) return model;
  throw new RecipeError(`There is no model "${name}"; expected one of ${Object.keys(models).join(", ")}, for example "tree".`);
}

function checked(model: Model<unknown>, instance: Modelled): unknown {
  const result = model.parameters.safeParse(instance.parameters);
  if (result.success) return result.data;
  throw new RecipeError(
    `The parameters of a ${instance.model} are wrong: ${z.prettifyError(result.error)}. Given: ${JSON.stringify(instance.parameters)}.`,
  );
}

/** Where the recipe puts the camera: on an orbit around something, or at a point that it looks from. */
import { RecipeError } from "../errors";
import type { PoseRecipe } from "../recipe/camera";
import { draw, type Quantity } from "../recipe/quantity";
import { pick, type Random } from "../recipe/random";
import type { CameraSpec, Vec3 } from "../recipe/spec";
import { type Box, blocks, contains } from "./box";
import { add, degrees, dot, radians, subtract } from "./vector";

/** What stands in a scene. */
export type Surroundings = {
  /** The inside of the room, upright; none outdoors. */
  readonly room: Box | undefined;
  readonly boxes: readonly Obstacle[];
};
/** The box of an instance; `class` is undefined for what is not counted, such as roads and walls. */
export type Obstacle = Box & { readonly class: string | undefined; readonly opensToFront: boolean };

type Viewpoint = Pick<CameraSpec, "position" | "target" | "rollDegrees">;
type Streams = (...purpose: readonly string[]) => Random;
type Trial = { readonly position: Vec3; readonly target: Vec3; readonly around: Obstacle | undefined };

/** Places drawn before the camera is said to have none. */
const TRIES = 200;
/** A camera keeps so far from everything, metres; less when it looks at something as near as that. */
const MARGIN = 0.1;

const faults = {
  low: "under the ground",
  out: "outside of the room",
  inside: "inside of things",
  behind: "not in front of the shelf",
} as const;

/**
 * The viewpoint of an image: the scene's, unless the recipe has an orbit or a point to look from. Places are drawn until one is over the ground, in
 * the room and in no other thing's box, and before the shelf that it looks into; of an orbit also until nothing stands between, if such a place is found. `surroundings` is only
 * called when needed. Throws a RecipeError when no place is free.
 */
export function standpoint(
  pose: PoseRecipe | undefined,
  scene: Viewpoint,
  surroundings: () => Surroundings,
  random: Streams,
): Viewpoint {
  const kind = pose?.orbit ? "orbit" : "lookAt";
  const given = pose?.orbit ?? pose?.lookAt;
  if (!given) return scene;
  const around = surroundings();
  const next = trials(given, kind, scene, around.boxes, random);
  const count = { low: 0, out: 0, inside: 0, behind: 0 };
  let hidden: Trial | undefined;
  for (let trial = 0; trial < TRIES; trial++) {
    const found = next();
    const fault = faultOf(found, around);
    if (fault) count[fault]++;
    else if (kind === "lookAt" || inSight(found, around.boxes)) return aimed(found);
    else hidden ??= found;
  }
  if (hidden) return aimed(hidden);
  throw new RecipeError(noPlace(kind, count));
}

function aimed({ position, target }: Trial): Viewpoint {
  return { position, target, rollDegrees: 0 };
}

/** Draws one place after another. Every quantity has its own stream. */
function trials(
  given: NonNullable<PoseRecipe["orbit"] | PoseRecipe["lookAt"]>,
  kind: "orbit" | "lookAt",
  scene: Viewpoint,
  boxes: readonly Obstacle[],
  random: Streams,
): () => Trial {
  const field = (value: Quantity, ...name: readonly string[]) => {
    const numbers = random("camera", "pose", kind, ...name);
    return () => draw(value, numbers);
  };
  const point = (at: { readonly x: Quantity; readonly y: Quantity; readonly z: Quantity }, name: string) => {
    const [x, y, z] = [field(at.x, name, "x"), field(at.y, name, "y"), field(at.z, name, "z")];
    return (): Vec3 => [x(), y(), z()];
  };
  const things = given.instance ? candidates(given.instance, scene.target, boxes) : [];
  const choice = random("camera", "pose", kind, "instance");
  const goal = given.target ? point(given.target, "target") : () => scene.target;
  const target = () => {
    const around = things.length > 0 ? pick(choice, things) : undefined;
    return { around, target: around?.centre ?? goal() };
  };
  if ("position" in given) {
    const position = point(given.position, "position");
    return () => ({ ...target(), position: position() });
  }
  const radius = field(given.radiusMetres, "radiusMetres");
  const azimuth = field(given.azimuthDegrees, "azimuthDegrees");
  const elevation = field(given.elevationDegrees, "elevationDegrees");
  return () => {
    const { around, target: middle } = target();
    const away = onSphere(radius(), azimuth() + (around ? headingDegrees(around) : 0), elevation());
    return { around, target: middle, position: add(middle, away) };
  };
}

/** The things that an instance may be, in order. */
function candidates(
  { class: wanted, choose }: NonNullable<NonNullable<PoseRecipe["orbit"]>["instance"]>,
  centre: Vec3,
  boxes: readonly Obstacle[],
): readonly Obstacle[] {
  const things = boxes.filter((box) => box.class !== undefined);
  const ofClass = wanted === undefined ? things : things.filter((box) => box.class === wanted);
  const found = ofClass.length > 0 ? ofClass : things;
  if (choose === "random") return found;
  const distance = (box: Obstacle) => Math.hypot(...subtract(box.centre, centre));
  return found.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1);
}

/** Compass heading of the front of a thing, its own -z; 0 where that points up or down. */
function headingDegrees({ axes: [, , back] }: Box): number {
  return Math.hypot(back[0], back[2]) < 1e-6 ? 0 : degrees(Math.atan2(-back[0], back[2]));
}

function onSphere(radius: number, azimuthDegrees: number, elevationDegrees: number): Vec3 {
  const [azimuth, elevation] = [radians(azimuthDegrees), radians(elevationDegrees)];
  const level = radius * Math.cos(elevation);
  return [level * Math.sin(azimuth), radius * Math.sin(elevation), -level * Math.cos(azimuth)];
}

function faultOf({ position, target }: Trial, { room, boxes }: Surroundings): keyof typeof faults | undefined {
  const margin = Math.min(MARGIN, Math.hypot(...subtract(target, position)) / 4);
  const floor = room ? room.centre[1] - room.half[1] : 0;
  if (position[1] < floor + margin) return "low";
  if (room && !contains(room, position, -margin)) return "out";
  if (boxes.some((box) => contains(box, position, margin))) return "inside";
  const shelves = boxes.filter((box) => box.opensToFront && contains(box, target, 0.01));
  return shelves.length > 0 && !shelves.some((box) => isInFront(box, position)) ? "behind" : undefined;
}

/** Whether a point lies beyond the plane of the front of a thing, its own -z. */
function isInFront({ centre, axes: [, , back], half: [, , depth] }: Box, point: Vec3): boolean {
  return dot(subtract(point, centre), back) < -depth;
}

function inSight({ position, target, around }: Trial, boxes: readonly Obstacle[]): boolean {
  return !boxes.some((box) => box !== around && !contains(box, target, 0.01) && blocks(box, position, target));
}

function noPlace(kind: "orbit" | "lookAt", count: { readonly [fault in keyof typeof faults]: number }): string {
  const found = (Object.keys(faults) as (keyof typeof faults)[]).filter((fault) => count[fault] > 0);
  const why = found.map((fault) => `${count[fault]} ${faults[fault]}`).join(", ");
  const example =
    kind === "orbit" ? "orbit: { radiusMetres: { uniform: [1, 8] } }" : "lookAt: { position: { x: 0, y: 1.5, z: 0 } }";
  return `camera.pose.${kind}: none of ${TRIES} places for the camera is free (${why}); expected some over the ground, in the room and outside of things, for example ${example}.`;
}

import type { CameraRecipe, PoseRecipe } from "../recipe/camera";
import { FULL_FRAME_MILLIMETRES } from "../recipe/camera";
import { draw, type Quantity } from "../recipe/quantity";
import type { Random } from "../recipe/random";
import type { CameraSpec, DistortionSpec, MotionSpec, Vec3 } from "../recipe/spec";
import { bending } from "./distortion";
import { checkLens, type Size } from "./lens";
import { poseOf } from "./pose";
import { add, degrees, radians, scaled, subtract, turned } from "./vector";

/** What the scene says of the camera. */
type Placed = Pick<CameraSpec, "position" | "target" | "rollDegrees" | "near" | "far">;

/** Draws a quantity from the stream of its field; nothing when the recipe does not give it. */
type Drawn = (value: Quantity | undefined, ...field: readonly string[]) => number | undefined;

/**
 * The camera of one image. Every field has its own stream, so that fixing one in the recipe leaves the others as they were. Throws
 * a RecipeError when the lens does not fill the picture.
 */
export function sampleCamera(
  recipe: CameraRecipe,
  placed: Placed,
  size: Size,
  random: (...purpose: readonly string[]) => Random,
): CameraSpec {
  const drawn: Drawn = (value, ...field) => (value === undefined ? undefined : draw(value, random("camera", ...field)));
  const viewpoint = moved(placed, recipe.pose ?? {}, drawn);
  const sensorHeightMillimetres = drawn(recipe.sensorHeightMillimetres, "sensorHeightMillimetres") ?? FULL_FRAME_MILLIMETRES;
  const distortion = sampleDistortion(recipe.distortion, drawn);
  const focalLength = drawn(recipe.focalLengthMillimetres, "focalLengthMillimetres");
  const fNumber = drawn(recipe.fNumber, "fNumber");
  const focusDistanceMetres = drawn(recipe.focusDistanceMetres, "focusDistanceMetres") ?? distance(viewpoint);
  const camera: CameraSpec = {
    ...viewpoint,
    fovDegrees:
      focalLength === undefined
        ? draw(recipe.fovDegrees, random("camera", "fovDegrees"))
        : fieldOfView(sensorHeightMillimetres / 2 / focalLength, distortion),
    exposureBias: draw(recipe.exposureBias, random("camera", "exposureBias")),
    ...(recipe.principalPoint && {
      principalPoint: [
        draw(recipe.principalPoint.x, random("camera", "principalPoint", "x")),
        draw(recipe.principalPoint.y, random("camera", "principalPoint", "y")),
      ],
    }),
    ...(distortion && { distortion }),
    ...(fNumber !== undefined && { aperture: { fNumber, focusDistanceMetres, sensorHeightMillimetres } }),
    ...given("shutterSeconds", drawn(recipe.shutterSeconds, "shutterSeconds")),
    ...given("iso", drawn(recipe.iso, "iso")),
    ...given("rollingShutterSeconds", drawn(recipe.rollingShutterSeconds, "rollingShutterSeconds")),
    ...(recipe.motion && { motion: sampleMotion(recipe.motion, drawn) }),
  };
  checkLens(camera, size);
  return camera;
}

function given<Name extends string>(name: Name, value: number | undefined): { [name in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: number });
}

/** Full angle whose half lies this far from the middle of the image plane, in degrees. */
function fieldOfView(edge: number, distortion: DistortionSpec | undefined): number {
  if (distortion?.model !== "kannala-brandt") return 2 * degrees(Math.atan(edge));
  const direction = bending(distortion).straighten([0, edge]);
  // A lens that does not reach the edge is refused with the rest of its picture.
  return direction ? 2 * degrees(Math.atan2(direction[1], direction[2])) : 360;
}

function distance({ position, target }: Pick<Placed, "position" | "target">): number {
  return Math.max(Math.hypot(...subtract(target, position)), 0.05);
}

function sampleDistortion(recipe: CameraRecipe["distortion"], drawn: Drawn): DistortionSpec | undefined {
  if (!recipe || recipe.model === "none") return undefined;
  const value = (name: "k1" | "k2" | "k3" | "k4" | "p1" | "p2") => drawn(recipe[name], "distortion", name) ?? 0;
  const shared = { k1: value("k1"), k2: value("k2"), k3: value("k3") };
  return recipe.model === "kannala-brandt"
    ? { model: recipe.model, ...shared, k4: value("k4") }
    : { model: recipe.model, ...shared, p1: value("p1"), p2: value("p2") };
}

function sampleMotion(recipe: NonNullable<CameraRecipe["motion"]>, drawn: Drawn): MotionSpec {
  const value = (name: keyof MotionSpec) => drawn(recipe[name], "motion", name) ?? 0;
  return {
    forwardMetresPerSecond: value("forwardMetresPerSecond"),
    rightMetresPerSecond: value("rightMetresPerSecond"),
    upMetresPerSecond: value("upMetresPerSecond"),
    yawDegreesPerSecond: value("yawDegreesPerSecond"),
    pitchDegreesPerSecond: value("pitchDegreesPerSecond"),
    rollDegreesPerSecond: value("rollDegreesPerSecond"),
  };
}

/** The scene's viewpoint with the changes that the recipe asks for. */
function moved(placed: Placed, pose: Omit<PoseRecipe, "orbit" | "lookAt">, drawn: Drawn): Placed {
  const value = (name: keyof typeof pose) => drawn(pose[name], "pose", name);
  const { target } = placed;
  const height = value("heightMetres");
  const lifted: Vec3 = height === undefined ? placed.position : [placed.position[0], height, placed.position[2]];
  const wanted = value("distanceMetres");
  const away = subtract(lifted, target);
  const position = wanted === undefined ? lifted : add(target, scaled(away, wanted / Math.hypot(...away)));
  const yaw = radians(value("yawDegrees") ?? 0);
  const pitch = radians(value("pitchDegrees") ?? 0);
  const rollDegrees = value("rollDegrees") ?? placed.rollDegrees;
  if (yaw === 0 && pitch === 0) return { ...placed, position, rollDegrees };
  const { right } = poseOf({ position, target, rollDegrees: 0 });
  const view = turned(turned(subtract(target, position), right, pitch), [0, -1, 0], yaw);
  return { ...placed, position, target: add(position, view), rollDegrees };
}

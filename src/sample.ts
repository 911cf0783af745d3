import { scenes } from "../scenes";
import type { Scene, Viewpoint } from "../scenes/scene";
import { sampleCamera } from "./camera/sample-camera";
import { standpoint } from "./camera/stand";
import { RecipeError } from "./errors";
import { splitFor } from "./plan/holdout";
import { isChoosy, shortfall } from "./plan/in-view";
import { wantedOf } from "./plan/objective";
import { streamsOf } from "./plan/streams";
import { nearest } from "./recipe/nearest";
import { noPictures, sampleBackdrop, sampleEnvironment, texturePictures, type UsablePictures } from "./recipe/picture-choice";
import { type Recipe, subframes } from "./recipe/schema";
import { sampleSensor } from "./recipe/sensor";
import { momentInSequence } from "./recipe/sequence";
import type { ClassSpec, SceneSpec } from "./recipe/spec";
import { sampleWeather } from "./recipe/weather";
import type { MeasuredAsset } from "./scene/assets/measure";
import { encloses, obstacles } from "./scene/obstacles";
import { paintRandomly } from "./scene/random-textures";
import { shown } from "./sequence";

/** Clipping distances in metres. */
const usualClip = { near: 0.1, far: 1000 } as const;

/** Half the side of the shadowed ground in metres, where the scene does not say: enough for a street. */
const usualShadowReach = 34;

/** Layouts that are tried for an image whose objective asks for things in view. */
const CANDIDATES = 16;

/** Numbers in a spec are rounded to a millionth: a micrometre, and short JSON. */
const steps = 1e6;

/** Loads what the scene of a recipe needs before `sample`: physics, for things that fall. Costs nothing the second time. */
export async function prepare(recipe: Recipe): Promise<void> {
  await sceneOf(recipe).prepare?.();
}

/** What can be used of the user's own files. */
export type OwnFiles = { readonly assets: readonly MeasuredAsset[]; readonly pictures: UsablePictures };

/**
 * Makes every choice of one image: the same recipe and index give the same spec, everywhere and in any order. `index` counts
 * from 0 and may go beyond the recipe's count. Throws RecipeError when the recipe asks for what the scene or the files do not have.
 */
export function sample(
  recipe: Recipe,
  index: number,
  { assets, pictures }: OwnFiles = { assets: [], pictures: noPictures },
): SceneSpec {
  if (!Number.isSafeInteger(index) || index < 0)
    throw new RecipeError(`Index ${index} given; expected a whole number from 0, for example 7.`);
  const moment = momentInSequence(recipe, index);
  // Plans are for worlds: all images of a sequence show the same one.
  const wanted = wantedOf(inWorlds(recipe), moment.world);
  if (!isChoosy(wanted)) return compose(wanted.recipe, index, { assets, pictures }, 0);
  // Which layout is best shows in the first image.
  const first = moment.sequence ? index - moment.sequence.frame : index;
  const tried = (attempt: number) => compose(wanted.recipe, first, { assets, pictures }, attempt);
  let [best, attempt] = [tried(0), 0];
  for (let next = 1, missing = shortfall(best, wanted); missing > 0 && next < CANDIDATES; next++) {
    const other = tried(next);
    const short = shortfall(other, wanted);
    if (short < missing) [best, attempt, missing] = [other, next, short];
  }
  return index === first ? best : compose(wanted.recipe, index, { assets, pictures }, attempt);
}

/** The same recipe with as many images as it has worlds. */
function inWorlds(recipe: Recipe): Recipe {
  return recipe.sequence ? { ...recipe, count: Math.ceil(recipe.count / recipe.sequence.frames) } : recipe;
}

/** One layout for an image whose recipe is planned, and counts worlds. */
function compose(recipe: Recipe, index: number, { assets, pictures }: OwnFiles, attempt: number): SceneSpec {
  const { world, sequence } = momentInSequence(recipe, index);
  const random = streamsOf(recipe, world, attempt);
  const scene = sceneOf(recipe);
  const { width, height, quality, format, jpegQuality } = recipe.image;
  const weather = sampleWeather(recipe, random);
  const environment = sampleEnvironment(recipe, pictures, random);
  const backdrop = sampleBackdrop(recipe, pictures, random);
  const seconds = sequence && { seconds: sequence.frames / sequence.fps };
  const layout = scene.layout({ parameters: recipe.parameters, weather, aspect: width / height, assets, random, ...seconds });
  const { viewpoint, laneLines, room, shadowReachMetres = usualShadowReach, clipMetres = usualClip } = layout;
  const classes = classesOf(scene.classes, recipe);
  const stand = standpoint(recipe.camera.pose, viewpoint, () => obstacles(layout.instances, classes, assets), random);
  const view = stand === viewpoint ? { shadowReachMetres, clipMetres } : fitted(stand, viewpoint, shadowReachMetres, clipMetres);
  // Where the recipe puts the camera somewhere else, it stays there.
  const cameraAt = (moved: Viewpoint) =>
    sampleCamera(recipe.camera, { ...(stand === viewpoint ? moved : stand), ...view.clipMetres }, { width, height }, random);
  const { instances, camera } = shown(layout, sequence, cameraAt);
  const painted = paintRandomly(instances, recipe, texturePictures(recipe, pictures), random);
  const sensor = sampleSensor(recipe.sensor, random);
  if (backdrop && (camera.distortion || camera.rollingShutterSeconds)) throw new RecipeError(unbentPhotograph);
  return rounded({
    version: 1,
    recipe: recipe.name,
    seed: recipe.seed,
    index,
    split: splitFor(recipe, world),
    scene: recipe.scene,
    ...(sequence ? { sequence } : {}),
    image: { width, height, subframes: subframes[quality], ...(format === "jpeg" ? { jpegQuality } : {}) },
    camera,
    ...(sensor ? { sensor } : {}),
    weather,
    ...(room ? { room } : {}),
    ...(environment ? { environment } : {}),
    ...(backdrop ? { backdrop } : {}),
    shadowReachMetres: view.shadowReachMetres,
    classes,
    background: scene.background,
    // The user's own surroundings take the place of a room.
    instances: environment || backdrop ? painted.filter((instance) => !encloses(instance)) : painted,
    ...(laneLines && { laneLines }),
  });
}

type Clip = { readonly near: number; readonly far: number };

/** Shadows and clipping for a camera that the recipe puts nearer or farther than the scene does. */
function fitted(stand: Viewpoint, own: Viewpoint, shadowReachMetres: number, { near, far }: Clip) {
  const away = distance(stand);
  return {
    // The shadowed square reaches 1.75 of its half side ahead of the camera, and must still hold what the scene looks at.
    shadowReachMetres: shadowReachMetres + Math.max(0, away - distance(own)) / 1.75,
    clipMetres: { near: Math.min(near, away / 10), far: Math.max(far, 4 * away) },
  };
}

/** Metres from the camera to what it looks at. */
function distance({ position: [x, y, z], target }: Viewpoint): number {
  return Math.hypot(target[0] - x, target[1] - y, target[2] - z);
}

/** The scene that the recipe names, after checking that it has the classes the recipe wants annotated. */
function sceneOf(recipe: Recipe): Scene<unknown> {
  const { scene: name, labels } = recipe;
  if (!isScene(name)) throw new RecipeError(`scene: "${name}" given; expected one of ${Object.keys(scenes).join(", ")}.`);
  const scene: Scene<unknown> = scenes[name];
  if (recipe.assets.length > 0 && !scene.takesAssets) throw new RecipeError(noPlaceFor(name));
  const things = classesOf(scene.classes, recipe)
    .filter(({ kind }) => kind === "thing")
    .map((thing) => thing.name);
  const expect = (field: string, asked: readonly (string | undefined)[], example: (meant: string) => string) => {
    const unknown = asked.find((one) => one !== undefined && !things.includes(one));
    if (unknown === undefined) return;
    const meant = nearest(unknown, things) ?? things[0] ?? "";
    throw new RecipeError(
      `${field}: "${unknown}" given; expected classes of the scene ${name}: ${things.join(", ")}; for example ${example(meant)}.`,
    );
  };
  expect("labels.classes", labels.classes ?? [], (meant) => `[${meant}]`);
  const { orbit, lookAt } = recipe.camera.pose ?? {};
  expect("camera.pose.orbit.instance.class", [orbit?.instance?.class], (meant) => meant);
  expect("camera.pose.lookAt.instance.class", [lookAt?.instance?.class], (meant) => meant);
  return scene;
}

const unbentPhotograph =
  "background: a photograph fills the finished picture, so no lens can bend it and no shutter shear it; " +
  "expected a camera without distortion and rollingShutterSeconds.";

function noPlaceFor(name: string): string {
  const others = Object.entries<Scene<unknown>>(scenes).flatMap(([other, { takesAssets }]) => (takesAssets ? other : []));
  return `assets: models were given, and the scene ${name} has no place for them; expected none, or another scene: ${others.join(", ")}.`;
}

/** The classes of a scene and, after its own things, those of the user's models. */
function classesOf(own: readonly ClassSpec[], { assets }: Recipe): ClassSpec[] {
  const known = new Map(own.map((entry) => [entry.name, entry.kind]));
  const stuff = assets.findIndex((asset) => known.get(asset.class) === "stuff");
  if (stuff >= 0)
    throw new RecipeError(
      `assets[${stuff}].class: "${assets[stuff]?.class}" given, which the scene uses for what is not counted; expected another name, for example "mug".`,
    );
  const added = new Set(assets.map((asset) => asset.class).filter((name) => !known.has(name)));
  const imported = [...added].map((name): ClassSpec => ({ name, kind: "thing", supercategory: "asset" }));
  return [...own.filter(({ kind }) => kind === "thing"), ...imported, ...own.filter(({ kind }) => kind === "stuff")];
}

function isScene(name: string): name is keyof typeof scenes {
  return Object.hasOwn(scenes, name);
}

/** The spec as plain JSON with short numbers. A number that JSON cannot hold is a mistake in a layout. */
function rounded(spec: SceneSpec): SceneSpec {
  const text = JSON.stringify(spec, (key, value: unknown) => {
    if (typeof value !== "number") return value;
    if (!Number.isFinite(value)) throw new Error(`${spec.scene}, seed ${spec.seed}, index ${spec.index}: ${key} is ${value}`);
    // A model in small units has a scale far below a millionth.
    return key === "scale" ? Number(value.toPrecision(6)) : Math.round(value * steps) / steps;
  });
  return JSON.parse(text);
}

import { type BufferAttribute, type BufferGeometry, Frustum, type Material, Matrix4, PerspectiveCamera, Vector3 } from "three";
import { type Developing, developingOf, exposureValue, whiteCardCandelas } from "../camera/exposure";
import { lensOf } from "../camera/lens";
import { outlook } from "../camera/shots";
import { RecipeError } from "../errors";
import { stream } from "../recipe/random";
import { worldOf } from "../recipe/sequence";
import type { CameraSpec, ImageSpec, SceneSpec } from "../recipe/spec";
import { type FullWeather, fullWeather } from "../recipe/weather";
import { type AssetLibrary, noAssets } from "./assets/library";
import { placeAssets } from "./assets/placed";
import { bake } from "./bake";
import type { Conditions } from "./conditions";
import { aimLight } from "./key-light";
import { HALOS_FROM } from "./lamps/lamp-nodes";
import { chooseLamps, lampLux, lampsOf, type PlacedLamp } from "./lamps/lamps";
import { type LensDrop, lensDropsOf } from "./lens-drops";
import { lookThrough } from "./look";
import type { Look } from "./materials";
import { advance, exposureSpan } from "./moving";
import { nothingOpen, type OpenPictures } from "./pictures/library";
import { type Precipitation, precipitationOf } from "./precipitation";
import type { Rig } from "./rig";
import { shapesOf } from "./shapes";
import { daylight } from "./sky/daylight";
import { CLOUDS_FROM, type InTheSky } from "./sky/dome";
import { environmentLight } from "./sky/environment";
import { planEnvironment } from "./sky/environment-plan";
import type { Light } from "./sky/light";
import { type LightPlan, type LightSample, planLight } from "./sky/light-plan";
import { roomLight } from "./sky/room";
import { firmamentOf } from "./sky/star-chart";
import type { InstanceTable, LaterOf, ShapeOf, TrianglesOf, VelocitiesOf } from "./table";
import { importedTriangles, trianglesOf, velocitiesOf } from "./triangles";

/** A SceneSpec as three.js objects: the geometry and the light of one picture. Any number can be built while another is on the rig. */
export type Stage = Disposable & {
  readonly rig: Rig;
  /** All that the picture shows but the user's models that are not painted: one geometry in world space, with a group for each material. */
  readonly geometry: BufferGeometry;
  /** The materials of those groups, in their order. */
  readonly materials: readonly Material[];
  readonly table: InstanceTable;
  readonly shapeOf: ShapeOf;
  readonly laterOf: LaterOf;
  readonly trianglesOf: TrianglesOf;
  /** Under a rolling shutter. */
  readonly velocitiesOf: VelocitiesOf;
  /** Those of the user's models alone, which are not joined: by instance id. */
  importedTriangles(): ReadonlyMap<number, Float32Array>;
  readonly camera: CameraSpec;
  readonly image: ImageSpec;
  /** How the light is developed; ideally when left out. */
  readonly developing?: Developing;
  /** One for each sub-frame. */
  readonly lights: readonly LightSample[];
  /** Whether wet ground mirrors what stands on it. */
  readonly mirrors: boolean;
  /** What falls before the camera. */
  readonly precipitation?: Precipitation | undefined;
  /** What clings to the lens. */
  readonly lensDrops: readonly LensDrop[];
  /** Puts the stage on its rig, to be drawn. Dispose what it returns before the next stage is put there. */
  mount(): Disposable;
  /**
   * The same stage in plain colours, for which one material has to be compiled, and those with holes: its triangles and holes are those of the stage, and so its labels. It has no mirror images, and ends with
   * the stage.
   */
  sketch(): Stage;
  /** Whether anything moves while the picture is exposed. */
  readonly moves: boolean;
  /** How fast the fastest of what moves goes by, radians per second: how finely a rolling shutter has to be drawn. */
  readonly passing: number;
  /** Moves what moves to where it is some seconds after the middle of the exposure, before it when negative. False when it is there already. */
  advance(seconds: number): boolean;
  /** Points the shadow-casting light for a sub-frame; the stage has to be mounted. */
  aim(light: LightSample): void;
};

/**
 * Builds the Stage of a spec on a rig; `library` has the user's models that the spec names, `pictures` are its pictures; `motion` says that it is
 * asked for how far all moves until the next image. Throws a RecipeError when
 * the spec names a model, picture or class that does not exist.
 */
export function build(
  rig: Rig,
  spec: SceneSpec,
  library: AssetLibrary = noAssets,
  pictures: OpenPictures = nothingOpen,
  motion = false,
): Stage {
  const table = instanceTable(spec);
  const eye = new Vector3(...spec.camera.position);
  const reach = spec.shadowReachMetres;
  const centre = shadowCentre(spec, eye);
  const focalPixels = lensOf(spec.camera, spec.image).focal;
  const weather = spec.room || spec.environment ? undefined : fullWeather(spec.weather);
  const mirrors = (weather?.wetness ?? 0) > MIRRORS_FROM;
  const frustums = frustumsOf(spec);
  const exposed = exposureSpan(spec);
  const baked = bake(spec.instances, {
    frustums: mirrors ? frustums.flatMap(mirroredToo) : frustums,
    eye,
    focalPixels,
    shadows: { centre, reach: reach * 1.7 },
    motion,
    exposed,
    pictures: pictures.surfaces.layers,
    models: library,
  });
  const position = baked.visible.getAttribute("position") as BufferAttribute;
  let moment = 0;
  const { light, plan, lamps, surroundings } = lightUp(spec, pictures);
  const conditions = conditionsOf(spec, weather, light, plan);
  const assets = placeAssets(spec, library, conditions);
  const clouds = stream(spec.seed, worldOf(spec), "clouds");
  const cloudsAt = [clouds(), clouds()] as const;
  const firmament = firmamentOf(spec);

  const mount = (look: Look): Disposable => {
    rig.camera.near = spec.camera.near;
    rig.camera.far = spec.camera.far;
    rig.focal.value = focalPixels;
    rig.weathering.set(weather);
    rig.mirror.show(undefined);
    rig.visible.geometry = baked.visible;
    rig.nearest.geometry = baked.visible;
    rig.casters.geometry = baked.casters;
    if (assets.meshes.length > 0) rig.scene.add(...assets.meshes);
    rig.sky.surroundings.set(surroundings);
    rig.dress(look, conditions, inTheSky(light, conditions), pictures.photograph !== undefined);
    rig.sky.backdrop.set(pictures.photograph);
    rig.pictures.set(pictures.surfaces.texture);
    rig.sky.set(light, cloudsAt, firmament);
    rig.sky.dome.position.copy(eye);
    // Just inside the farthest distance that the camera sees, so that it hides nothing.
    rig.sky.dome.scale.setScalar(0.9 * spec.camera.far);
    rig.ambient.set(plan.ambient);
    return { [Symbol.dispose]: () => rig.scene.remove(...assets.meshes) };
  };
  const dressedFor = (look: Look) => ({
    materials: materialsOf(baked.visible, rig.materials(look, conditions)),
    mount: () => mount(look),
  });

  return {
    rig,
    table,
    geometry: baked.visible,
    ...dressedFor("finished"),
    sketch() {
      return { ...this, ...dressedFor("sketch"), mirrors: false };
    },
    ...shapesOf(spec, library),
    trianglesOf: trianglesOf(baked.visible, assets.meshes),
    velocitiesOf: spec.camera.rollingShutterSeconds && exposed ? velocitiesOf(baked, exposed) : () => undefined,
    moves: baked.moving.length > 0,
    passing: baked.passing,
    importedTriangles: () => importedTriangles(assets.meshes),
    camera: spec.camera,
    image: spec.image,
    ...(spec.sensor && { developing: developingOf(spec, spec.sensor, light.candelas) }),
    lights: plan.samples,
    mirrors,
    precipitation: weather && precipitationOf(spec, light, lamps),
    lensDrops: weather ? lensDropsOf(spec) : [],
    advance(seconds) {
      if (!exposed || baked.moving.length === 0 || seconds === moment) return false;
      advance(position, baked.moving, exposed, seconds);
      moment = seconds;
      return true;
    },
    aim(sample) {
      aimLight(rig.key, sample, centre, reach);
      rig.lamps.set(sample.lamps ?? [], light.lampGain);
    },
    [Symbol.dispose]() {
      assets[Symbol.dispose]();
      baked.visible.dispose();
      baked.casters.dispose();
    },
  };
}

function conditionsOf(
  { room, environment }: SceneSpec,
  weather: FullWeather | undefined,
  { air }: Light,
  { samples }: LightPlan,
): Conditions {
  const lamps = samples.some((sample) => sample.lamps !== undefined);
  return {
    weathered: weather !== undefined && (weather.wetness > 0 || weather.snowCover > 0),
    lamps,
    keyLamp: samples.some(({ lamp }) => lamp !== undefined),
    // The shaders decide in 32 bits; here it is only said where they need not ask.
    halos: lamps && air.ground + air.falling > 0.99 * HALOS_FROM,
    around: environment ? "panorama" : room ? "room" : "sky",
  };
}

function materialsOf({ groups }: BufferGeometry, all: readonly Material[]): Material[] {
  return groups.map(({ materialIndex = 0 }) => {
    const material = all[materialIndex];
    if (!material) throw new Error(`a geometry has a group of the material ${materialIndex}, and there are ${all.length}`);
    return material;
  });
}

function inTheSky({ cloudCover, candelas, night }: Light, { halos }: Conditions): InTheSky {
  return {
    clouds: cloudCover > CLOUDS_FROM,
    stars: night !== undefined && candelas < STARS_BELOW,
    moon: night !== undefined && night.moon.direction[1] > -0.01,
    halos,
  };
}

/** Luminance of a white card in cd/m² from which no star can be told from the sky: the brightest spreads over a pixel as about 1 cd/m². */
const STARS_BELOW = 300;

/** The light of a scene, its share for each sub-frame, and the lamps in it. */
type Lit = {
  readonly light: Light;
  readonly plan: LightPlan;
  readonly lamps: readonly PlacedLamp[];
  /** The user's panorama as it is seen. */
  readonly surroundings?: Parameters<Rig["sky"]["surroundings"]["set"]>[0];
};

/** Wetness from which the ground mirrors. */
const MIRRORS_FROM = 0.25;

/** A frustum, and what it sees in a mirror at height 0. */
function mirroredToo(frustum: Frustum): Frustum[] {
  const mirrored = frustum.clone();
  for (const plane of mirrored.planes) plane.normal.y *= -1;
  return [frustum, mirrored];
}

/**
 * The light with the exposure that the camera is set to: a white card at which an incident meter reads the camera's EV comes out at 1, and
 * what saturates by ISO 12232, 1.2 times 2^EV cd/m² (Lagarde and de Rousiers, 2014), at 1.5. Without such settings it stays metered.
 */
function lightUp(spec: SceneSpec, pictures: OpenPictures): Lit {
  const { camera } = spec;
  const ev = exposureValue(camera);
  if (ev === undefined) return meteredLight(spec, pictures);
  const { light } = meteredLight({ ...spec, camera: { ...camera, exposureBias: 0 } }, pictures);
  const exposureBias = camera.exposureBias + Math.log2(light.candelas / whiteCardCandelas(ev));
  return meteredLight({ ...spec, camera: { ...camera, exposureBias } }, pictures);
}

/** The light of the user's panorama, of a room or of the weather, and its share for each sub-frame. */
function meteredLight(spec: SceneSpec, { panorama: shown }: OpenPictures): Lit {
  const { seed, image, camera, environment, room } = spec;
  const index = worldOf(spec);
  if (environment && shown) {
    const light = environmentLight(shown.panorama.survey, environment, camera.exposureBias, room ? 1 : 0);
    return { light, plan: planEnvironment(light, image.subframes, seed, index), lamps: [], surroundings: { ...shown, light } };
  }
  if (room) {
    const light = roomLight(room, camera.exposureBias);
    return { light, plan: planLight(light, image.subframes, seed, index), lamps: [] };
  }
  const view = { eye: camera.position, target: camera.target };
  const lamps = chooseLamps(lampsOf(spec.instances), view);
  const light = daylight(spec.weather, camera.exposureBias, lampLux(lamps, view));
  return { light, plan: planLight(light, image.subframes, seed, index, lamps), lamps };
}

function instanceTable(spec: SceneSpec): InstanceTable {
  const classIds = new Map(spec.classes.map(({ name }, at) => [name, at + 1]));
  const classIdOf = (name: string, where: string) => {
    const id = classIds.get(name);
    if (id === undefined)
      throw new RecipeError(`${where}: class "${name}" is not among the classes ${[...classIds.keys()].join(", ")}`);
    return id;
  };
  return {
    rows: spec.instances.map((instance, at) => {
      const classId = classIdOf(instance.class, `instances[${at}].class`);
      return { instanceId: at + 1, class: instance.class, classId, kind: spec.classes[classId - 1]?.kind ?? "stuff" };
    }),
    backgroundClassId: classIdOf(spec.background, "background"),
  };
}

/** Where the shadow map lies: around the target of a camera that looks down, else on the ground before it. */
function shadowCentre({ camera, shadowReachMetres }: SceneSpec, eye: Vector3): Vector3 {
  const target = new Vector3(...camera.target);
  const forward = target.clone().sub(eye).normalize();
  if (forward.y < -0.2) return target;
  return eye.clone().addScaledVector(forward.setY(0).normalize(), shadowReachMetres * 0.75);
}

/** All that the camera sees, from the beginning of the exposure to its end and through every point of the aperture. */
function frustumsOf(spec: SceneSpec): Frustum[] {
  const camera = new PerspectiveCamera();
  camera.near = spec.camera.near;
  camera.far = spec.camera.far;
  return outlook(spec.camera, spec.image).map((shot) => {
    lookThrough(camera, spec.camera, shot);
    const clip = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    return new Frustum().setFromProjectionMatrix(clip, camera.coordinateSystem);
  });
}

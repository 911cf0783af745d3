import {
  AnimationMixer,
  Box3,
  type BufferGeometry,
  type Material,
  Matrix4,
  Mesh,
  type Object3D,
  Quaternion,
  Vector3,
} from "three";
import type { MeshStandardNodeMaterial } from "three/webgpu";
import { z } from "zod";
import { RecipeError } from "../../errors";
import { type AssetEntry, type AssetFiles, modelsOf } from "../../recipe/assets";
import type { InstanceSpec, Vec3 } from "../../recipe/spec";
import { type Conditions, conditionsKey } from "../conditions";
import type { Surrounding } from "../light-from";
import type { Bounds } from "../models/model";
import { type FlatPart, flatten } from "./flatten";
import { hullCorners } from "./hull";
import { POSES } from "./limits";
import { type LoadedModel, loadModel } from "./load";
import { type MeasuredAsset, type Pose, sides, standing } from "./measure";
import { paintedGeometry, takesPaint } from "./painted";
import { importedSurface, texturesOf } from "./surface";

/** The user's models, loaded once for a worker. */
export type AssetLibrary = {
  /** What a layout can place: one for each entry of the recipe, with those of its files that can be used. */
  readonly measured: readonly MeasuredAsset[];
  /** A sentence for each file that was left out. */
  readonly problems: readonly string[];
  /**
   * The meshes of an instance whose model is `asset`, as they look in some conditions, without what a texture covers. Static geometry and all materials stay with the library; what
   * `dispose` frees belongs to the picture. Throws a RecipeError when its file is not among the recipe's or its parameters are wrong.
   */
  place(
    instance: InstanceSpec,
    instanceId: number,
    conditions: Conditions,
  ): { readonly meshes: readonly Mesh[]; dispose(): void };
  /** What a texture covers of such an instance: its solid surfaces, standing on the ground in the middle, metres. Throws like `place`. */
  painted(instance: InstanceSpec): readonly BufferGeometry[];
  /** The box round such an instance, standing on the ground in the middle, metres. Throws like `place`. */
  bounds(instance: InstanceSpec): Bounds;
  dispose(): void;
};

/** The library of a recipe without assets. */
export const noAssets: AssetLibrary = {
  measured: [],
  problems: [],
  place: (instance, instanceId, conditions) => place(new Map(), instance, instanceId, conditions),
  painted: (instance) => painted(new Map(), instance),
  bounds: (instance) => bounds(new Map(), instance),
  dispose() {},
};

const parametersSchema = z.strictObject({
  file: z.string(),
  scale: z.number().positive(),
  upAxis: z.enum(["y", "z"]),
  clip: z.string().optional(),
  time: z.number().nonnegative().optional(),
});

/** One file: its objects, and its triangles as they stand without a clip. */
type Shelved = {
  readonly model: LoadedModel;
  readonly rest: readonly FlatPart[];
  /** How a material of the file looks in some conditions; made when it is first asked for. */
  readonly surfaceOf: (source: Material, conditions: Conditions) => MeshStandardNodeMaterial;
  readonly poses: readonly Pose[];
  undress(): void;
};

/**
 * Loads every model that the recipe's assets name. Files that are broken, too large or refer to what is outside of their folder are
 * left out. Throws one RecipeError with a line for each entry that names no file, or for each file when none at all can be used.
 */
export async function loadLibrary(entries: readonly AssetEntry[], files: AssetFiles, world: Surrounding): Promise<AssetLibrary> {
  const lists = entries.map((entry) => modelsOf(entry, Object.keys(files)));
  const absent = entries.flatMap((entry, at) => (lists[at]?.length ? [] : missing(at, entry)));
  if (absent.length > 0) throw new RecipeError(absent.join("\n"));
  const shelf = new Map<string, Shelved>();
  const broken = new Map<string, string>();
  for (const [at, path] of lists.flatMap((paths, at) => paths.map((path) => [at, path] as const))) {
    if (shelf.has(path) || broken.has(path)) continue;
    try {
      shelf.set(path, shelve(await loadModel(path, files), world));
    } catch (error) {
      broken.set(path, `assets[${at}]: ${path} cannot be used: ${error instanceof Error ? error.message : error}.`);
    }
  }
  const problems = [...broken.values()];
  if (shelf.size === 0) throw new RecipeError(problems.join("\n"));
  const measured = entries.map((entry, at) => ({
    ...entry,
    files: (lists[at] ?? []).flatMap((file) => {
      const shelved = shelf.get(file);
      return shelved ? { file, poses: shelved.poses } : [];
    }),
  }));
  const dispose = () => {
    for (const shelved of shelf.values()) disposeShelved(shelved);
  };
  return {
    measured,
    problems,
    place: (instance, instanceId, conditions) => place(shelf, instance, instanceId, conditions),
    painted: (instance) => painted(shelf, instance),
    bounds: (instance) => bounds(shelf, instance),
    dispose,
  };
}

function missing(at: number, { file }: AssetEntry): string {
  return (
    `assets[${at}].file: ${JSON.stringify(file)} given, and there is no such model; expected a .glb, .gltf or .obj file, ` +
    "or a folder of them, beside the recipe, for example models/mug.glb."
  );
}

function shelve(model: LoadedModel, world: Surrounding): Shelved {
  try {
    const rest = flatten(model.root);
    const bounds = boundsOf(rest);
    if (Math.max(...sides(bounds)) === 0) throw new Error("it has no size");
    return { model, rest, ...dressing(world), poses: model.clips.length > 0 ? posesOf(model) : [{ bounds, hull: hullOf(rest) }] };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** The surfaces of a file. */
function dressing(world: Surrounding): Pick<Shelved, "surfaceOf" | "undress"> {
  const made = new Map<string, Map<Material, MeshStandardNodeMaterial>>();
  return {
    surfaceOf(source, conditions) {
      const key = conditionsKey(conditions);
      const alike = made.get(key) ?? new Map<Material, MeshStandardNodeMaterial>();
      const surface = alike.get(source) ?? importedSurface(source, world, conditions);
      made.set(key, alike.set(source, surface));
      return surface;
    },
    undress() {
      for (const surface of [...made.values()].flatMap((alike) => [...alike.values()])) surface.dispose();
    },
  };
}

/** Evenly spaced moments of every clip. */
function posesOf(model: LoadedModel): Pose[] {
  return model.clips.flatMap(({ name, duration }) =>
    Array.from({ length: POSES }, (_, at) => {
      const time = Math.round((duration * at * 1e3) / POSES) / 1e3;
      const parts = posed(model, name, time);
      const [bounds, hull] = [boundsOf(parts), hullOf(parts)];
      for (const { geometry } of parts) geometry.dispose();
      return { clip: name, time, bounds, hull };
    }),
  );
}

/** The triangles at a time of a clip, in seconds; the model is left as it was. */
function posed({ root, clips }: LoadedModel, name: string, time: number): FlatPart[] {
  const clip = clips.find((one) => one.name === name);
  if (!clip)
    throw new RecipeError(
      `There is no clip ${JSON.stringify(name)}; expected one of ${clips.map((one) => one.name).join(", ")}.`,
    );
  const mixer = new AnimationMixer(root);
  mixer.clipAction(clip).play();
  mixer.setTime(time);
  try {
    return flatten(root);
  } finally {
    mixer.stopAllAction();
    mixer.uncacheRoot(root);
  }
}

function hullOf(parts: readonly FlatPart[]): Vec3[] {
  return hullCorners(parts.map(({ geometry }) => geometry.getAttribute("position").array));
}

function boundsOf(parts: readonly FlatPart[]): Bounds {
  const box = new Box3();
  for (const { geometry } of parts) if (geometry.boundingBox) box.union(geometry.boundingBox);
  return { min: box.min.toArray(), max: box.max.toArray() };
}

type Shelf = ReadonlyMap<string, Shelved>;

/** The model of an instance and its checked parameters. */
function find(shelf: Shelf, instance: InstanceSpec): { shelved: Shelved; parameters: z.output<typeof parametersSchema> } {
  const result = parametersSchema.safeParse(instance.parameters);
  if (!result.success) throw new RecipeError(`The parameters of an asset are wrong: ${z.prettifyError(result.error)}.`);
  const { file } = result.data;
  const shelved = shelf.get(file);
  if (shelved) return { shelved, parameters: result.data };
  throw new RecipeError(`There is no model ${file} among the recipe's assets (${[...shelf.keys()].join(", ") || "none"}).`);
}

function bounds(shelf: Shelf, instance: InstanceSpec): Bounds {
  const { shelved, parameters } = find(shelf, instance);
  const { scale, upAxis, clip, time = 0 } = parameters;
  const parts = clip === undefined ? shelved.rest : posed(shelved.model, clip, time);
  const box = standing(boundsOf(parts), scale, upAxis);
  if (clip !== undefined) for (const { geometry } of parts) geometry.dispose();
  return box;
}

function place(shelf: Shelf, instance: InstanceSpec, id: number, conditions: Conditions): ReturnType<AssetLibrary["place"]> {
  const { shelved, parameters } = find(shelf, instance);
  const { scale, upAxis, clip, time = 0 } = parameters;
  const parts = clip === undefined ? shelved.rest : posed(shelved.model, clip, time);
  const matrix = placed(instance).multiply(stood(boundsOf(parts), scale, upAxis));
  const meshes = parts.flatMap(({ geometry, material }) => {
    if (instance.texture && takesPaint(material)) return [];
    return meshOf(new Mesh(geometry, shelved.surfaceOf(material, conditions)), matrix, id);
  });
  return {
    meshes,
    dispose() {
      for (const mesh of meshes) disposeMesh(mesh);
      if (clip !== undefined) for (const { geometry } of parts) geometry.dispose();
    },
  };
}

function painted(shelf: Shelf, instance: InstanceSpec): BufferGeometry[] {
  const { shelved, parameters } = find(shelf, instance);
  const { scale, upAxis, clip, time = 0 } = parameters;
  const parts = clip === undefined ? shelved.rest : posed(shelved.model, clip, time);
  const matrix = stood(boundsOf(parts), scale, upAxis);
  return parts.filter(({ material }) => takesPaint(material)).map((part) => paintedGeometry(part, matrix));
}

function placed({ position, rotation }: InstanceSpec): Matrix4 {
  return new Matrix4().compose(new Vector3(...position), new Quaternion(...rotation), new Vector3(1, 1, 1));
}

/** From the space of the file to metres, standing on the ground: up is up, the middle of its footprint comes to the origin. */
function stood({ min, max }: Bounds, scale: number, upAxis: "y" | "z"): Matrix4 {
  const [x, y, z] = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const foot = upAxis === "y" ? new Matrix4().makeTranslation(-x, -min[1], -z) : new Matrix4().makeTranslation(-x, -y, -min[2]);
  const upright = upAxis === "y" ? new Matrix4() : new Matrix4().makeRotationX(-Math.PI / 2);
  return new Matrix4().makeScale(scale, scale, scale).multiply(upright).multiply(foot);
}

function meshOf(mesh: Mesh, matrix: Matrix4, id: number): Mesh {
  mesh.matrixAutoUpdate = false;
  mesh.matrix.copy(matrix);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  mesh.userData.id = id;
  return mesh;
}

/** three r187 keeps the uniforms of a mesh until this; its types do not know it yet. */
function disposeMesh(mesh: Object3D): void {
  mesh.removeFromParent();
  if ("dispose" in mesh && typeof mesh.dispose === "function") mesh.dispose();
}

function disposeShelved({ model, rest, undress }: Shelved): void {
  for (const { geometry, material } of rest) {
    geometry.dispose();
    for (const texture of texturesOf(material)) texture.dispose();
  }
  undress();
  model.dispose();
}

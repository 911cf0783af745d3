import type { Mesh } from "three";
import type { SceneSpec } from "../../recipe/spec";
import type { Conditions } from "../conditions";
import { SHADOW_LAYER } from "../shadow-layer";
import type { AssetLibrary } from "./library";

/** True for an instance that shows a model of the user's. */
export function isAsset({ model }: { readonly model: string }): boolean {
  return model === "asset";
}

/** The meshes of the user's models in a spec, as they look in some conditions, to be put into the scene. Dispose after the picture. Throws like `AssetLibrary.place`. */
export function placeAssets(
  { instances }: SceneSpec,
  library: AssetLibrary,
  conditions: Conditions,
): Disposable & { readonly meshes: readonly Mesh[] } {
  const placed: ReturnType<AssetLibrary["place"]>[] = [];
  const dispose = () => {
    for (const one of placed) one.dispose();
  };
  try {
    for (const [at, instance] of instances.entries())
      if (isAsset(instance)) placed.push(library.place(instance, at + 1, conditions));
  } catch (error) {
    dispose();
    throw error;
  }
  const meshes = placed.flatMap((one) => one.meshes);
  for (const mesh of meshes) mesh.layers.enable(SHADOW_LAYER);
  return { meshes, [Symbol.dispose]: dispose };
}

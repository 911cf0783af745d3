import type { SceneSpec } from "../../recipe/spec";
import type { Conditions } from "../conditions";
import type { Rig } from "../rig";
import { SHADOW_LAYER } from "../shadow-layer";
import type { AssetLibrary } from "./library";

/** True for an instance that shows a model of the user's. */
export function isAsset({ model }: { readonly model: string }): boolean {
  return model === "asset";
}

/** Adds the user's models of a spec to the scene, as they look in some conditions. Dispose before the next picture. Throws like `AssetLibrary.place`. */
export function addAssets(rig: Rig, { instances }: SceneSpec, library: AssetLibrary, conditions: Conditions): Disposable {
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
  for (const mesh of placed.flatMap(({ meshes }) => meshes)) {
    mesh.layers.enable(SHADOW_LAYER);
    rig.scene.add(mesh);
  }
  return { [Symbol.dispose]: dispose };
}

import type { InstanceSpec, SceneSpec } from "../recipe/spec";
import type { AssetLibrary } from "./assets/library";
import { isAsset } from "./assets/placed";
import { builtParts } from "./built";
import { type Modelled, modelKeypoints } from "./models";
import type { Bounds } from "./models/model";
import { exposureSpan, laterIn } from "./moving";
import { remember } from "./remember";
import type { InstanceShape, LaterOf, ShapeOf } from "./table";

/**
 * The shapes of the instances of a spec, for labels in three dimensions, and where those that move are at the end of the exposure. Boxes are those of the vertices at the finest detail, so that
 * they do not depend on how far away a thing stands. What is alike, such as boxes on a shelf, is measured once. Throws like `build`.
 */
export function shapesOf(spec: SceneSpec, library: AssetLibrary): { readonly shapeOf: ShapeOf; readonly laterOf: LaterOf } {
  const { instances } = spec;
  const known = new Map<string, InstanceShape>();
  const shapeOf = (instance: InstanceSpec): InstanceShape => {
    const key = JSON.stringify([instance.model, instance.parameters]);
    const shape = known.get(key) ?? measure(instance, library);
    known.set(key, shape);
    return shape;
  };
  return {
    shapeOf(instanceId) {
      const instance = instances[instanceId - 1];
      if (!instance) throw new Error(`There is no instance ${instanceId}; the spec has ${instances.length}`);
      return shapeOf(instance);
    },
    laterOf: laterIn(spec, exposureSpan(spec), shapeOf),
  };
}

function measure(instance: InstanceSpec, library: AssetLibrary): InstanceShape {
  if (isAsset(instance)) return { box: library.bounds(instance) };
  const keypoints = modelKeypoints(instance);
  return { box: vertexBox({ model: instance.model, parameters: instance.parameters }), ...(keypoints ? { keypoints } : {}) };
}

/** For all pictures: in a sequence most things are those of the image before. */
const vertexBox = remember(2000, (instance: Modelled): Bounds => {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { geometry } of builtParts(instance, "near")) {
    const { array } = geometry.getAttribute("position");
    for (let at = 0; at < array.length; at++) {
      const axis = (at % 3) as 0 | 1 | 2;
      const value = array[at] ?? 0;
      if (value < min[axis]) min[axis] = value;
      if (value > max[axis]) max[axis] = value;
    }
  }
  return { min, max };
});

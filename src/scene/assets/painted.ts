import { BackSide, BufferAttribute, BufferGeometry, DoubleSide, type Material, type Matrix4 } from "three";
import { MeshPhysicalMaterial } from "three/webgpu";
import type { FlatPart } from "./flatten";

/** Whether a random texture covers a surface: what is cut out or lets light through stays as it is, and so do the labels. */
export function takesPaint(material: Material): boolean {
  const transmission = material instanceof MeshPhysicalMaterial ? material.transmission : 0;
  return !material.transparent && material.alphaTest === 0 && transmission === 0;
}

/**
 * The triangles of a part, moved by a matrix without shear, as a material that draws front sides only needs them: what the file wants to be seen
 * from behind is there as a second layer that faces the other way.
 */
export function paintedGeometry({ geometry, material }: FlatPart, matrix: Matrix4): BufferGeometry {
  const moved = new BufferGeometry();
  const fields = ["position", "normal", "uv"] as const;
  for (const name of fields) moved.setAttribute(name, geometry.getAttribute(name).clone());
  moved.applyMatrix4(matrix);
  const front = Uint32Array.from(geometry.index?.array ?? []);
  if (material.side !== BackSide && material.side !== DoubleSide) return moved.setIndex(new BufferAttribute(front, 1));
  const vertices = moved.getAttribute("position").count;
  const both = material.side === DoubleSide;
  const back = new BufferGeometry();
  for (const name of fields) {
    const own = Float32Array.from(moved.getAttribute(name).array);
    const turned = name === "normal" ? own.map((value) => -value) : own;
    const size = moved.getAttribute(name).itemSize;
    back.setAttribute(name, new BufferAttribute(both ? Float32Array.from([...own, ...turned]) : turned, size));
  }
  const flipped = front.map((_, at) => (front[at + 2 - 2 * (at % 3)] ?? 0) + (both ? vertices : 0));
  return back.setIndex(new BufferAttribute(both ? Uint32Array.from([...front, ...flipped]) : flipped, 1));
}

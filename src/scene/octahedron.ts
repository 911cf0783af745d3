import type { Vec3 } from "../recipe/spec";

/** Directions as places on an unfolded octahedron, both coordinates from -1 to 1 (Cigolle et al., A Survey of Efficient Representations for Independent Unit Vectors, 2014). */
export function unfolded([x, y, z]: Vec3): readonly [u: number, v: number] {
  const size = Math.abs(x) + Math.abs(y) + Math.abs(z);
  const [u, v] = [x / size, y / size];
  return z >= 0 ? [u, v] : [(1 - Math.abs(v)) * side(u), (1 - Math.abs(u)) * side(v)];
}

/** The way back: the unit vector of a place. */
export function folded(u: number, v: number): Vec3 {
  const z = 1 - Math.abs(u) - Math.abs(v);
  const [x, y] = z < 0 ? [(1 - Math.abs(v)) * side(u), (1 - Math.abs(u)) * side(v)] : [u, v];
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function side(value: number): number {
  return value >= 0 ? 1 : -1;
}

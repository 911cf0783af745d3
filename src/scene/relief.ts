import type { Node } from "three/webgpu";

/**
 * The normal of a surface whose points stand out by `height` metres: the gradient of the height over the surface, from differences
 * between neighbouring pixels (Mikkelsen, Bump Mapping Unparametrized Surfaces on the GPU, 2010). It needs no tangents and no more texture lookups. `position` is that of the point without
 * relief, `normal` the unit normal there, both along the same axes, which are those of the result.
 */
export function reliefNormal(height: Node<"float">, position: Node<"vec3">, normal: Node<"vec3">): Node<"vec3"> {
  const [right, down] = [position.dFdx(), position.dFdy()];
  const [alongRight, alongDown] = [down.cross(normal), normal.cross(right)];
  const area = right.dot(alongRight);
  const gradient = alongRight.mul(height.dFdx()).add(alongDown.mul(height.dFdy())).mul(area.sign());
  return normal.mul(area.abs()).sub(gradient).normalize();
}

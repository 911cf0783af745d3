import { normalView, positionView } from "three/tsl";
import type { Node } from "three/webgpu";

/**
 * The normal, in view space, of a surface whose points stand out by `height` metres: the gradient of the height over the surface, from differences
 * between neighbouring pixels (Mikkelsen, Bump Mapping Unparametrized Surfaces on the GPU, 2010). It needs no tangents and no more texture lookups.
 */
export function reliefNormal(height: Node<"float">): Node<"vec3"> {
  const [right, down] = [positionView.dFdx(), positionView.dFdy()];
  const [alongRight, alongDown] = [down.cross(normalView), normalView.cross(right)];
  const area = right.dot(alongRight);
  const gradient = alongRight.mul(height.dFdx()).add(alongDown.mul(height.dFdy())).mul(area.sign());
  return normalView.mul(area.abs()).sub(gradient).normalize();
}

import { cameraPosition, float, select } from "three/tsl";
import type { Node } from "three/webgpu";

/**
 * Optical depth of the air between the camera and a point of the world: `opticalDepth` of `recipe/air.ts` for the GPU. `air` holds extinction at
 * the ground, scale height and extinction of what falls. Seen in a mirror on the ground, the way begins where it leaves the mirror.
 */
export function opticalDepth(air: Node<"vec3">, point: Node<"vec3">): Node<"float"> {
  const way = point.sub(cameraPosition);
  const under = cameraPosition.y.negate().max(0);
  const share = float(1).sub(under.div(under.add(point.y.max(0.001))));
  const from = cameraPosition.y.max(0);
  const rise = point.y.sub(from).div(air.y);
  const mean = select(rise.abs().lessThan(1e-3), rise.mul(-0.5).add(1), rise.negate().exp().oneMinus().div(rise));
  return way
    .length()
    .mul(share)
    .mul(air.x.mul(from.div(air.y).negate().exp()).mul(mean).add(air.z));
}

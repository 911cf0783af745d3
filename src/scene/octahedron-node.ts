import { abs, float, normalize, select, vec2, vec3 } from "three/tsl";
import type { Node } from "three/webgpu";

/** `unfolded` of `octahedron.ts` for the GPU. */
export function unfold(direction: Node<"vec3">): Node<"vec2"> {
  const flat = direction.xy.div(abs(direction.x).add(abs(direction.y)).add(abs(direction.z))).toVar();
  return select(direction.z.greaterThanEqual(0), flat, turnedOver(flat));
}

/** `folded` of `octahedron.ts` for the GPU. */
export function fold(place: Node<"vec2">): Node<"vec3"> {
  const z = float(1).sub(abs(place.x)).sub(abs(place.y)).toVar();
  const xy = select(z.greaterThanEqual(0), place, turnedOver(place));
  return normalize(vec3(xy.x, xy.y, z));
}

/** Places of the lower half lie outside of those of the upper, mirrored at its edges. */
function turnedOver(place: Node<"vec2">): Node<"vec2"> {
  return vec2(abs(place.y).oneMinus().mul(side(place.x)), abs(place.x).oneMinus().mul(side(place.y)));
}

function side(value: Node<"float">): Node<"float"> {
  return select(value.greaterThanEqual(0), float(1), float(-1));
}

import { positionView, texture, wgslFn } from "three/tsl";
import type { Node, Texture } from "three/webgpu";
import code from "../../shaders/foliage.wgsl?raw";

/** False where a leaf card has a hole. `metres` are its texture coordinates, `focal` the pixels of a metre at a distance of one metre. */
export function leafPresent(noise: Texture, metres: Node<"vec2">, focal: Node<"float">): Node<"bool"> {
  // three reads a function only from its first letter on.
  const present = wgslFn(code.slice(code.indexOf("fn ")));
  return present({
    noise: texture(noise),
    metres,
    metresPerPixel: positionView.z.negate().div(focal),
  }) as unknown as Node<"bool">;
}

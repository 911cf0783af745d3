import { attribute, floor, fract, mix, normalWorldGeometry, smoothstep, texture, vec2, vec3, vertexStage } from "three/tsl";
import type { Node, Texture } from "three/webgpu";
import type { TextureSpec } from "../recipe/spec";
import { here } from "./here";
import { LARGEST_PATTERN } from "./largest-pattern";
import type { SurfacePictures } from "./pictures/surface-pictures";

/**
 * Colours of the patterns for domain randomisation (Tobin et al., 2017), from the first colour of a texture. They fill space, so they run over the edges
 * of any model without a seam; the second colour and the size come with the vertices. `image` shows one of the user's pictures, from three sides at once; its
 * number comes in place of the second colour.
 */
export function patterns(
  first: Node<"vec3">,
  noise: Texture,
  pictures: SurfacePictures,
): Record<TextureSpec["pattern"], Node<"vec3">> {
  const stored = attribute<"vec4">("pattern", "vec4");
  const second: Node<"vec3"> = vertexStage(stored.rgb.pow(2.2));
  const at = here.div(stored.a.mul(LARGEST_PATTERN).max(0.01));
  const cells = floor(at.add(0.001));
  const odd = fract(cells.x.add(cells.y).add(cells.z).mul(0.5)).mul(2);
  const cloud = texture(noise, at.xz.mul(0.25).add(at.y.mul(0.13)))
    .r.mul(0.5)
    .add(texture(noise, at.xy.mul(0.25)).r.mul(0.5));
  const wave = at
    .dot(vec3(0.5, 0.6, 0.4))
    .mul(Math.PI)
    .sin()
    .mul(0.5)
    .add(0.5);
  // Rounded here and not at the vertices: what is interpolated between equal numbers may fall just below them.
  const layer = stored.r.mul(255).round().toInt();
  const facing = normalWorldGeometry.abs().pow(6);
  /** The picture on a plane of two axes, upright. */
  const onPlane = (plane: Node<"vec2">) => pictures.colour(plane.mul(vec2(1, -1)), layer);
  return {
    flat: first,
    gradient: mix(first, second, wave),
    noise: mix(first, second, smoothstep(0.47, 0.53, cloud)),
    checker: mix(first, second, odd),
    image: onPlane(at.zy)
      .mul(facing.x)
      .add(onPlane(at.xz).mul(facing.y))
      .add(onPlane(at.xy).mul(facing.z))
      .div(facing.x.add(facing.y).add(facing.z)),
  };
}

import { cameraProjectionMatrix, Fn, positionView, select, vec2, vec3, viewportUV } from "three/tsl";
import type { Node } from "three/webgpu";

/**
 * Planar depth in metres where the ray through the pixel centre meets the triangle. Rasterizers move corners to a grid of 1/16 to 1/256 of a pixel,
 * so the interpolated position lies a little beside that ray; on ground seen at a low angle that is decimetres of depth. The plane through it, whose
 * normal comes from neighbouring pixels, is met again by the exact ray.
 */
export const planarDepth: () => Node<"float"> = Fn(() => {
  const clip = vec2(viewportUV.x, viewportUV.y.oneMinus()).mul(2).sub(1);
  // A perspective projection scales x and y, and shifts them with the depth.
  const scale = vec2(projection(0).x, projection(1).y);
  const direction = vec3(clip.add(projection(2).xy).div(scale), -1);
  const [right, down] = [positionView.dFdx().toVar(), positionView.dFdy().toVar()];
  const normal = right.cross(down);
  const interpolated = positionView.z.negate();
  const met = normal.dot(positionView).div(normal.dot(direction)).toVar();
  // Edge-on the plane is not known well; a correction is never more than what a pixel makes.
  const most = right.z.abs().add(down.z.abs());
  return select(met.sub(interpolated).abs().lessThanEqual(most), met, interpolated);
});

/** A column of the camera's projection; the types of r187 know no elements of matrices. */
function projection(column: number): Node<"vec4"> {
  return (cameraProjectionMatrix as unknown as { element(column: number): Node<"vec4"> }).element(column);
}

import { type PerspectiveCamera, Vector3, Vector4 } from "three";
import { Fn, renderGroup, screenCoordinate, select, uniform, vec3 } from "three/tsl";
import type { Node, NodeFrame } from "three/webgpu";
import { fromCamera } from "./here";

/**
 * Planar depth in metres where the ray through the pixel centre meets the triangle. Rasterizers move corners to a grid of 1/16 to 1/256 of a pixel,
 * so the interpolated position lies a little beside that ray; on ground seen at a low angle that is decimetres of depth. The plane through it, whose
 * normal comes from neighbouring pixels, is met again by the exact ray.
 */
export const planarDepth: () => Node<"float"> = Fn(() => {
  const way = vec3(fromCamera).toVar();
  const [right, down] = [way.dFdx().toVar(), way.dFdy().toVar()];
  const normal = right.cross(down).toVar();
  const interpolated = way.dot(ray.forward).toVar();
  const met = normal
    .dot(way)
    .div(normal.dot(ray.corner.add(ray.across.mul(screenCoordinate.x)).add(ray.along.mul(screenCoordinate.y))))
    .toVar();
  // Edge-on the plane is not known well; a correction is never more than what a pixel makes.
  const most = right.dot(ray.forward).abs().add(down.dot(ray.forward).abs());
  return select(met.sub(interpolated).abs().lessThanEqual(most), met, interpolated);
});

/** The ray through a place of the target, by its pixels from the upper left: `corner` + x `across` + y `along`. It comes one metre forward. */
const ray = {
  forward: ofEachRender(({ forward }) => forward),
  corner: ofEachRender(({ corner }) => corner),
  across: ofEachRender(({ across }) => across),
  along: ofEachRender(({ along }) => along),
};

type Rays = Readonly<Record<"forward" | "corner" | "across" | "along", Vector3>>;

function ofEachRender(pick: (rays: Rays) => Vector3): Node<"vec3"> {
  const value = uniform(new Vector3()).setGroup(renderGroup);
  return value.onRenderUpdate((frame: NodeFrame, self: { value: Vector3 }) => {
    self.value.copy(pick(raysOf(frame)));
  }) as unknown as Node<"vec3">;
}

/** A perspective projection scales x and y, and shifts them with the depth. */
function raysOf({ camera, renderer }: NodeFrame): Rays {
  if (!camera || !renderer) throw new Error("three.js renders without a camera");
  const { elements } = (camera as PerspectiveCamera).projectionMatrix;
  const [scaleX = 1, scaleY = 1, shiftX = 0, shiftY = 0] = [elements[0], elements[5], elements[8], elements[9]];
  const { x, y, z: width, w: height } = renderer.getRenderTarget()?.viewport ?? renderer.getViewport(new Vector4());
  const [rightwards, upwards, backwards] = [new Vector3(), new Vector3(), new Vector3()];
  camera.matrixWorld.extractBasis(rightwards, upwards, backwards);
  const across = rightwards.clone().multiplyScalar(2 / width / scaleX);
  const along = upwards.clone().multiplyScalar(-2 / height / scaleY);
  const corner = backwards
    .clone()
    .negate()
    .addScaledVector(rightwards, (shiftX - 1) / scaleX)
    .addScaledVector(upwards, (shiftY + 1) / scaleY)
    .addScaledVector(across, -x)
    .addScaledVector(along, -y);
  return { forward: backwards.negate(), corner, across, along };
}

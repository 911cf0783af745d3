import { lensOf } from "../camera/lens";
import { poseOf, worldToCamera } from "../camera/pose";
import type { CameraSpec, DistortionSpec } from "../recipe/spec";
import type { CameraLabel } from "./labels";

/**
 * Intrinsics, distortion and extrinsics of a camera, for points in metres and OpenCV's models: `worldToCamera · point` is bent by
 * the distortion and multiplied by K (Hartley and Zisserman, Multiple View Geometry, 2004, ch. 6). Square pixels; the
 * centre of the top-left pixel is (0.5, 0.5). Positive roll turns the camera clockwise, as seen by the photographer. The pose is
 * that of the middle of the exposure. To project points, use `projectionOf` in `src/camera/projection.ts`.
 */
export function cameraLabel(camera: CameraSpec, width: number, height: number): CameraLabel {
  const { focal, centre } = lensOf(camera, { width, height });
  return {
    intrinsics: [focal, 0, centre[0], 0, focal, centre[1], 0, 0, 1],
    worldToCamera: worldToCamera(poseOf(camera)),
    ...(camera.distortion && { distortion: distortionLabel(camera.distortion) }),
  };
}

/** Coefficients in OpenCV's order. */
function distortionLabel(distortion: DistortionSpec): NonNullable<CameraLabel["distortion"]> {
  const { model, k1, k2, k3 } = distortion;
  const coefficients = model === "kannala-brandt" ? [k1, k2, k3, distortion.k4] : [k1, k2, distortion.p1, distortion.p2, k3];
  return { model, coefficients };
}

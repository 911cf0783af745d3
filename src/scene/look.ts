import { Matrix4, type PerspectiveCamera, Quaternion, Vector3 } from "three";
import { movedBy } from "../camera/pose";
import type { Shot } from "../camera/shots";
import type { CameraSpec, Vec3 } from "../recipe/spec";

/**
 * Makes three's camera see what a shot shows. `distorted` says that the lens will bend it: then the bending moves the picture so that
 * what is in focus stays where it is; else a shifted frustum does.
 */
export function lookThrough(camera: PerspectiveCamera, spec: CameraSpec, { face, seconds, eye, texelJitter }: Shot): void {
  camera.position.set(...spec.position);
  camera.lookAt(...spec.target);
  camera.rotateZ((-spec.rollDegrees * Math.PI) / 180);
  if (spec.motion && seconds !== 0) {
    const { offset, rotation } = movedBy(spec.motion, seconds);
    translate(camera, offset);
    const angle = Math.hypot(...rotation);
    if (angle > 0) camera.rotateOnAxis(threeAxes(rotation).normalize(), angle);
  }
  if (eye[0] !== 0 || eye[1] !== 0) translate(camera, [eye[0], eye[1], 0]);
  if (face.side > 0) camera.quaternion.multiply(turnTo(face.axes));

  const { full, left, top, width, height } = face;
  const focus = spec.distortion || !spec.aperture ? Infinity : spec.aperture.focusDistanceMetres;
  const [x, y] = [left + texelJitter[0], top + texelJitter[1]];
  camera.fov = full.fovDegrees;
  camera.aspect = full.width / full.height;
  const [focusX, focusY] = [(face.focal * eye[0]) / focus, (face.focal * eye[1]) / focus];
  camera.setViewOffset(full.width, full.height, x - focusX, y - focusY, width, height);
  camera.updateMatrixWorld();
}

function translate(camera: PerspectiveCamera, offset: Vec3): void {
  camera.position.add(threeAxes(offset).applyQuaternion(camera.quaternion));
}

/** From camera axes (right, down, forward) to three's (right, up, back). */
function threeAxes([right, down, forward]: Vec3): Vector3 {
  return new Vector3(right, -down, -forward);
}

function turnTo([right, down, forward]: Shot["face"]["axes"]): Quaternion {
  const basis = new Matrix4().makeBasis(threeAxes(right), threeAxes(down).negate(), threeAxes(forward).negate());
  return new Quaternion().setFromRotationMatrix(basis);
}

import { PerspectiveCamera, Vector3, WebGPUCoordinateSystem } from "three";
import { expect, test } from "vitest";
import { stream, uniform } from "../../src/recipe/random";
import { mirrorCamera } from "../../src/scene/mirror";

const main = new PerspectiveCamera(50, 1.4, 0.1, 500);
main.coordinateSystem = WebGPUCoordinateSystem;
main.position.set(1, 2.4, 3);
main.lookAt(-2, 0.7, -15);
main.rotateZ(0.1);
// Off-centre, as for the part of a picture.
main.setViewOffset(640, 480, 60, 20, 500, 400);
main.updateMatrixWorld();
const mirror = new PerspectiveCamera();
mirrorCamera(mirror, main);

test("the mirror camera shows a point where the main camera sees it in the mirror, left and right exchanged", () => {
  const random = stream(1, 0, "points");
  for (let at = 0; at < 50; at++) {
    const point = new Vector3(uniform(random, -5, 5), uniform(random, 0, 8), uniform(random, -30, -2));
    const inMirror = new Vector3(point.x, -point.y, point.z).project(main);
    const seen = point.clone().project(mirror);
    expect(seen.x).toBeCloseTo(-inMirror.x, 6);
    expect(seen.y).toBeCloseTo(inMirror.y, 6);
  }
});

test("depths are between the mirror and the far plane, and what lies below the mirror is cut away", () => {
  const depthOf = (x: number, y: number, z: number) => new Vector3(x, y, z).project(mirror).z;
  expect(depthOf(0, 0, -8)).toBeCloseTo(0, 6);
  expect(depthOf(0, 1, -8)).toBeGreaterThan(0);
  expect(depthOf(0, 3, -60)).toBeLessThan(1);
  expect(depthOf(0, -0.2, -8)).toBeLessThan(0);
  // Triangles keep their sense: the view turns and moves, and mirrors nothing.
  expect(mirror.matrixWorld.determinant()).toBeCloseTo(1, 9);
});

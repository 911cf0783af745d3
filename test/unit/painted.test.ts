import {
  BackSide,
  BoxGeometry,
  DoubleSide,
  FrontSide,
  Frustum,
  Matrix4,
  MeshStandardMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Vector3,
} from "three";
import { expect, it } from "vitest";
import type { InstanceSpec } from "../../src/recipe/spec";
import { paintedGeometry, takesPaint } from "../../src/scene/assets/painted";
import { bake } from "../../src/scene/bake";
import { materialNames } from "../../src/scene/material-names";

/** Where the triangles of a painted square turn to, and its normals, as signs along z. */
function facing(side: typeof FrontSide | typeof BackSide | typeof DoubleSide) {
  const part = { geometry: new PlaneGeometry(1, 1), material: new MeshStandardMaterial({ side }) };
  const { index, attributes } = paintedGeometry(part, new Matrix4().makeTranslation(0, 0, 3));
  const { position, normal } = attributes;
  if (!index || !position || !normal) throw new Error("incomplete geometry");
  return Array.from({ length: index.count / 3 }, (_, at) => {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((corner) => index.getX(3 * at + corner));
    const across = (to: number) => [position.getX(to) - position.getX(a), position.getY(to) - position.getY(a)] as const;
    const [[bx, by], [cx, cy]] = [across(b), across(c)];
    expect([a, b, c].map((corner) => position.getZ(corner))).toEqual([3, 3, 3]);
    return [Math.sign(bx * cy - by * cx), normal.getZ(a)];
  });
}

it("faces the way that the file wants it to be seen from", () => {
  expect(facing(FrontSide)).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(facing(BackSide)).toEqual([
    [-1, -1],
    [-1, -1],
  ]);
  expect(facing(DoubleSide)).toEqual([
    [1, 1],
    [1, 1],
    [-1, -1],
    [-1, -1],
  ]);
});

it("covers what is solid only", () => {
  expect(takesPaint(new MeshStandardMaterial())).toBe(true);
  expect(takesPaint(new MeshStandardMaterial({ transparent: true, opacity: 0.5 }))).toBe(false);
  expect(takesPaint(new MeshStandardMaterial({ alphaTest: 0.5 }))).toBe(false);
});

it("is joined with all else, in the place and the pattern of its instance", () => {
  const camera = new PerspectiveCamera();
  camera.updateMatrixWorld();
  const seen = new Frustum().setFromProjectionMatrix(camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse));
  const own = { geometry: new BoxGeometry(1, 1, 1), material: new MeshStandardMaterial() };
  const half = new Matrix4().makeScale(0.5, 0.5, 0.5);
  const plain: InstanceSpec = { model: "asset", class: "a", position: [0, 0, -5], rotation: [0, 0, 0, 1], parameters: {} };
  const texture = { pattern: "checker", colours: ["#ff0000", "#00ff00"], metres: 0.1 } as const;
  const { visible, casters } = bake([plain, { ...plain, texture }], {
    motion: false,
    frustums: [seen],
    eye: new Vector3(),
    focalPixels: 100,
    shadows: { centre: new Vector3(), reach: 50 },
    pictures: new Map(),
    models: {
      bounds: () => ({ min: [-0.25, -0.25, -0.25], max: [0.25, 0.25, 0.25] }),
      painted: () => [paintedGeometry(own, half)],
    },
  });
  expect(visible.groups).toEqual([{ start: 0, count: 36, materialIndex: materialNames.indexOf("checker") }]);
  expect(casters.index?.count).toBe(36);
  expect(new Set(visible.getAttribute("instanceId").array)).toEqual(new Set([2]));
  expect([...visible.getAttribute("tint").array.slice(0, 3)]).toEqual([255, 0, 0]);
  expect([...visible.getAttribute("pattern").array.slice(0, 3)]).toEqual([0, 255, 0]);
  visible.computeBoundingBox();
  expect(visible.boundingBox?.min.toArray()).toEqual([-0.25, -0.25, -5.25]);
  expect(visible.boundingBox?.max.toArray()).toEqual([0.25, 0.25, -4.75]);
});

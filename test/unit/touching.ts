import { Box3, Matrix4, Quaternion, Triangle, Vector3 } from "three";
import type { InstanceSpec } from "../../src/recipe/spec";
import { buildModel } from "../../src/scene/models";

/** What is drawn of an instance, in world space: the truth that physics is held against. */
export type Skin = {
  readonly instance: InstanceSpec;
  readonly points: readonly Vector3[];
  readonly faces: readonly Triangle[];
  readonly box: Box3;
};

/** The triangles of an instance as they are drawn from close by. */
export function skinOf(instance: InstanceSpec): Skin {
  const place = new Matrix4().compose(
    new Vector3(...instance.position),
    new Quaternion(...instance.rotation),
    new Vector3(1, 1, 1),
  );
  const points: Vector3[] = [];
  const faces: Triangle[] = [];
  for (const { geometry } of buildModel(instance, "near")) {
    const position = geometry.getAttribute("position");
    const own = Array.from({ length: position.count }, (_, at) =>
      new Vector3().fromBufferAttribute(position, at).applyMatrix4(place),
    );
    points.push(...own);
    const corners = [...(geometry.index?.array ?? [])].map((at) => own[at] ?? new Vector3());
    for (let at = 0; at + 2 < corners.length; at += 3) faces.push(new Triangle(corners[at], corners[at + 1], corners[at + 2]));
  }
  return { instance, points, faces, box: new Box3().setFromPoints(points) };
}

/** The deepest that a point of `a` lies inside `b`, in metres. */
export function penetration(a: Skin, b: Skin): number {
  if (!a.box.intersectsBox(b.box)) return 0;
  return a.points.reduce((deepest, point) => {
    if (!b.box.containsPoint(point) || !isInside(point, b.faces)) return deepest;
    return Math.max(deepest, distanceTo(point, b.faces, deepest));
  }, 0);
}

/** True when the surfaces come closer to each other than `gap` metres. */
export function touch(a: Skin, b: Skin, gap: number): boolean {
  if (!a.box.clone().expandByScalar(gap).intersectsBox(b.box)) return false;
  return near(a, b, gap) || near(b, a, gap);
}

function near(a: Skin, b: Skin, gap: number): boolean {
  const reach = b.box.clone().expandByScalar(gap);
  const close = a.box.clone().expandByScalar(gap);
  const faces = b.faces.filter((face) => close.intersectsTriangle(face));
  return a.points.some((point) => reach.containsPoint(point) && distanceTo(point, faces, 0) < gap);
}

/** Distance to the nearest face; stops looking when one is closer than `enough`. */
function distanceTo(point: Vector3, faces: readonly Triangle[], enough: number): number {
  const closest = new Vector3();
  let least = Infinity;
  for (const face of faces) {
    least = Math.min(least, face.closestPointToPoint(point, closest).distanceTo(point));
    if (least <= enough) return least;
  }
  return least;
}

/** Winding number along a skew ray: pieces of a model may run into each other, so counting crossings would not do. */
function isInside(origin: Vector3, faces: readonly Triangle[]): boolean {
  const direction = new Vector3(0.211, 0.937, 0.278).normalize();
  let winding = 0;
  for (const { a, b, c } of faces) {
    if (Math.max(a.y, b.y, c.y) < origin.y) continue;
    winding += crossing(origin, direction, a, b, c);
  }
  return winding !== 0;
}

const [e, f, p, q, t] = [new Vector3(), new Vector3(), new Vector3(), new Vector3(), new Vector3()];

/** 1 or -1 when the ray leaves or enters through the triangle (Möller and Trumbore, 1997). */
function crossing(origin: Vector3, direction: Vector3, a: Vector3, b: Vector3, c: Vector3): number {
  e.subVectors(b, a);
  f.subVectors(c, a);
  p.crossVectors(direction, f);
  const determinant = e.dot(p);
  if (determinant === 0) return 0;
  t.subVectors(origin, a);
  const u = t.dot(p) / determinant;
  if (u < 0 || u > 1) return 0;
  q.crossVectors(t, e);
  const v = direction.dot(q) / determinant;
  if (v < 0 || u + v > 1 || f.dot(q) / determinant < 0) return 0;
  return Math.sign(determinant);
}

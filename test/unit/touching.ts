import { Box3, Matrix4, Quaternion, Triangle, Vector3 } from "three";
import type { InstanceSpec } from "../../src/recipe/spec";
import { buildModel } from "../../src/scene/models";
import type { Part } from "../../src/scene/models/model";

/** What is drawn of an instance, in world space: the truth that physics is held against. */
export type Skin = {
  readonly instance: InstanceSpec;
  readonly points: readonly Vector3[];
  readonly faces: readonly Face[];
  readonly box: Box3;
  /** The faces by the square that a slanted ray through them starts in: looking for crossings in all of them takes too long. */
  readonly columns: ReadonlyMap<string, readonly Face[]>;
};

type Face = { readonly triangle: Triangle; readonly box: Box3 };

/** Side of the squares, metres. */
const CELL = 0.01;
/** Farthest that points along an edge are apart, metres. */
const APART = 0.008;
/** Rays go up at a slant: straight ones would run along the walls of upright things. Metres aside for a metre up. */
const SLANT = [0.2251, 0.2975] as const;

/** The triangles of an instance as they are drawn from close by. */
export function skinOf(instance: InstanceSpec): Skin {
  const place = new Matrix4().compose(
    new Vector3(...instance.position),
    new Quaternion(...instance.rotation),
    new Vector3(1, 1, 1),
  );
  return skin(instance, buildModel(instance, "near"), place);
}

function skin(instance: InstanceSpec, parts: readonly Part[], place: Matrix4): Skin {
  const points: Vector3[] = [];
  const faces: Face[] = [];
  for (const { geometry } of parts) {
    const position = geometry.getAttribute("position");
    const own = Array.from({ length: position.count }, (_, at) =>
      new Vector3().fromBufferAttribute(position, at).applyMatrix4(place),
    );
    points.push(...own);
    const corners = [...(geometry.index?.array ?? [])].map((at) => own[at] ?? new Vector3());
    for (let at = 0; at + 2 < corners.length; at += 3) {
      const triangle = new Triangle(corners[at], corners[at + 1], corners[at + 2]);
      points.push(...alongSides(triangle));
      faces.push({ triangle, box: new Box3().setFromPoints([triangle.a, triangle.b, triangle.c]) });
    }
  }
  return { instance, points, faces, box: new Box3().setFromPoints(points), columns: inColumns(faces) };
}

/** Points along the sides of a triangle where they are long: edges may touch between corners. */
function alongSides({ a, b, c }: Triangle): Vector3[] {
  const sides = [
    [a, b],
    [b, c],
    [c, a],
  ] as const;
  return sides.flatMap(([from, to]) => {
    const many = Math.max(1, Math.ceil(from.distanceTo(to) / APART));
    return Array.from({ length: many - 1 }, (_, at) => from.clone().lerp(to, (at + 1) / many));
  });
}

/** The deepest that a point of `a` lies inside `b`, in metres. */
export function penetration(a: Skin, b: Skin): number {
  if (!a.box.intersectsBox(b.box)) return 0;
  return a.points.reduce((deepest, point) => {
    if (!b.box.containsPoint(point) || !isInside(point, b)) return deepest;
    return Math.max(deepest, distanceTo(point, b.faces, deepest));
  }, 0);
}

/** How far a point is from the surface when it is outside of it, in metres. */
export function distanceOutside(point: Vector3, skin: Skin): number {
  return isInside(point, skin) ? 0 : distanceTo(point, skin.faces, 0);
}

/** True when the surfaces come closer to each other than `gap` metres. */
export function touch(a: Skin, b: Skin, gap: number): boolean {
  if (!a.box.clone().expandByScalar(gap).intersectsBox(b.box)) return false;
  return near(a, b, gap) || near(b, a, gap);
}

function near(a: Skin, b: Skin, gap: number): boolean {
  const reach = b.box.clone().expandByScalar(gap);
  const close = a.box.clone().expandByScalar(gap);
  const faces = b.faces.filter(({ box }) => close.intersectsBox(box));
  return a.points.some((point) => reach.containsPoint(point) && distanceTo(point, faces, 0, gap) < gap);
}

/** Distance to the nearest face that is closer than `most`; stops looking when one is closer than `enough`. */
function distanceTo(point: Vector3, faces: readonly Face[], enough: number, most = Infinity): number {
  const closest = new Vector3();
  let least = most;
  for (const { triangle, box } of faces) {
    if (box.distanceToPoint(point) >= least) continue;
    least = Math.min(least, triangle.closestPointToPoint(point, closest).distanceTo(point));
    if (least <= enough) return least;
  }
  return least;
}

/** Winding number along a slanted ray: pieces of a model may run into each other, so counting crossings would not do. */
function isInside(origin: Vector3, { columns }: Skin): boolean {
  const [u, v] = [slanted(origin, "x"), slanted(origin, "z")];
  let winding = 0;
  for (const { triangle, box } of columns.get(cell(Math.floor(u / CELL), Math.floor(v / CELL))) ?? [])
    if (box.max.y > origin.y) winding += crossing(u, v, origin.y, triangle);
  return winding !== 0;
}

/** 1 or -1 when the ray from (u, v) at a height leaves or enters through the triangle, seen along the ray. */
function crossing(u: number, v: number, height: number, { a, b, c }: Triangle): number {
  const [au, av] = [slanted(a, "x") - u, slanted(a, "z") - v];
  const [bu, bv] = [slanted(b, "x") - u, slanted(b, "z") - v];
  const [cu, cv] = [slanted(c, "x") - u, slanted(c, "z") - v];
  const [wa, wb, wc] = [bu * cv - bv * cu, cu * av - cv * au, au * bv - av * bu];
  const around = wa > 0 && wb > 0 && wc > 0 ? 1 : wa < 0 && wb < 0 && wc < 0 ? -1 : 0;
  if (around === 0) return 0;
  return (wa * a.y + wb * b.y + wc * c.y) / (wa + wb + wc) > height ? around : 0;
}

function inColumns(faces: readonly Face[]): Map<string, Face[]> {
  const columns = new Map<string, Face[]>();
  for (const face of faces) {
    const { a, b, c } = face.triangle;
    const span = (axis: "x" | "z") => [a, b, c].map((corner) => Math.floor(slanted(corner, axis) / CELL));
    const [us, vs] = [span("x"), span("z")];
    for (let u = Math.min(...us); u <= Math.max(...us); u++) {
      for (let v = Math.min(...vs); v <= Math.max(...vs); v++) {
        const key = cell(u, v);
        const column = columns.get(key);
        if (column) column.push(face);
        else columns.set(key, [face]);
      }
    }
  }
  return columns;
}

function slanted(point: Vector3, axis: "x" | "z"): number {
  return point[axis] - point.y * SLANT[axis === "x" ? 0 : 1];
}

function cell(u: number, v: number): string {
  return `${u} ${v}`;
}

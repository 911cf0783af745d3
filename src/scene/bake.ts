import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  Color,
  type Frustum,
  Matrix4,
  Quaternion,
  Sphere,
  SRGBColorSpace,
  Uint32BufferAttribute,
  Vector3,
} from "three";
import { NEAR_METRES } from "../camera/shots";
import { RecipeError } from "../errors";
import { partNumber } from "../recipe/part-names";
import { stream } from "../recipe/random";
import type { InstanceSpec, TextureSpec } from "../recipe/spec";
import type { AssetLibrary } from "./assets/library";
import { isAsset } from "./assets/placed";
import { builtParts } from "./built";
import { detailOf } from "./detail";
import { LARGEST_PATTERN } from "./largest-pattern";
import { type MaterialName, materialNames } from "./material-names";
import { castsNoShadow, modelBounds } from "./models";
import type { Part } from "./models/model";
import { between, type MovingVertices, type Span } from "./moving";

/** A part of an instance on its way into the one geometry of the picture. */
type Piece = {
  readonly part: Part;
  readonly instanceId: number;
  readonly place: Matrix4;
  /** A number of the instance, 0..1, for the patterns of its materials. */
  readonly shade: number;
  readonly texture: TextureSpec | undefined;
  readonly seen: boolean;
  readonly casts: boolean;
  /** Metres from the eye. */
  readonly away: number;
  readonly next?: Next | undefined;
  /** At the end of the exposure. */
  readonly soon?: Next | undefined;
};

/** Everything in the picture as one geometry in world space, with a group for each material, and the same for shadows. */
export type Baked = {
  readonly visible: BufferGeometry;
  readonly casters: BufferGeometry;
  /** Of both, what moves while the picture is exposed. */
  readonly moving: readonly MovingVertices[];
  /** How fast the fastest of what is seen goes by the eye, radians per second; nearer than `NEAR_METRES` as if it were there. */
  readonly passing: number;
};

/** What the picture shows, in world space. */
export type View = {
  /** Seen is what is in any of them. */
  readonly frustums: readonly Frustum[];
  readonly eye: Vector3;
  /** Pixels of a metre at a distance of one metre. */
  readonly focalPixels: number;
  /** Things that do not come this close to the middle of the shadow map, in metres, cast no shadow on the picture. */
  readonly shadows: { readonly centre: Vector3; readonly reach: number };
  /** Whether it is asked how far all moves until the next image. */
  readonly motion: boolean;
  /** How long the picture is exposed, where things move meanwhile. */
  readonly exposed?: Span | undefined;
  /** Numbers of the user's pictures for surfaces, by path. */
  readonly pictures: ReadonlyMap<string, number>;
  /** The user's models: what is painted of them is joined, too. */
  readonly models: Pick<AssetLibrary, "bounds" | "painted">;
};

/**
 * Moves the parts of all instances into world space and joins them, so that a picture takes one draw for each material, however
 * many instances it has; each vertex knows its instance. Things outside the view only cast shadows, coarsely.
 */
export function bake(instances: readonly InstanceSpec[], view: View): Baked {
  const pieces: Piece[] = [];
  const placed = frontToBack(instances, view);
  // The user's models that are drawn by themselves could lie lower.
  const grounds = placed.length === instances.length ? groundsOf(placed) : new Set<Box3>();
  for (const { instance, instanceId, box, place } of placed) {
    const ways = view.exposed ? swept(box, instance, view.exposed) : box;
    const seen = view.frustums.some((frustum) => frustum.intersectsBox(ways));
    const casts =
      (isAsset(instance) || !castsNoShadow(instance)) &&
      !grounds.has(box) &&
      box.distanceToPoint(view.shadows.centre) < view.shadows.reach;
    if (!seen && !casts) continue;
    const shade = stream(0, instanceId, instance.model)();
    const { texture } = instance;
    // Also of what it becomes: the detail is that of where it is now.
    const partsOf = (posed: InstanceSpec) =>
      builtParts(posed, seen ? detailOf(instance, view.eye.toArray(), view.focalPixels) : "far");
    const drawn = isAsset(instance) ? assetParts(instance, view) : partsOf(instance);
    const later = view.motion && seen ? nextParts(instance, drawn, partsOf) : undefined;
    const soon = view.exposed ? nextParts(soonOf(instance, view.exposed.share), drawn, partsOf) : undefined;
    for (const [at, part] of drawn.entries()) {
      const motion = { next: later?.[at], soon: soon?.[at] };
      pieces.push({
        part: painted(part, texture),
        instanceId,
        place,
        shade,
        texture,
        seen,
        casts,
        away: box.distanceToPoint(view.eye),
        ...motion,
      });
    }
  }
  return join(pieces, view);
}

/** So far things may sink into the ground that they stand on, and so uneven what is level may be, metres. */
const SUNK = 0.05;
const UNEVEN = 0.02;
/** So far one level of the ground may be over the lowest: a road over its land. */
const LEVELS = 0.3;

/**
 * What everything else stands on, if there is such a thing: a slab, or level sheets. It shades nothing that can be seen, itself neither; in the shadow map it would cover every texel, which is a
 * tenth of what a draft costs on a CPU adapter.
 */
function groundsOf(placed: readonly Placed[]): ReadonlySet<Box3> {
  const grounds = new Set<Box3>();
  const level = placed.filter(({ instance, box }) => instance.model === "cuboid" || isSheet(box));
  level.sort((a, b) => a.box.max.y - b.box.max.y);
  for (const { box } of level) {
    const [lowest = box] = grounds;
    const isOnGround = isSheet(box) && box.max.y < lowest.max.y + LEVELS;
    const isBelow = (other: Box3) => other !== box && other.min.y < box.max.y - SUNK && !(isOnGround && grounds.has(other));
    if (!placed.some((other) => isBelow(other.box))) grounds.add(box);
  }
  return grounds;
}

function isSheet({ min, max }: Box3): boolean {
  return max.y - min.y < UNEVEN;
}

/** The box round all that an instance may take while the picture is exposed. */
function swept(box: Box3, instance: InstanceSpec, { share }: Span): Box3 {
  if (!instance.next) return box;
  const from = new Vector3(...instance.position);
  const way = new Vector3(...between(instance, share).position).sub(from);
  const [end, start] = [box.clone().translate(way), box.clone().translate(way.negate())];
  return end.union(start);
}

/** Geometry of a part in the next image, and where it goes. */
type Next = { readonly geometry: BufferGeometry; readonly place: Matrix4 };

/**
 * The parts of an instance as they are in the next image, vertex by vertex; undefined for one that stays. A part that is built of other vertices then
 * (somebody stops and stands) moves as it is.
 */
function nextParts(
  instance: InstanceSpec,
  parts: readonly Part[],
  build: (instance: InstanceSpec) => readonly Part[],
): readonly Next[] | undefined {
  const { next } = instance;
  if (!next) return undefined;
  const place = placeOf(next);
  const changed = !isAsset(instance) && Object.keys(next.parameters).length > 0;
  const later = changed ? build({ ...instance, parameters: { ...instance.parameters, ...next.parameters } }) : parts;
  const alike = later.length === parts.length && later.every(({ geometry }, at) => sameVertices(geometry, parts[at]?.geometry));
  return (alike ? later : parts).map(({ geometry }) => ({ geometry, place }));
}

/** The instance whose next image is a share of the time until its own. */
function soonOf(instance: InstanceSpec, share: number): InstanceSpec {
  if (!instance.next) return instance;
  const { position, rotation, parameters } = between(instance, share);
  const changed = Object.keys(instance.next.parameters).map((name) => [name, parameters[name]]);
  return { ...instance, next: { position, rotation, parameters: Object.fromEntries(changed) } };
}

function sameVertices(a: BufferGeometry, b: BufferGeometry | undefined): boolean {
  return b !== undefined && a.getAttribute("position").count === b.getAttribute("position").count;
}

function placeOf({ position, rotation }: Pick<InstanceSpec, "position" | "rotation">): Matrix4 {
  return new Matrix4().compose(new Vector3(...position), new Quaternion(...rotation), new Vector3(1, 1, 1));
}

/** What is painted of a model of the user's; its material and colour are those of the texture. */
function assetParts(instance: InstanceSpec, { models }: View): Part[] {
  return models.painted(instance).map((geometry) => ({ material: "flat", colour: "#000000", geometry }));
}

/** The part as it is, or in the first colour and the pattern of a texture. */
function painted(part: Part, texture: TextureSpec | undefined): Part {
  return texture ? { ...part, material: texture.pattern, colour: texture.colours[0] } : part;
}

type Placed = { readonly instance: InstanceSpec; readonly instanceId: number; readonly box: Box3; readonly place: Matrix4 };

/** Near things first, so that pixels that they hide are not shaded. Models of the user's that are not painted are drawn on their own. */
function frontToBack(instances: readonly InstanceSpec[], { eye, models }: View): Placed[] {
  const placed = instances.flatMap((instance, at): Placed[] => {
    if (isAsset(instance) && !instance.texture) return [];
    const { min, max } = isAsset(instance) ? models.bounds(instance) : modelBounds(instance);
    const place = placeOf(instance);
    const box = new Box3(new Vector3(...min), new Vector3(...max)).applyMatrix4(place);
    return [{ instance, instanceId: at + 1, box, place }];
  });
  return placed.sort((a, b) => a.box.distanceToPoint(eye) - b.box.distanceToPoint(eye));
}

function join(pieces: readonly Piece[], { eye, pictures, exposed }: View): Baked {
  const vertices = pieces.reduce((sum, { part }) => sum + part.geometry.getAttribute("position").count, 0);
  const position = new Float32Array(vertices * 3);
  const normal = new Float32Array(vertices * 3);
  const uv = new Float32Array(vertices * 2);
  // Four bytes a vertex, written as one number.
  const tint = new Uint32Array(vertices);
  const pattern = new Uint32Array(vertices);
  const instanceId = new Uint32Array(vertices);
  const part = new Uint32Array(vertices);
  const motion = pieces.some((piece) => piece.next) ? new Float32Array(vertices * 3) : undefined;
  const byMaterial = new Map<MaterialName, Uint32Array[]>(materialNames.map((name) => [name, []]));
  const casting: Uint32Array[] = [];
  const moving: MovingVertices[] = [];
  let passing = 0;
  let first = 0;
  for (const piece of pieces) {
    const { geometry, material } = piece.part;
    const count = geometry.getAttribute("position").count;
    copyPlaced(geometry, piece.place, first, position, normal);
    uv.set(geometry.getAttribute("uv").array, first * 2);
    tint.fill(together(colourBytes(piece.part.colour, piece.shade)), first, first + count);
    if (piece.texture) pattern.fill(together(patternBytes(piece.texture, pictures)), first, first + count);
    instanceId.fill(piece.instanceId, first, first + count);
    part.fill(partNumber(piece.part.part), first, first + count);
    if (motion && piece.next) copyMotion(piece.next, position, first, count, motion);
    if (piece.soon) {
      const places = position.slice(first * 3, (first + count) * 3);
      const ways = new Float32Array(count * 3);
      copyMotion(piece.soon, places, 0, count, ways);
      moving.push({ first, places, ways });
      if (piece.seen && exposed) passing = Math.max(passing, longest(ways) / exposed.seconds / Math.max(piece.away, NEAR_METRES));
    }
    const indices = triangles(geometry, first);
    if (piece.seen) byMaterial.get(material)?.push(indices);
    if (piece.casts) casting.push(indices);
    first += count;
  }

  const sharedPosition = new BufferAttribute(position, 3);
  const visible = new BufferGeometry();
  visible.setAttribute("position", sharedPosition);
  visible.setAttribute("normal", new BufferAttribute(normal, 3));
  visible.setAttribute("uv", new BufferAttribute(uv, 2));
  visible.setAttribute("tint", new BufferAttribute(new Uint8Array(tint.buffer), 4, true));
  visible.setAttribute("pattern", new BufferAttribute(new Uint8Array(pattern.buffer), 4, true));
  visible.setAttribute("instanceId", new Uint32BufferAttribute(instanceId, 1));
  // Only uploaded when the part mask is drawn.
  visible.setAttribute("part", new Uint32BufferAttribute(part, 1));
  // Likewise when flow is.
  visible.setAttribute("motion", new BufferAttribute(motion ?? new Float32Array(vertices * 3), 3));
  let start = 0;
  for (const [at, name] of materialNames.entries()) {
    const count = (byMaterial.get(name) ?? []).reduce((sum, list) => sum + list.length, 0);
    if (count > 0) visible.addGroup(start, count, at);
    start += count;
  }
  visible.setIndex(indexAttribute([...byMaterial.values()].flat()));
  visible.boundingSphere = new Sphere(eye.clone(), 2000);

  const casters = new BufferGeometry();
  casters.setAttribute("position", sharedPosition);
  casters.setIndex(indexAttribute(casting));
  casters.boundingSphere = new Sphere(eye.clone(), 2000);
  return { visible, casters, moving, passing };
}

/** Writes the placed vertices of a geometry from vertex `first` on. Written out, since this touches every vertex of every picture. */
function copyPlaced(geometry: BufferGeometry, place: Matrix4, first: number, position: Float32Array, normal: Float32Array): void {
  const from = geometry.getAttribute("position").array;
  const fromNormal = geometry.getAttribute("normal").array;
  const [xx = 1, xy = 0, xz = 0, , yx = 0, yy = 1, yz = 0, , zx = 0, zy = 0, zz = 1, , px = 0, py = 0, pz = 0] = place.elements;
  for (let at = 0, to = first * 3; at < from.length; at += 3, to += 3) {
    const x = from[at] ?? 0;
    const y = from[at + 1] ?? 0;
    const z = from[at + 2] ?? 0;
    position[to] = xx * x + yx * y + zx * z + px;
    position[to + 1] = xy * x + yy * y + zy * z + py;
    position[to + 2] = xz * x + yz * y + zz * z + pz;
    const nx = fromNormal[at] ?? 0;
    const ny = fromNormal[at + 1] ?? 0;
    const nz = fromNormal[at + 2] ?? 0;
    normal[to] = xx * nx + yx * ny + zx * nz;
    normal[to + 1] = xy * nx + yy * ny + zy * nz;
    normal[to + 2] = xz * nx + yz * ny + zz * nz;
  }
}

/** Writes how far vertices move until the next image, metres in the world. */
function copyMotion({ geometry, place }: Next, position: Float32Array, first: number, count: number, motion: Float32Array): void {
  const from = geometry.getAttribute("position");
  const vertex = new Vector3();
  for (let at = 0; at < count; at++) {
    vertex.fromBufferAttribute(from, at).applyMatrix4(place);
    const to = (first + at) * 3;
    motion[to] = vertex.x - (position[to] ?? 0);
    motion[to + 1] = vertex.y - (position[to + 1] ?? 0);
    motion[to + 2] = vertex.z - (position[to + 2] ?? 0);
  }
}

/** Length of the longest of vectors of three numbers. Written out, too. */
function longest(vectors: Float32Array): number {
  let most = 0;
  for (let at = 0; at < vectors.length; at += 3) {
    const x = vectors[at] ?? 0;
    const y = vectors[at + 1] ?? 0;
    const z = vectors[at + 2] ?? 0;
    most = Math.max(most, x * x + y * y + z * z);
  }
  return Math.sqrt(most);
}

/** Four bytes as the number that lies in memory as they do. */
function together(bytes: readonly number[]): number {
  return new Uint32Array(Uint8Array.from(bytes).buffer)[0] ?? 0;
}

/** A colour and a number 0..1, one byte each. */
function colourBytes(colour: string, number: number): number[] {
  const { r, g, b } = new Color(colour).getRGB({ r: 0, g: 0, b: 0 }, SRGBColorSpace);
  return [r, g, b, number].map((value) => Math.round(value * 255));
}

/** The second colour of a pattern, or the number of its picture, and its size. */
function patternBytes({ colours, metres, picture }: TextureSpec, pictures: ReadonlyMap<string, number>): number[] {
  const bytes = colourBytes(colours[1], metres / LARGEST_PATTERN);
  if (picture === undefined) return bytes;
  const layer = pictures.get(picture);
  if (layer === undefined) throw new RecipeError(`There is no picture ${picture} among those of randomTextures.pictures.`);
  return [layer, ...bytes.slice(1)];
}

function triangles({ index, attributes }: BufferGeometry, first: number): Uint32Array {
  const corners = new Uint32Array(index?.count ?? attributes.position?.count ?? 0);
  const own = index?.array;
  for (let at = 0; at < corners.length; at++) corners[at] = first + (own ? (own[at] ?? 0) : at);
  return corners;
}

function indexAttribute(lists: readonly Uint32Array[]): BufferAttribute {
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  const joined = new Uint32Array(total);
  let at = 0;
  for (const list of lists) {
    joined.set(list, at);
    at += list.length;
  }
  return new BufferAttribute(joined, 1);
}

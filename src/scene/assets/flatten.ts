import {
  BufferAttribute,
  BufferGeometry,
  InstancedMesh,
  type Material,
  Matrix3,
  Matrix4,
  Mesh,
  type Object3D,
  SkinnedMesh,
  Vector3,
} from "three";
import { MOST_TRIANGLES } from "./limits";

/** All of a model that has one material, in the space of its file. `normal` and `uv` are always there, other channels as in the file. */
export type FlatPart = { readonly geometry: BufferGeometry; readonly material: Material };

/** The attributes that we draw with, and what stands for one that only some meshes of a material have. */
const channels = { uv: { size: 2, missing: 0 }, uv1: { size: 2, missing: 0 }, color: { size: 4, missing: 1 } } as const;
type Channel = keyof typeof channels;
const channelNames = Object.keys(channels) as Channel[];

/** The triangles of a mesh once, corner by corner where it is flat shaded. */
type Piece = {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly extra: { readonly [channel in Channel]?: Float32Array };
  readonly index: Uint32Array;
};

/**
 * Bakes a tree of objects as it stands now (nodes, skins, morphs, instances) into plain triangles, one part for each material.
 * Missing normals become flat ones, as glTF wants. Throws an Error when there is nothing, or too much.
 */
export function flatten(root: Object3D): FlatPart[] {
  root.updateMatrixWorld(true);
  const meshes: Mesh[] = [];
  root.traverseVisible((object) => {
    if (object instanceof Mesh) meshes.push(object);
  });
  const triangles = meshes.reduce((sum, mesh) => sum + (cornerCount(mesh.geometry) / 3) * placesOf(mesh).length, 0);
  if (triangles === 0) throw new Error("it has no triangles");
  if (triangles > MOST_TRIANGLES)
    throw new Error(`it has ${(triangles / 1e6).toFixed(1)} million triangles; at most ${MOST_TRIANGLES / 1e6} can be used`);
  const pieces = new Map<Material, Piece[]>();
  for (const mesh of meshes) {
    for (const { material, start, count } of slices(mesh)) {
      const piece = pieceOf(mesh, start, count);
      const list = pieces.get(material) ?? [];
      pieces.set(material, [...list, ...placesOf(mesh).map((place) => placed(piece, place))]);
    }
  }
  return [...pieces].map(([material, list]) => ({ material, geometry: joined(list) }));
}

function cornerCount({ index, attributes }: BufferGeometry): number {
  return index?.count ?? attributes.position?.count ?? 0;
}

/** Where a mesh stands: in one place, or in many when it is instanced. */
function placesOf(mesh: Mesh): Matrix4[] {
  if (!(mesh instanceof InstancedMesh)) return [mesh.matrixWorld];
  return Array.from({ length: mesh.count }, (_, at) => {
    const local = new Matrix4();
    mesh.getMatrixAt(at, local);
    return local.premultiply(mesh.matrixWorld);
  });
}

type Slice = { readonly material: Material; readonly start: number; readonly count: number };

function slices({ geometry, material }: Mesh): Slice[] {
  if (!Array.isArray(material)) return [{ material, start: 0, count: cornerCount(geometry) }];
  return geometry.groups.flatMap(({ start, count, materialIndex = 0 }) => {
    const one = material[materialIndex];
    return one ? [{ material: one, start, count }] : [];
  });
}

function pieceOf(mesh: Mesh, start: number, count: number): Piece {
  const { geometry } = mesh;
  const vertices = geometry.getAttribute("position").count;
  const index = new Uint32Array(count - (count % 3));
  for (let at = 0; at < index.length; at++) {
    const corner = geometry.index ? geometry.index.getX(start + at) : start + at;
    if (corner >= vertices) throw new Error(`a triangle uses vertex ${corner} of ${vertices}`);
    index[at] = corner;
  }
  const { positions, normals } = deformed(mesh);
  const extra = Object.fromEntries(
    channelNames.flatMap((name) => {
      const values = geometry.hasAttribute(name) ? plainValues(geometry, name) : undefined;
      return values ? [[name, values]] : [];
    }),
  );
  return normals ? { positions, normals, extra, index } : flatShaded(positions, extra, index);
}

/** Positions and normals with morph targets and skin applied, in the mesh's own space. */
function deformed(mesh: Mesh): { positions: Float32Array; normals: Float32Array | undefined } {
  const position = mesh.geometry.getAttribute("position");
  const normal = mesh.geometry.hasAttribute("normal") ? mesh.geometry.getAttribute("normal") : undefined;
  const morphs = mesh.geometry.morphAttributes.normal ?? [];
  if (mesh instanceof SkinnedMesh) checkBones(mesh);
  const positions = new Float32Array(position.count * 3);
  const normals = normal && new Float32Array(position.count * 3);
  const [point, tip, step] = [new Vector3(), new Vector3(), new Vector3()];
  for (let at = 0; at < position.count; at++) {
    mesh.getVertexPosition(at, point);
    point.toArray(positions, at * 3);
    if (!normal || !normals) continue;
    tip.fromBufferAttribute(normal, at);
    for (const [target, attribute] of morphs.entries())
      tip.addScaledVector(step.fromBufferAttribute(attribute, at), mesh.morphTargetInfluences?.[target] ?? 0);
    if (mesh instanceof SkinnedMesh) {
      // Bones move a point and a point beside it alike, so their difference turns as the surface does.
      const origin = morphedPosition(mesh, at, step);
      tip.add(origin);
      mesh.applyBoneTransform(at, tip);
      tip.sub(point);
    }
    tip.normalize().toArray(normals, at * 3);
  }
  return { positions, normals };
}

function checkBones({ geometry, skeleton }: SkinnedMesh): void {
  const [bones, weights] = [geometry.getAttribute("skinIndex"), geometry.getAttribute("skinWeight")];
  for (let at = 0; at < bones.count; at++)
    for (let slot = 0; slot < 4; slot++) {
      const bone = bones.getComponent(at, slot);
      if (weights.getComponent(at, slot) !== 0 && !skeleton.bones[bone])
        throw new Error(`a vertex hangs on bone ${bone} of ${skeleton.bones.length}`);
    }
}

function morphedPosition(mesh: SkinnedMesh, at: number, target: Vector3): Vector3 {
  return Mesh.prototype.getVertexPosition.call(mesh, at, target);
}

/** An attribute as floats; colours get an opacity of 1 where they have none. */
function plainValues(geometry: BufferGeometry, name: Channel): Float32Array {
  const attribute = geometry.getAttribute(name);
  const { size, missing } = channels[name];
  const values = new Float32Array(attribute.count * size).fill(missing);
  for (let at = 0; at < attribute.count; at++) {
    for (let c = 0; c < Math.min(size, attribute.itemSize); c++) values[at * size + c] = attribute.getComponent(at, c);
  }
  return values;
}

function flatShaded(positions: Float32Array, extra: Piece["extra"], index: Uint32Array): Piece {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  for (const name of channelNames) {
    const values = extra[name];
    if (values) geometry.setAttribute(name, new BufferAttribute(values, channels[name].size));
  }
  geometry.setIndex(new BufferAttribute(index, 1));
  const corners = geometry.toNonIndexed();
  corners.computeVertexNormals();
  const arrayOf = (name: string) => Float32Array.from(corners.getAttribute(name).array);
  return {
    positions: arrayOf("position"),
    normals: arrayOf("normal"),
    extra: Object.fromEntries(channelNames.filter((name) => extra[name]).map((name) => [name, arrayOf(name)])),
    index: Uint32Array.from(index, (_, at) => at),
  };
}

/** A piece moved to its place. Mirroring turns triangles inside out, so their corners are swapped. */
function placed(piece: Piece, place: Matrix4): Piece {
  const turn = new Matrix3().getNormalMatrix(place);
  const positions = new BufferAttribute(piece.positions.slice(), 3).applyMatrix4(place).array;
  const normals = new BufferAttribute(piece.normals.slice(), 3).applyNormalMatrix(turn).array;
  const index = piece.index.slice();
  if (place.determinant() < 0) {
    for (let at = 0; at + 2 < index.length; at += 3) index.subarray(at + 1, at + 3).reverse();
  }
  return { ...piece, positions: Float32Array.from(positions), normals: Float32Array.from(normals), index };
}

function joined(pieces: readonly Piece[]): BufferGeometry {
  const vertices = pieces.reduce((sum, { positions }) => sum + positions.length / 3, 0);
  const [position, normal] = [new Float32Array(vertices * 3), new Float32Array(vertices * 3)];
  const index = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.index.length, 0));
  const used = channelNames.filter((name) => name === "uv" || pieces.some(({ extra }) => extra[name]));
  const extra = new Map(
    used.map((name) => [name, new Float32Array(vertices * channels[name].size).fill(channels[name].missing)]),
  );
  let [first, corner] = [0, 0];
  for (const piece of pieces) {
    position.set(piece.positions, first * 3);
    normal.set(piece.normals, first * 3);
    for (const [name, values] of extra) values.set(piece.extra[name] ?? [], first * channels[name].size);
    for (const [at, vertex] of piece.index.entries()) index[corner + at] = first + vertex;
    first += piece.positions.length / 3;
    corner += piece.index.length;
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(position, 3));
  geometry.setAttribute("normal", new BufferAttribute(normal, 3));
  for (const [name, values] of extra) geometry.setAttribute(name, new BufferAttribute(values, channels[name].size));
  geometry.setIndex(new BufferAttribute(index, 1));
  geometry.computeBoundingBox();
  geometry.computeBoundingSphere();
  const areNumbers = [position, normal, ...extra.values()].every((values) => values.every(Number.isFinite));
  if (!(areNumbers && geometry.boundingSphere && Number.isFinite(geometry.boundingSphere.radius)))
    throw new Error("some of its vertices are not numbers");
  return geometry;
}

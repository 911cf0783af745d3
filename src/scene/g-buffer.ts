import { DoubleSide, type Material, type Mesh, type Object3D } from "three";
import {
  attribute,
  diffuseColor,
  float,
  floatBitsToUint,
  frontFacing,
  mrt,
  normalWorldGeometry,
  select,
  sRGBTransferOETF,
  uint,
  uniform,
  varying,
} from "three/tsl";
import { MeshBasicNodeMaterial, type MeshStandardNodeMaterial, type Node, type NodeMaterial } from "three/webgpu";
import { weatherImported } from "./assets/weather-imported";
import { type GBufferName, NORMAL_MIDDLE, NORMAL_STEPS } from "./g-buffer-layout";
import { type MaterialName, materialNames } from "./material-names";
import { unfold } from "./octahedron-node";
import { planarDepth } from "./planar-depth";
import type { Surface } from "./surfaces";
import type { Weathering } from "./weathering";

/** What is dressed, and what only matters to colours and is hidden. */
type Dressed = { readonly scene: Object3D; readonly visible: Mesh; readonly hidden: readonly Object3D[] };

/** Where surfaces are less opaque than this, the layer `behind` shows what is behind them. */
const SEE_THROUGH_OPACITY = 0.5;

/** Whether anything in a scene may be seen through: transparent surfaces of the user's models; our own glass is dark and solid. */
export function hasSeeThrough(scene: Object3D): boolean {
  let found = false;
  scene.traverse((object) => {
    if (isImported(object) && object.material.transparent) found = true;
  });
  return found;
}

/** Draws the visible geometry with integers in the place of ids. Its materials are made when they are first asked for. */
export type GBufferMaterials = {
  /** Dresses the scene for one of the names; call what it returns to bring back the colours. */
  wear(name: GBufferName, meshes: Dressed): () => void;
  dispose(): void;
};

/** The materials cover exactly the pixels that those of the picture cover: the same triangles, sides and holes. */
export function createGBufferMaterials(
  surfacesOf: () => Readonly<Record<MaterialName, Surface>>,
  weathering: Weathering,
): GBufferMaterials {
  const own = new Map<GBufferName, NodeMaterial[]>();
  const imported = new Map<GBufferName, WeakMap<Material, NodeMaterial>>();
  const made: NodeMaterial[] = [];
  const kept = <T extends NodeMaterial>(material: T): T => {
    made.push(material);
    return material;
  };

  /** Only the albedo differs from surface to surface: others share a material where holes and sides are the same. */
  const materialsOf = (name: GBufferName): NodeMaterial[] => {
    const table = surfacesOf();
    const shared = new Map<string, NodeMaterial>();
    return materialNames.map((surfaceName) => {
      const surface = table[surfaceName];
      const key = name === "albedo" || surface.present ? surfaceName : String(surface.doubleSided ?? false);
      const known = shared.get(key);
      if (known) return known;
      const material = kept(integers(payloads[name](numbersOf(name)), depthOf(name)));
      material.name = `${name} ${key}`;
      if (surface.doubleSided) material.side = DoubleSide;
      if (surface.present) material.maskNode = surface.present;
      if (name === "albedo") material.colorNode = weathering.colour(surface);
      shared.set(key, material);
      return material;
    });
  };
  const importedOf = (name: GBufferName, source: Material): NodeMaterial => {
    const known = imported.get(name)?.get(source);
    if (known) return known;
    const number = name === "behind" ? uniform(0, "uint").onObjectUpdate(({ object }) => object?.userData.id ?? 0) : uint(0);
    const material = kept(integers(isMotion(name) ? uint(0) : payloads[name](number), depthOf(name)));
    copyCover(material, source as MeshStandardNodeMaterial);
    if (name === "albedo") weatherImported(material, source as MeshStandardNodeMaterial, weathering);
    if (name === "behind" && source.transparent) material.alphaTest = Math.max(material.alphaTest, SEE_THROUGH_OPACITY);
    imported.set(name, (imported.get(name) ?? new WeakMap()).set(source, material));
    source.addEventListener("dispose", () => material.dispose());
    return material;
  };

  return {
    wear(name, { visible, scene, hidden }) {
      const before = new Map<Mesh, Mesh["material"]>();
      const change = (mesh: Mesh, material: Mesh["material"]) => {
        before.set(mesh, mesh.material);
        mesh.material = material;
      };
      const materials = own.get(name) ?? materialsOf(name);
      own.set(name, materials);
      change(visible, materials);
      scene.traverse((object) => {
        if (isImported(object)) change(object, importedOf(name, object.material));
      });
      for (const object of hidden) object.visible = false;
      return () => {
        for (const [mesh, material] of before) mesh.material = material;
        for (const object of hidden) object.visible = true;
      };
    },
    dispose() {
      for (const material of made) material.dispose();
    },
  };
}

/** The number of the part, or of the instance, from a vertex attribute. */
function numbersOf(name: GBufferName): Node<"uint"> {
  return varying(attribute<"uint">(name === "behind" ? "instanceId" : "part", "uint")).setInterpolation("flat", "either");
}

/** The user's own models do not move. */
function isMotion(name: GBufferName): boolean {
  return name.startsWith("motion");
}

/** What is written for each name; given the number of the part or instance. */
const payloads: Record<GBufferName, (number: Node<"uint">) => Node<"uint">> = {
  normals: () => packedNormal(),
  albedo: () => packedColour(),
  parts: (part) => part,
  behind: (id) => id,
  "motion-x": () => bitsOf(motionOf().x),
  "motion-y": () => bitsOf(motionOf().y),
  "motion-z": () => bitsOf(motionOf().z),
};

function bitsOf(value: Node<"float">): Node<"uint"> {
  // The types of three r187 do not say what it returns.
  return floatBitsToUint(value) as unknown as Node<"uint">;
}

/** Of the surface until the next image, metres in the world, from a vertex attribute: linear on a triangle, as its own motion is. */
function motionOf(): Node<"vec3"> {
  return varying(attribute<"vec3">("motion", "vec3"));
}

function depthOf(name: GBufferName): Node<"float"> {
  return name === "behind" ? planarDepth() : float(0);
}

/** A material that writes an integer to where ids go, and neither lights nor blends anything. */
function integers(payload: Node<"uint">, depthMetres: Node<"float">): MeshBasicNodeMaterial {
  const material = new MeshBasicNodeMaterial();
  material.fog = false;
  material.toneMapped = false;
  material.mrtNode = mrt({ ids: payload, depthMetres });
  return material;
}

/**
 * The unit normal of the smooth surface in the world, turned to the side that is seen, as two 16-bit coordinates on an octahedron. Relief of materials does not count: it is not in the triangles.
 */
function packedNormal(): Node<"uint"> {
  const outward = normalWorldGeometry.normalize();
  const normal = select(frontFacing, outward, outward.negate()).toVar();
  const place = unfold(normal).mul(NORMAL_STEPS).round().add(NORMAL_MIDDLE).toVar();
  return place.x.toUint().bitOr(place.y.toUint().shiftLeft(uint(16)));
}

/** The base colour as sRGB bytes, red lowest; the highest byte is full where there is a surface. */
function packedColour(): Node<"uint"> {
  // The types of three r187 do not say what it returns.
  const encoded = sRGBTransferOETF(diffuseColor.rgb.clamp(0, 1)) as Node<"vec3">;
  const bytes = encoded.mul(255).round().toVar();
  const red = bytes.x.toUint();
  const green = bytes.y.toUint().shiftLeft(uint(8));
  const blue = bytes.z.toUint().shiftLeft(uint(16));
  return red.bitOr(green).bitOr(blue).bitOr(uint(0xff000000));
}

/** Sides, holes and base colour of an imported surface. */
function copyCover(made: MeshBasicNodeMaterial, source: MeshStandardNodeMaterial): void {
  made.name = source.name;
  made.side = source.side;
  made.vertexColors = source.vertexColors;
  made.alphaTest = source.alphaTest;
  made.opacity = source.opacity;
  made.color.copy(source.color);
  made.map = source.map;
}

function isImported(object: Object3D): object is Mesh & { material: Material } {
  return "isMesh" in object && typeof object.userData.id === "number";
}

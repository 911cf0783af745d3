import { BufferGeometry, Mesh, PerspectiveCamera, Scene } from "three";
import { uniform } from "three/tsl";
import { MeshBasicNodeMaterial, type NodeMaterial } from "three/webgpu";
import { type Ambient, createAmbient } from "./ambient";
import { type Conditions, conditionsKey } from "./conditions";
import { createDepthOnly } from "./depth-only";
import { createGBufferMaterials, type GBufferMaterials } from "./g-buffer";
import { KeyLight } from "./key-light";
import { createLampNodes, type LampNodes } from "./lamps/lamp-nodes";
import { createMaterials, type Look } from "./materials";
import { createMirror, type Mirror } from "./mirror";
import { noiseTexture } from "./noise";
import { createSurfacePictures, type SurfacePictures } from "./pictures/surface-pictures";
import { SHADOW_LAYER } from "./shadow-layer";
import { createSky, type InTheSky, type Sky } from "./sky/dome";
import { surfaces } from "./surfaces";
import { createWeathering, type Weathering } from "./weathering";

/**
 * The three.js objects that stay for the life of a worker; a Stage only changes their data. New scenes, lights or materials for
 * each picture would leak in three r187 and compile shaders again.
 */
export type Rig = {
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
  readonly sky: Sky;
  /** The light with shadows. */
  readonly key: KeyLight;
  /** The lamps without. */
  readonly lamps: LampNodes;
  readonly weathering: Weathering;
  readonly mirror: Mirror;
  readonly ambient: Ambient;
  /** Pixels of a metre at a distance of one metre. */
  readonly focal: { value: number };
  /** The user's pictures for the pattern `image`. */
  readonly pictures: SurfacePictures;
  /** What can be seen, once more, before it: only its depth, so that nothing that is hidden is shaded. */
  readonly nearest: Mesh<BufferGeometry, NodeMaterial[]>;
  /** What can be seen, and what casts shadows: their geometry belongs to the current Stage. */
  readonly visible: Mesh<BufferGeometry, NodeMaterial[]>;
  readonly casters: Mesh<BufferGeometry, NodeMaterial>;
  /** Materials for what is drawn besides colour, ids and depth. */
  readonly gBuffer: GBufferMaterials;
  /** The materials for these conditions, by the groups of a geometry. */
  materials(look: Look, conditions: Conditions): readonly NodeMaterial[];
  /** Gives what is visible the materials for these conditions, and the sky its own, or the photograph in its place. */
  dress(look: Look, conditions: Conditions, there: InTheSky, photograph: boolean): void;
  dispose(): void;
};

export function createRig(): Rig {
  const noise = noiseTexture();
  const lamps = createLampNodes();
  const focal = uniform(1);
  const sky = createSky(noise, lamps, focal);
  const mirror = createMirror();
  const weathering = createWeathering(noise, mirror);
  const pictures = createSurfacePictures();
  const gBuffer = createGBufferMaterials(() => surfaces(noise, pictures, focal), weathering);
  const depthOnly = createDepthOnly();
  const dressed = new Map<string, ReturnType<typeof createMaterials>>();
  const visible = new Mesh(new BufferGeometry(), [] as NodeMaterial[]);
  visible.name = "visible";
  visible.receiveShadow = true;
  visible.frustumCulled = false;
  const nearest = new Mesh(new BufferGeometry(), [] as NodeMaterial[]);
  nearest.name = "nearest";
  nearest.renderOrder = -1;
  nearest.frustumCulled = false;
  const casters = new Mesh(new BufferGeometry(), new MeshBasicNodeMaterial());
  casters.name = "casters";
  casters.castShadow = true;
  casters.frustumCulled = false;
  casters.layers.set(SHADOW_LAYER);

  const key = new KeyLight(weathering.gloss);
  const ambient = createAmbient();
  const scene = new Scene();
  scene.name = "Rig.scene";
  scene.add(sky.dome, nearest, visible, casters, key, key.target, ambient.probe);
  const materialsFor = (look: Look, conditions: Conditions): readonly NodeMaterial[] => {
    const named = conditionsKey(conditions);
    const materials =
      dressed.get(named) ?? createMaterials({ key, ambient, sky, lamps, weathering }, conditions, noise, pictures, focal);
    dressed.set(named, materials);
    return materials[look];
  };
  return {
    scene,
    camera: new PerspectiveCamera(),
    sky,
    key,
    lamps,
    weathering,
    mirror,
    ambient,
    focal,
    pictures,
    nearest,
    visible,
    casters,
    gBuffer,
    materials: materialsFor,
    dress(look, conditions, there, photograph) {
      const materials = materialsFor(look, conditions);
      visible.material = [...materials];
      nearest.material = depthOnly.of(materials);
      sky.show(photograph ? "photograph" : conditions.around === "panorama" ? "panorama" : "sky", there);
    },
    dispose() {
      sky.dispose();
      noise.dispose();
      pictures.dispose();
      key.dispose();
      mirror.dispose();
      depthOnly.dispose();
      gBuffer.dispose();
      const materials = [...dressed.values()].flatMap(({ finished, sketch }) => [...finished, ...sketch]);
      for (const material of new Set([...materials, casters.material])) material.dispose();
    },
  };
}

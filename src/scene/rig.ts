import { BufferGeometry, LightProbe, Mesh, PerspectiveCamera, Scene } from "three";
import { cameraPosition, Fn, mix, output, positionWorld, uniform, vec4 } from "three/tsl";
import { MeshBasicNodeMaterial, type Node, type NodeMaterial } from "three/webgpu";
import { KeyLight } from "./key-light";
import { createLampNodes, type LampNodes } from "./lamps/lamp-nodes";
import { createMaterials } from "./materials";
import { createMirror, type Mirror } from "./mirror";
import { noiseTexture } from "./noise";
import { createSurfacePictures, type SurfacePictures } from "./pictures/surface-pictures";
import { SHADOW_LAYER } from "./shadow-layer";
import { createSky, type Sky } from "./sky/dome";
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
  readonly ambient: LightProbe;
  /** Pixels of a metre at a distance of one metre. */
  readonly focal: { value: number };
  readonly materials: NodeMaterial[];
  /** The user's pictures for the pattern `image`. */
  readonly pictures: SurfacePictures;
  /** What can be seen, and what casts shadows: their geometry belongs to the current Stage. */
  readonly visible: Mesh<BufferGeometry, NodeMaterial[]>;
  readonly casters: Mesh<BufferGeometry, NodeMaterial>;
  dispose(): void;
};

export function createRig(): Rig {
  const noise = noiseTexture();
  const lamps = createLampNodes();
  const sky = createSky(noise, lamps);
  const mirror = createMirror();
  const weathering = createWeathering(noise, mirror);
  const pictures = createSurfacePictures();
  const focal = uniform(1);
  const materials = createMaterials({ sky, lamps, weathering }, noise, pictures, focal);
  const visible = new Mesh(new BufferGeometry(), materials);
  visible.name = "visible";
  visible.receiveShadow = true;
  visible.frustumCulled = false;
  const casters = new Mesh(new BufferGeometry(), new MeshBasicNodeMaterial());
  casters.name = "casters";
  casters.castShadow = true;
  casters.frustumCulled = false;
  casters.layers.set(SHADOW_LAYER);

  const key = new KeyLight(weathering.gloss);
  const ambient = new LightProbe();
  const scene = new Scene();
  scene.name = "Rig.scene";
  scene.fogNode = seenThroughAir(sky, lamps);
  scene.add(sky.dome, visible, casters, key, key.target, ambient);
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
    materials,
    pictures,
    visible,
    casters,
    dispose() {
      sky.dispose();
      noise.dispose();
      pictures.dispose();
      key.dispose();
      mirror.dispose();
      for (const material of [...materials, casters.material]) material.dispose();
    },
  };
}

/** What is left of the light of a surface, the light that the air adds, and the halos of lamps in it. */
function seenThroughAir(sky: Sky, lamps: LampNodes): Node<"vec4"> {
  return Fn(() => {
    const seen = vec4(mix(output.rgb, sky.airlight, sky.transmittance(positionWorld).oneMinus()), output.a).toVar();
    const way = positionWorld.sub(cameraPosition).toVar();
    const distance = way.length().max(0.01).toVar();
    seen.rgb.addAssign(lamps.halo(cameraPosition, way.div(distance), distance, sky.extinction));
    return seen;
  })();
}

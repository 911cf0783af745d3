import { Color, DirectionalLight, OrthographicCamera, Vector3 } from "three";
import {
  BasicShadowFilter,
  cameraViewMatrix,
  Fn,
  float,
  If,
  lightShadowMatrix,
  mix,
  modelNormalMatrix,
  normalize,
  normalLocal,
  normalWorld,
  positionWorld,
  reference,
  select,
  step,
  uniform,
  vec3,
  vec4,
  vertexStage,
} from "three/tsl";
import { AnalyticLightNode, type Node, type NodeBuilder, ShadowNode } from "three/webgpu";
import { type Conditions, conditionsOf } from "./conditions";
import { here } from "./here";
import { beam } from "./lamps/lamp-nodes";
import { towardsCamera } from "./light-from";
import { SHADOW_LAYER } from "./shadow-layer";
import type { LightSample } from "./sky/light-plan";
import type { Weathering } from "./weathering";

/** Texels along a side of the shadow map. */
const SHADOW_TEXELS = 1024;

/**
 * The one light with shadows: the sun, a direction of the sky, or a lamp, as the sub-frame wants it. Which it is, is said by uniforms and by the
 * projection of its shadow map, so that nothing is compiled when it changes.
 */
export class KeyLight extends DirectionalLight {
  /** Place and beam exponent of the lamp, as in `lamp-nodes.ts`; and its axis. */
  readonly place = uniform(new Vector3());
  readonly exponent = uniform(0);
  readonly axis = uniform(new Vector3(0, -1, 0));
  /** 1 for a lamp, 0 for light from one direction. */
  readonly isLamp = uniform(0);
  /** Direction to the light that comes from one, and irradiance of what faces it; for a lamp its intensity. */
  readonly towards = uniform(new Vector3(0, 1, 0));
  readonly irradiance = uniform(new Color());
  readonly camera = new KeyCamera();
  /** Share of the light that is not in the shadow. */
  readonly unshadowed: Node<"float">;
  readonly gloss: Weathering["gloss"];

  /** `gloss` is that of the film of water on matt surfaces. */
  constructor(gloss: Weathering["gloss"]) {
    super();
    this.gloss = gloss;
    this.castShadow = true;
    // Once for each sub-frame, however often the scene is drawn in it.
    this.shadow.autoUpdate = false;
    this.shadow.mapSize.set(SHADOW_TEXELS, SHADOW_TEXELS);
    // One filtered tap: the sub-frames do the rest, at a fifth of the cost of three's five taps.
    Object.assign(this.shadow, { filterNode: BasicShadowFilter, camera: this.camera });
    this.unshadowed = new KeyShadowNode(this, this.shadow) as unknown as Node<"float">;
    // One map for our own materials and for three's, which the user's models have.
    Object.assign(this.shadow, { shadowNode: this.unshadowed });
    this.camera.layers.set(SHADOW_LAYER);
  }
}

/** A camera whose projection is that of a lamp when it has a field of view, else parallel. */
class KeyCamera extends OrthographicCamera {
  /** Tangent of half of the field of view; 0 for parallel light. */
  spread = 0;

  override updateProjectionMatrix(): void {
    // The constructor of three's camera calls this before `spread` is there.
    if (!this.spread) {
      super.updateProjectionMatrix();
      return;
    }
    const edge = this.spread * this.near;
    this.projectionMatrix.makePerspective(-edge, edge, edge, -edge, this.near, this.far, this.coordinateSystem);
    this.projectionMatrixInverse.copy(this.projectionMatrix).invert();
  }
}

/** Three's shadow, its place in the map reckoned at the corners of triangles: it is linear, and so as exact between them. */
class KeyShadowNode extends ShadowNode {
  /** Three's own would be interpolated for nothing. */
  override setupShadowPosition(): void {}

  setupShadowCoord(): Node<"vec3"> {
    const { shadow } = this.light as KeyLight;
    const bias = reference("bias", "float", shadow) as unknown as Node<"float">;
    const normalBias = reference("normalBias", "float", shadow) as unknown as Node<"float">;
    const outside = positionWorld.add(modelNormalMatrix.mul(normalLocal).normalize().mul(normalBias));
    const clip = () => (lightShadowMatrix(this.light) as unknown as Node<"mat4">).mul(vec4(outside, 1)).toVar();
    const inMap = ({ x, y, z }: Node<"vec3">) => vec3(x, y.oneMinus(), z.add(bias));
    return Fn((builder: NodeBuilder) => {
      if (!conditionsOf(builder.material).keyLamp) return vertexStage(Fn(() => inMap(clip().xyz))());
      const seen = vertexStage(clip());
      return inMap(seen.xyz.div(seen.w));
    })() as Node<"vec3">;
  }

  /** One where the map does not reach. Without a branch, for both sides of which a CPU adapter would pay. */
  setupShadowFilter(_builder: NodeBuilder, { filterFn, ...inputs }: ShadowInputs): Node<"float"> {
    const { x, y, z } = inputs.shadowCoord.sub(0.5).abs();
    return mix(float(1), filterFn(inputs), step(x.max(y).max(z), 0.5));
  }
}

type ShadowInputs = { readonly shadowCoord: Node<"vec3">; readonly filterFn: (inputs: object) => Node<"float"> };

class KeyLightNode extends AnalyticLightNode<KeyLight> {
  static get type(): string {
    return "KeyLightNode";
  }

  override setupDirect(builder: NodeBuilder): { lightDirection: Node<"vec3">; lightColor: Node<"vec3"> } {
    const light = this.light;
    if (!light) throw new Error("a node of a light has no light");
    const conditions = conditionsOf(builder.material);
    const { colorNode: shadowed } = this as unknown as { colorNode: Node<"vec3"> };
    const { towards, share } = directLight(light, conditions);
    const lightDirection = cameraViewMatrix.transformDirection(towards);
    const lightColor = shadowed.mul(share).toVar();
    if (conditions.weathered) {
      const { reflectedLight } = builder.context as unknown as { reflectedLight: { directSpecular: Node<"vec3"> } };
      If(light.gloss.reflectance.greaterThan(0), () => {
        const view = towardsCamera();
        reflectedLight.directSpecular.addAssign(lightColor.mul(filmShine(light, { normal: normalWorld, towards, view })));
      });
    }
    return { lightDirection, lightColor };
  }
}
KeyLight.registerNode(KeyLightNode);

/** Where the light comes from at a point, in the world, and the share of its irradiance, or of its intensity, that arrives if nothing is in the way. */
export function directLight(light: KeyLight, { keyLamp }: Conditions): { towards: Node<"vec3">; share: Node<"float"> } {
  if (!keyLamp) return { towards: light.towards, share: float(1) };
  const way = light.place.sub(here).toVar();
  const squared = way.dot(way).max(0.02).toVar();
  const from = way.mul(squared.inverseSqrt()).toVar();
  const isLamp = light.isLamp.greaterThan(0);
  return {
    towards: select(isLamp, from, light.towards).toVar(),
    share: select(isLamp, beam(light.exponent, light.axis, from.negate()).div(squared), 1),
  };
}

/** Where a surface faces, where its light comes from, and where it is seen from: directions in the world. */
export type Ways = Readonly<Record<"normal" | "towards" | "view", Node<"vec3">>>;

/** What the film of water on a matt surface mirrors of the light, per irradiance of what faces it. */
export function filmShine({ gloss }: KeyLight, { normal, towards, view }: Ways): Node<"float"> {
  const { roughness, reflectance } = gloss;
  const power = float(2).div(roughness.mul(roughness).max(0.02).pow(2)).sub(2).clamp(1, 900);
  const shine = normal
    .dot(normalize(towards.add(view)))
    .max(0)
    .pow(power)
    .mul(power.add(8).div(8 * Math.PI));
  return normal.dot(towards).max(0).mul(shine).mul(reflectance);
}

/** Points the light for a sub-frame and lays its shadow map over the ground in view, or into the beam of the lamp. */
export function aimLight(light: KeyLight, sample: LightSample, centre: Vector3, reach: number): void {
  light.color.setRGB(...sample.irradiance);
  light.irradiance.value.copy(light.color);
  light.isLamp.value = sample.lamp ? 1 : 0;
  light.shadow.needsUpdate = true;
  if (sample.lamp) aimLamp(light, sample.lamp);
  else aimParallel(light, sample, centre, reach);
  light.target.updateMatrixWorld();
  light.updateMatrixWorld();
  light.camera.updateProjectionMatrix();
}

function aimParallel(light: KeyLight, { direction, shift: [east, south] }: LightSample, centre: Vector3, reach: number): void {
  const texel = (2 * reach) / SHADOW_TEXELS;
  light.target.position.copy(centre).add(new Vector3(east, 0, south).multiplyScalar(texel));
  light.towards.value.set(...direction).normalize();
  light.position.copy(light.target.position).addScaledVector(light.towards.value, reach * 6);
  // Biases against self-shadowing grow with the texel.
  light.shadow.normalBias = 0.45 * texel;
  light.shadow.bias = -0.0004;
  const box = { left: -reach, right: reach, top: reach, bottom: -reach, near: reach * 0.03, far: reach * 12 };
  Object.assign(light.camera, box, { spread: 0 });
}

/** Tangents of half of the field that the shadow map of a lamp covers: of street lights, and of headlights. */
const WIDE = 2.6;
const DIPPED = 1;

function aimLamp(light: KeyLight, { position, axis, exponent, dipped }: NonNullable<LightSample["lamp"]>): void {
  light.place.value.set(...position);
  light.axis.value.set(...axis);
  light.exponent.value = dipped ? -1 : exponent;
  light.position.set(...position);
  // The axis may be vertical: a little aside, so that the camera knows where its upper side is.
  light.target.position.set(...position).add(new Vector3(axis[0] + 1e-3, axis[1], axis[2]));
  light.shadow.normalBias = 0.02;
  light.shadow.bias = -0.0002;
  Object.assign(light.camera, { near: 0.3, far: 90, spread: dipped ? DIPPED : WIDE });
}

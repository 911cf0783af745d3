import {
  DataTexture,
  FloatType,
  HalfFloatType,
  Matrix4,
  NearestFilter,
  PerspectiveCamera,
  RedFormat,
  RGBAFormat,
  type Texture,
  type Vector2,
  Vector3,
  Vector4,
  WebGPUCoordinateSystem,
} from "three";
import {
  Fn,
  float,
  If,
  normalWorldGeometry,
  positionView,
  screenCoordinate,
  smoothstep,
  texture,
  uint,
  uniform,
  vec2,
  vec3,
} from "three/tsl";
import type { Node } from "three/webgpu";
import { here } from "./here";

/**
 * The mirror image of the scene in the ground at height 0, for wet roads. `render/reflection.ts` draws it, when it is wet, through the camera of `view`, which
 * sees the scene from below as the main camera sees it in the mirror, with left and right exchanged.
 */
export type Mirror = {
  readonly camera: PerspectiveCamera;
  /** What a wet surface of this roughness mirrors; `otherwise` where the ground is not level or there is no image. */
  readonly seen: (normal: Node<"vec3">, view: Node<"vec3">, roughness: Node<"float">, otherwise: Node<"vec3">) => Node<"vec3">;
  /** Shows an image of `size` texels in a texture for the picture of a sub-frame, or nothing. */
  show(
    image:
      | {
          readonly colour: Texture;
          readonly depth: Texture;
          readonly size: Vector2;
          readonly picture: Vector2;
          readonly seed: number;
        }
      | undefined,
  ): void;
  /** Moves the mirror camera to where the main camera sees the ground; `height` is that of the picture in pixels. */
  follow(camera: PerspectiveCamera, height: number): void;
  dispose(): void;
};

/** Samples of a rough reflection in each sub-frame. */
const TAPS = 3;

export function createMirror(): Mirror {
  const blankColour = new DataTexture(new Uint16Array(4), 1, 1, RGBAFormat, HalfFloatType);
  const blankDepth = new DataTexture(new Float32Array(1), 1, 1, RedFormat, FloatType);
  for (const blank of [blankColour, blankDepth]) {
    blank.magFilter = NearestFilter;
    blank.minFilter = NearestFilter;
    blank.needsUpdate = true;
  }
  const colour = texture(blankColour);
  const depth = texture(blankDepth);
  /** Size of the image in texels, of the picture in pixels. */
  const sizes = uniform(new Vector4(1, 1, 1, 1));
  const present = uniform(0);
  const seed = uniform(0, "uint");
  const focal = uniform(1);
  const camera = new PerspectiveCamera();
  camera.matrixAutoUpdate = false;
  camera.matrixWorldAutoUpdate = false;
  camera.coordinateSystem = WebGPUCoordinateSystem;

  const texel = (place: Node<"vec2">) => place.clamp(vec2(0), sizes.xy.sub(1)).toIVec2();

  return {
    camera,
    seen: (normal, view, roughness, otherwise) =>
      Fn(() => {
        const light = vec3(otherwise).toVar();
        const level = smoothstep(0.85, 0.95, normalWorldGeometry.y).mul(smoothstep(0.5, 0.3, here.y.abs()));
        If(present.greaterThan(0).and(level.greaterThan(0)), () => {
          const scale = sizes.xy.div(sizes.zw);
          const here = screenCoordinate.xy.mul(scale).toVar();
          here.x.assign(sizes.x.sub(here.x));
          const far = depth.load(texel(here)).r.toVar();
          // Near its foot a thing is mirrored sharply: the way from the ground to it is short.
          const own = positionView.z.negate();
          const away = far.lessThanEqual(0).select(
            1,
            float(1)
              .sub(own.div(far.max(0.01)))
              .clamp(0.02, 1),
          );
          const blur = focal.mul(scale.y).mul(roughness.mul(0.32)).mul(away).toVar();
          const facing = normal.dot(view).clamp(0.03, 1).toVar();
          // Tilted surfaces: ripples and grain.
          const tilt = normal.sub(vec3(0, 1, 0)).toVar();
          const flat = vec2(view.x, view.z).div(vec2(view.x, view.z).length().max(1e-3)).toVar();
          const lengthwise = tilt.xz.dot(flat);
          const sideways = tilt.x.mul(flat.y).sub(tilt.z.mul(flat.x));
          const bent = vec2(sideways.mul(facing), lengthwise.negate()).mul(focal.mul(scale.y).mul(2).mul(away).mul(0.6));
          const hash = screenCoordinate.x
            .toUint()
            .mul(1973)
            .add(screenCoordinate.y.toUint().mul(9277))
            .add(seed.mul(26699))
            .toVar();
          const sum = vec3(0).toVar();
          for (let tap = 0; tap < TAPS; tap++) {
            hash.assign(hash.bitXor(hash.shiftRight(15)).mul(uint(2246822519)).add(uint(0x9e3779b9)));
            hash.assign(hash.bitXor(hash.shiftRight(13)).mul(uint(3266489917)));
            const number = (bits: number) => hash.shiftRight(bits).bitAnd(255).toFloat().div(255).sub(0.5);
            // The sum of two uniform numbers falls off to both sides; spread evenly over the taps.
            const down = number(0)
              .add(tap - (TAPS - 1) / 2)
              .div(TAPS)
              .mul(2)
              .add(number(8));
            const across = number(16).add(number(24)).mul(facing);
            const place = here.add(bent).add(vec2(across, down).mul(blur));
            sum.addAssign(colour.load(texel(place)).rgb.min(8));
          }
          light.assign(light.mul(level.oneMinus()).add(sum.div(TAPS).mul(level)));
        });
        return light;
      })(),
    show(image) {
      present.value = image ? 1 : 0;
      colour.value = image?.colour ?? blankColour;
      depth.value = image?.depth ?? blankDepth;
      if (!image) return;
      sizes.value.set(image.size.x, image.size.y, image.picture.x, image.picture.y);
      seed.value = image.seed;
    },
    follow(main, height) {
      mirrorCamera(camera, main);
      focal.value = (main.projectionMatrix.elements[5] ?? 1) * (height / 2);
    },
    dispose() {
      blankColour.dispose();
      blankDepth.dispose();
    },
  };
}

const UPSIDE_DOWN = new Matrix4().makeScale(1, -1, 1);
const SIDES_EXCHANGED = new Matrix4().makeScale(-1, 1, 1);

/** Makes a camera see what another sees in the mirror at height 0, with left and right exchanged, and nothing below the mirror. */
export function mirrorCamera(camera: PerspectiveCamera, main: PerspectiveCamera): void {
  camera.near = main.near;
  camera.far = main.far;
  camera.matrixWorldInverse.copy(main.matrixWorldInverse).premultiply(SIDES_EXCHANGED).multiply(UPSIDE_DOWN);
  camera.matrixWorld.copy(camera.matrixWorldInverse).invert();
  camera.matrix.copy(camera.matrixWorld);
  camera.matrix.decompose(camera.position, camera.quaternion, camera.scale);
  camera.projectionMatrix.copy(main.projectionMatrix).premultiply(SIDES_EXCHANGED).multiply(SIDES_EXCHANGED);
  clipBelow(camera);
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
}

/** Lays the near plane into the mirror (Lengyel, Oblique View Frustum Depth Projection and Clipping, 2005; for depths from 0 to 1). */
function clipBelow({ matrixWorldInverse, projectionMatrix, matrixWorld }: PerspectiveCamera): void {
  const normal = new Vector3(0, 1, 0).transformDirection(matrixWorldInverse);
  const point = new Vector3(0, 0, 0).applyMatrix4(matrixWorldInverse);
  const plane = new Vector4(normal.x, normal.y, normal.z, -normal.dot(point));
  // Only from below can the mirror hide anything.
  if (new Vector3().setFromMatrixPosition(matrixWorld).y >= 0) return;
  const corner = new Vector4(Math.sign(plane.x), Math.sign(plane.y), 1, 1).applyMatrix4(projectionMatrix.clone().invert());
  plane.multiplyScalar(1 / plane.dot(corner));
  const { elements } = projectionMatrix;
  for (const [column, value] of [plane.x, plane.y, plane.z, plane.w].entries()) elements[column * 4 + 2] = value;
}

import { Vector4 } from "three";
import { float, mix, renderGroup, step, uniform } from "three/tsl";
import type { Node, NodeFrame } from "three/webgpu";
import { type Air, noAir } from "../../recipe/air";
import { fromCamera, here } from "../here";

/** The air between the camera and the point that is shaded. */
export type AirNode = {
  /**
   * Share of light that passes: `opticalDepth` of `recipe/air.ts` for the GPU. Where the picture has mirror images on the ground, their way begins where it leaves the mirror.
   */
  readonly transmittance: (mirrors: boolean) => Node<"float">;
  /** Extinction at the ground in 1/m. */
  readonly extinction: Node<"float">;
  set(air: Air): void;
};

/** Where the air is thought to be as thick at the point as at the camera: so little higher, in scale heights. */
const LEVEL = 1e-3;

export function createAir(): AirNode {
  let air = noAir;
  const extinction = uniform(0);
  /** Extinction of haze at the camera, 1 by scale height, height of the camera below the ground in scale heights, extinction of what falls. */
  const atCamera = uniform(new Vector4())
    .setGroup(renderGroup)
    .onRenderUpdate(({ camera }: NodeFrame, self: { value: Vector4 }) => {
      const height = camera?.matrixWorld.elements[13] ?? 0;
      const { ground, scaleHeight, falling } = air;
      self.value.set(
        ground * Math.exp(-Math.max(height, 0) / scaleHeight),
        1 / scaleHeight,
        Math.min(height, 0) / scaleHeight,
        falling,
      );
    }) as unknown as Node<"vec4">;
  return {
    transmittance(mirrors) {
      const rise = fromCamera.y.mul(atCamera.y).add(atCamera.z);
      // Without a branch, for both sides of which a CPU adapter would pay.
      const away = mix(float(LEVEL), rise, step(LEVEL, rise.abs()));
      const mean = away.negate().exp().oneMinus().div(away);
      const under = atCamera.z.negate().div(atCamera.y);
      const distance = fromCamera.length();
      const way = mirrors ? distance.mul(float(1).sub(under.div(under.add(here.y.max(0.001))))) : distance;
      return way.mul(atCamera.x.mul(mean).add(atCamera.w)).negate().exp();
    },
    extinction,
    set(now) {
      air = now;
      extinction.value = now.ground + now.falling;
    },
  };
}

import dropsCode from "../../shaders/lens-drops.wgsl?raw";
import type { LensDrop } from "../scene/lens-drops";
import { computePipeline, dispatch } from "./compute";
import type { Picture } from "./target";

/** Wets the lens: changes the colours of a picture where drops are, and nothing else. */
export type LensWetter = {
  /** Records the change of the sum. Submit the encoder before the next picture. */
  wet(encoder: GPUCommandEncoder, picture: Picture, drops: readonly LensDrop[]): void;
  dispose(): void;
};

/** Drops at most, as the schema of the recipe says, and bytes of one in lens-drops.wgsl. */
const MOST_DROPS = 200;
const DROP_BYTES = 32;
const GROUP = 8;

export function createLensWetter(device: GPUDevice): LensWetter {
  const pipeline = computePipeline(device, "LensWetter.wet", dropsCode);
  const buffer = (label: string, size: number, usage: number) =>
    device.createBuffer({ label, size, usage: usage | GPUBufferUsage.COPY_DST });
  const settings = buffer("LensWetter.settings", 16, GPUBufferUsage.UNIFORM);
  const list = buffer("LensWetter.drops", MOST_DROPS * DROP_BYTES, GPUBufferUsage.STORAGE);
  let dry: GPUBuffer | undefined;
  return {
    wet(encoder, { width, height, sum }, drops) {
      const shown = drops.slice(0, MOST_DROPS);
      if (shown.length === 0) return;
      if (dry?.size !== sum.size) {
        dry?.destroy();
        dry = buffer("LensWetter.dry", sum.size, GPUBufferUsage.STORAGE);
      }
      device.queue.writeBuffer(settings, 0, new Uint32Array([width, height, shown.length, 0]));
      device.queue.writeBuffer(list, 0, new Float32Array(shown.flatMap(values)));
      encoder.copyBufferToBuffer(sum, 0, dry, 0, sum.size);
      const resources = [dry, sum, settings, list].map((one) => ({ buffer: one }));
      dispatch(device, encoder, pipeline, resources, [Math.ceil(width / GROUP), Math.ceil(height / GROUP)]);
    },
    dispose() {
      for (const owned of [settings, list, dry]) owned?.destroy();
    },
  };
}

/** `Drop` of lens-drops.wgsl, its fields in order, with its padding. */
function values({ x, y, radius, stretch, dent, turn, softness }: LensDrop): number[] {
  return [x, y, radius, stretch, dent, turn, softness, 0];
}

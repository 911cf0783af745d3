import sharedCode from "../../shaders/sensor.wgsl?raw";
import demosaicCode from "../../shaders/sensor-demosaic.wgsl?raw";
import electronsCode from "../../shaders/sensor-electrons.wgsl?raw";
import glareCode from "../../shaders/sensor-glare.wgsl?raw";
import lensCode from "../../shaders/sensor-lens.wgsl?raw";
import sharpenCode from "../../shaders/sensor-sharpen.wgsl?raw";
import toneCode from "../../shaders/sensor-tone.wgsl?raw";
import type { Developing } from "../camera/exposure";
import type { Lens } from "../camera/lens";
import type { SensorSpec } from "../recipe/spec";
import { toneCurve } from "../scene/tone-curve";
import { type ComputePipeline, computePipeline, dispatch } from "./compute";
import type { Picture } from "./target";

/** A camera's sensor, on the GPU: from the sum of the sub-frames to the finished pixels. */
export type Sensor = {
  /** Records all stages. Submit the encoder before the next picture. Gives the buffer with the signal in units of radiance, before the tone curve. */
  develop(
    encoder: GPUCommandEncoder,
    picture: Picture,
    lens: Pick<Lens, "focal" | "centre">,
    developing: Developing,
    subframes: number,
  ): GPUBuffer;
  dispose(): void;
};

/** Bytes of `Settings` in sensor.wgsl. */
const SETTINGS_BYTES = 96;
const GROUP = 8;
/** Widths of the two parts of the glare, as shares of the height of the picture. */
const BLOOM = 0.008;
const VEIL = 0.08;

const mosaics = { none: 0, bilinear: 1, malvar: 2 } as const satisfies Record<SensorSpec["demosaic"], number>;
const curves = { camera: 0, agx: 1, aces: 2, neutral: 3, linear: 4 } as const satisfies Record<SensorSpec["toneCurve"], number>;

export function createSensor(device: GPUDevice): Sensor {
  const pipeline = (name: string, code: string, constants: Record<string, number> = {}) =>
    computePipeline(device, `Sensor.${name}`, sharedCode + code, constants);
  const lensStage = pipeline("lens", lensCode);
  const reduce = pipeline("reduce", glareCode, { step: 0 });
  const blurs = [BLOOM, VEIL].map((sigma) => [1, 2].map((step) => pipeline("glare", glareCode, { step, sigma })));
  const electrons = pipeline("electrons", electronsCode);
  const demosaic = pipeline("demosaic", demosaicCode);
  const tone = pipeline("tone", toneCode, toneCurve);
  const sharpen = pipeline("sharpen", sharpenCode);
  const settings = device.createBuffer({
    label: "Sensor.settings",
    size: SETTINGS_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  let buffers: Buffers | undefined;
  const buffersFor = ({ width, height }: Picture): Buffers => {
    if (buffers?.width === width && buffers.height === height) return buffers;
    buffers?.dispose();
    buffers = createBuffers(device, width, height);
    return buffers;
  };

  return {
    develop(encoder, picture, lens, developing, subframes) {
      const { width, height } = picture;
      const { light, signal, quarters } = buffersFor(picture);
      device.queue.writeBuffer(settings, 0, settingsOf(picture, lens, developing, subframes));
      const run = (stage: ComputePipeline, scale: number, from: GPUBuffer, to: GPUBuffer, ...more: readonly GPUBuffer[]) => {
        const resources = [from, to, settings, ...more].map((buffer) => ({ buffer }));
        const groups = [width, height].map((side) => Math.ceil(side / scale / GROUP));
        dispatch(device, encoder, stage, resources, [groups[0] ?? 1, groups[1] ?? 1]);
      };
      run(lensStage, 1, picture.sum, light);
      const [small, between, bloom, veil] = quarters;
      if (developing.sensor.glare > 0) {
        run(reduce, 4, light, small);
        for (const [at, spread] of [bloom, veil].entries()) {
          const [alongX, alongY] = blurs[at] ?? [];
          if (alongX) run(alongX, 4, small, between);
          if (alongY) run(alongY, 4, between, spread);
        }
      }
      run(electrons, 1, light, signal, bloom, veil);
      const isMosaic = developing.sensor.demosaic !== "none";
      if (isMosaic) run(demosaic, 1, signal, light);
      const [developed, spare] = isMosaic ? [light, signal] : [signal, light];
      run(tone, 1, developed, spare);
      run(sharpen, 1, spare, picture.pixels);
      return developed;
    },
    dispose() {
      buffers?.dispose();
      settings.destroy();
    },
  };
}

type Buffers = {
  readonly width: number;
  readonly height: number;
  readonly light: GPUBuffer;
  readonly signal: GPUBuffer;
  /** A quarter of the width and height. */
  readonly quarters: readonly [GPUBuffer, GPUBuffer, GPUBuffer, GPUBuffer];
  dispose(): void;
};

function createBuffers(device: GPUDevice, width: number, height: number): Buffers {
  const buffer = (name: string, pixels: number) =>
    device.createBuffer({
      label: `Sensor.${name}`,
      size: pixels * 16,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    });
  const [light, signal] = [buffer("light", width * height), buffer("signal", width * height)];
  const few = Math.ceil(width / 4) * Math.ceil(height / 4);
  const quarters = [buffer("small", few), buffer("between", few), buffer("bloom", few), buffer("veil", few)] as const;
  return {
    width,
    height,
    light,
    signal,
    quarters,
    dispose() {
      for (const one of [light, signal, ...quarters]) one.destroy();
    },
  };
}

/** `Settings` of sensor.wgsl, its fields in order. */
function settingsOf(
  { width, height }: Picture,
  { focal, centre }: Pick<Lens, "focal" | "centre">,
  { sensor, wellElectrons, saturation, noiseSeed, patternSeed }: Developing,
  subframes: number,
): ArrayBuffer {
  const bytes = new ArrayBuffer(SETTINGS_BYTES);
  const [floats, wholes] = [new Float32Array(bytes), new Uint32Array(bytes)];
  wholes.set([width, height], 0);
  floats.set([subframes, sensor.vignetting, ...centre, focal, sensor.chromaticAberration, sensor.glare], 2);
  floats.set([wellElectrons, saturation, sensor.readNoiseElectrons, sensor.darkSignalNonUniformityElectrons], 9);
  floats.set([sensor.photoResponseNonUniformity, sensor.bits], 13);
  wholes.set([mosaics[sensor.demosaic], noiseSeed, patternSeed], 15);
  floats[18] = sensor.sharpening;
  wholes[19] = curves[sensor.toneCurve];
  floats.set(sensor.whiteBalance, 20);
  return bytes;
}

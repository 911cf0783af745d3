import type { PerspectiveCamera } from "three";
import precipitationCode from "../../shaders/precipitation.wgsl?raw";
import type { Falling } from "../recipe/falling";
import { MOST_LAMPS } from "../scene/lamps/lamps";
import type { Precipitation } from "../scene/precipitation";
import { onFirstUse } from "./first-use";

/** The part of a sub-frame that they are drawn over. */
export type Over = {
  readonly colour: GPUTexture;
  readonly depth: GPUTexture;
  readonly width: number;
  readonly height: number;
  readonly subframe: number;
  readonly subframes: number;
};

/** Draws drops and flakes over the colour of a sub-frame. Each is drawn in one sub-frame only, with the weight of all. */
export type Precipitator = {
  draw(encoder: GPUCommandEncoder, what: Precipitation, camera: PerspectiveCamera, over: Over): void;
  dispose(): void;
};

/** Bytes of `Scene` and of a `Lamp` in precipitation.wgsl. */
const SCENE_BYTES = 64 + 7 * 16;
const LAMP_BYTES = 48;
/** Particles of a picture at most: farther ones then stand for several. */
const MOST_PARTICLES = { rain: 24_000, snow: 24_000 } as const;
/** Nearest and farthest distance at which they are drawn singly; beyond, they are haze. */
const RANGE = [0.3, 7] as const;
/** Metres per second by which flakes differ from each other, and drops. */
const GUSTS = { rain: 0.6, snow: 1.1 } as const;

export function createPrecipitator(device: GPUDevice): Precipitator {
  const factors = { srcFactor: "src-alpha", dstFactor: "one-minus-src-alpha" } as const;
  const keep = { srcFactor: "zero", dstFactor: "one" } as const;
  const compiled = onFirstUse(() => {
    const module = device.createShaderModule({ label: "Precipitator.module", code: precipitationCode });
    return device.createRenderPipeline({
      label: "Precipitator.pipeline",
      layout: "auto",
      vertex: { module, entryPoint: "place" },
      fragment: { module, entryPoint: "shade", targets: [{ format: "rgba16float", blend: { color: factors, alpha: keep } }] },
      primitive: { topology: "triangle-strip" },
    });
  });
  const buffer = (label: string, size: number, usage: number) =>
    device.createBuffer({ label, size, usage: usage | GPUBufferUsage.COPY_DST });
  const scenes = {
    rain: buffer("Precipitator.rain", SCENE_BYTES, GPUBufferUsage.UNIFORM),
    snow: buffer("Precipitator.snow", SCENE_BYTES, GPUBufferUsage.UNIFORM),
  };
  const lampList = buffer("Precipitator.lamps", MOST_LAMPS * LAMP_BYTES, GPUBufferUsage.STORAGE);

  return {
    draw(encoder, what, camera, over) {
      const pipeline = compiled();
      device.queue.writeBuffer(lampList, 0, lampValues(what));
      for (const falling of what.falling) {
        const scene = scenes[falling.kind];
        const count = Math.ceil(MOST_PARTICLES[falling.kind] / over.subframes);
        device.queue.writeBuffer(scene, 0, sceneValues(what, falling, camera, over, count));
        const pass = encoder.beginRenderPass({
          label: "Precipitator.pass",
          colorAttachments: [{ view: over.colour.createView(), loadOp: "load", storeOp: "store" }],
        });
        pass.setPipeline(pipeline);
        pass.setViewport(0, 0, over.width, over.height, 0, 1);
        pass.setScissorRect(0, 0, over.width, over.height);
        const resources = [{ buffer: scene }, { buffer: lampList }, over.depth.createView()];
        const entries = resources.map((resource, binding) => ({ binding, resource }));
        pass.setBindGroup(0, device.createBindGroup({ label: "Precipitator", layout: pipeline.getBindGroupLayout(0), entries }));
        pass.draw(4, count);
        pass.end();
      }
    },
    dispose() {
      for (const owned of [scenes.rain, scenes.snow, lampList]) owned.destroy();
    },
  };
}

function sceneValues(what: Precipitation, falling: Falling, camera: PerspectiveCamera, over: Over, count: number): ArrayBuffer {
  const bytes = new ArrayBuffer(SCENE_BYTES);
  const [numbers, words] = [new Float32Array(bytes), new Uint32Array(bytes)];
  const { elements: projection } = camera.projectionMatrix;
  const snow = falling.kind === "snow";
  numbers.set(camera.matrixWorld.elements, 0);
  numbers.set([projection[0] ?? 1, projection[5] ?? 1, projection[8] ?? 0, projection[9] ?? 0], 16);
  numbers.set([...falling.wind, GUSTS[falling.kind]], 20);
  numbers.set([...what.radiance[falling.kind], over.subframes], 24);
  numbers.set([over.width, over.height, what.shutterSeconds, what.apertureMetres], 28);
  numbers.set([falling.density, falling.smallest, falling.spread, snow ? 1 : 0], 32);
  words.set([count, Math.imul(what.seed + (snow ? 77 : 0), 2654435761) + over.subframe * 40503, what.lamps.length, 0], 36);
  numbers.set([...RANGE, what.focusMetres, 0], 40);
  return bytes;
}

function lampValues({ lamps, lampGain }: Precipitation): ArrayBuffer {
  const bytes = new ArrayBuffer(MOST_LAMPS * LAMP_BYTES);
  const numbers = new Float32Array(bytes);
  for (const [at, { position, axis, intensity, exponent, dipped }] of lamps.entries()) {
    const exposed = intensity.map((value, c) => value * (lampGain[c] ?? 0));
    numbers.set([...position, dipped ? -1 : exponent, ...axis, 0, ...exposed, 0], (at * LAMP_BYTES) / 4);
  }
  return bytes;
}

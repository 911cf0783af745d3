import { lensOf } from "../camera/lens";
import { type Shot, shotsOf } from "../camera/shots";
import type { GBufferName } from "../scene/g-buffer-layout";
import { lookThrough } from "../scene/look";
import type { Stage } from "../scene/stage";
import { advanceFrame, type Drawn, drawShot, layers } from "./draw-shot";
import type { Frame } from "./frame";
import { drawGBuffer, type GBuffer } from "./g-buffer";
import { checked, type Gpu } from "./gpu";
import type { Source } from "./readback";

/**
 * Renders a Stage. All is recorded before this returns: what is awaited is only the GPU, so that another stage can be built and drawn meanwhile. The first sub-frame looks through the pixel centres and gives ids and depth together with its colour; the
 * others are moved within the pixel, the aperture and the exposure and only add colour. `wanted` is drawn once more, for the labels. Throws a
 * GpuError on any GPU error.
 */
export function render(gpu: Gpu, stage: Stage, wanted: readonly GBufferName[] = []): Promise<Frame> {
  return checked(gpu, () => draw(gpu, stage, wanted));
}

async function draw(gpu: Gpu, stage: Stage, wanted: readonly GBufferName[]): Promise<Frame> {
  const { width, height } = stage.image;
  const [[colour, ids, depth], gBuffer] = await Promise.all(record(gpu, stage, wanted));
  if (!colour || !ids || !depth) throw new Error("A picture was read back with layers missing");
  return {
    width,
    height,
    colour: new Uint8ClampedArray(colour),
    ids: new Uint32Array(ids),
    depth: new Float32Array(depth),
    gBuffer,
  };
}

/** Gives the GPU all its work for a picture: bytes of colour, ids and depth, and what else was wanted. */
function record(gpu: Gpu, stage: Stage, wanted: readonly GBufferName[]): readonly [Promise<ArrayBuffer[]>, Promise<GBuffer>] {
  const { renderer, device, gatherer, developer, readback } = gpu;
  const { image, camera, lights, rig, developing } = stage;
  const { width, height } = image;
  const subframes = shotsOf(camera, image, stage.passing);
  const faces = subframes.flatMap((shots) => shots.map(({ face }) => face));
  const target = gpu.target(Math.max(...faces.map((face) => face.width)), Math.max(...faces.map((face) => face.height)));
  const picture = gpu.picture(width, height);
  using _mounted = stage.mount();
  const isShot = isOneShot(stage, subframes);
  let shown: Drawn | undefined;
  renderer.setMRT(layers);
  for (const [at, shots] of subframes.entries()) {
    const light = lights[at];
    for (const [band, shot] of shots.entries()) {
      // Each band of a rolling shutter has its own moment, and shadows move with what casts them.
      if (stage.advance(shot.seconds) || band === 0) {
        if (light) stage.aim(light);
        advanceFrame(renderer);
      }
      lookThrough(rig.camera, camera, shot);
      if (stage.mirrors) gpu.reflection.draw(renderer, rig, shot.face, at);
      const drawn = drawShot(renderer, stage, target, shot);
      const encoder = device.createCommandEncoder({ label: "render.gather" });
      if (stage.precipitation) {
        const over = { ...drawn, width: shot.face.width, height: shot.face.height, subframe: at, subframes: subframes.length };
        gpu.precipitator.draw(encoder, stage.precipitation, rig.camera, over);
      }
      if (isShot) shown = drawn;
      else gatherer.gather(encoder, drawn, { picture, camera, image }, shot, at === 0);
      device.queue.submit([encoder.finish()]);
    }
  }
  const encoder = device.createCommandEncoder({ label: "render.develop" });
  gpu.lensWetter.wet(encoder, picture, stage.lensDrops);
  let developed: Source = picture.pixels;
  if (shown) developed = developer.developShot(encoder, shown.colour, picture);
  else if (developing) gpu.sensor.develop(encoder, picture, lensOf(camera, image), developing, subframes.length);
  else developer.develop(encoder, picture, subframes.length);
  const labels = shown ?? picture;
  const read = readback.read(encoder, [developed, labels.ids, labels.depth], image);
  const gBuffer = drawGBuffer(gpu, stage, wanted, { shots: subframes[0] ?? [], target, picture });
  stage.advance(0);
  renderer.setRenderTarget(null);
  renderer.setMRT(null);
  return [read, gBuffer];
}

/** Whether the picture is one shot just as it is drawn, as most drafts are: through a straight and dry lens, on an ideal sensor. */
function isOneShot({ camera, developing, lensDrops }: Stage, [shots, ...others]: readonly (readonly Shot[])[]): boolean {
  return shots?.length === 1 && others.length === 0 && !camera.distortion && !developing && lensDrops.length === 0;
}

import type { Shot } from "../camera/shots";
import { hasSeeThrough } from "../scene/g-buffer";
import type { GBufferName } from "../scene/g-buffer-layout";
import { lookThrough } from "../scene/look";
import type { Stage } from "../scene/stage";
import { drawShot } from "./draw-shot";
import type { Gpu } from "./gpu";
import type { Picture, Target } from "./target";

/** Packed integers of the names that were asked for, one for each pixel; `scene/g-buffer-layout.ts` says how they are packed. */
export type GBuffer = { readonly [name in GBufferName]?: Uint32Array<ArrayBuffer> } & {
  /** Planar depth of `behind`, metres. */
  readonly behindDepth?: Float32Array<ArrayBuffer>;
};

/**
 * Draws what is asked for besides colour, ids and depth: for each name the shots of the first sub-frame once more, with the same triangles through the same
 * pixel centres, and integers where the ids were. `behind` is left out when nothing can be seen through. All is recorded before this returns. Call it after the reading of the picture was
 * recorded: its labels are written over.
 */
export function drawGBuffer(
  gpu: Gpu,
  stage: Stage,
  names: readonly GBufferName[],
  { shots, target, picture }: { readonly shots: readonly Shot[]; readonly target: Target; readonly picture: Picture },
): Promise<GBuffer> {
  const { renderer, device, gatherer, readback } = gpu;
  const { rig, camera, image } = stage;
  const there = names.filter((name) => name !== "behind" || hasSeeThrough(rig.scene));
  const reads = there.map((name) => {
    const undress = rig.gBuffer.wear(name, { scene: rig.scene, visible: rig.visible, hidden: [rig.sky.dome, rig.nearest] });
    try {
      for (const shot of shots) {
        stage.advance(shot.seconds);
        lookThrough(rig.camera, camera, shot);
        const drawn = drawShot(renderer, stage, target, shot);
        const encoder = device.createCommandEncoder({ label: "drawGBuffer.gather" });
        gatherer.gather(encoder, drawn, { picture, camera, image }, shot, true);
        device.queue.submit([encoder.finish()]);
      }
    } finally {
      undress();
    }
    const sources = name === "behind" ? [picture.ids, picture.depth] : [picture.ids];
    return readback.read(device.createCommandEncoder({ label: "drawGBuffer.read" }), sources, image);
  });
  return Promise.all(reads).then((all) => {
    const layers: { [name in GBufferName]?: Uint32Array<ArrayBuffer> } = {};
    let behindDepth: Float32Array<ArrayBuffer> | undefined;
    for (const [at, name] of there.entries()) {
      const [packed, depth] = all[at] ?? [];
      if (packed) layers[name] = new Uint32Array(packed);
      if (depth) behindDepth = new Float32Array(depth);
    }
    return { ...layers, ...(behindDepth && { behindDepth }) };
  });
}

import type { LaneLineSpec, SceneSpec, Vec3 } from "../recipe/spec";
import { viewOf } from "./view";

type Pixel = readonly [u: number, v: number];

/** A painted line of a lane, in the world and in the picture. */
export type LaneLineLabel = Pick<LaneLineSpec, "role" | "kind" | "colour" | "widthMetres" | "dashMetres"> & {
  /** The middle of the paint, metres. Goes on behind the camera. */
  readonly world: readonly Vec3[];
  /** What of it is in the picture, whatever stands before it: one polyline for each part that the frame leaves, pixels. */
  readonly image: readonly (readonly Pixel[])[];
};

/** A lens that bends, and a shutter that rolls, bend straight lines: they are followed in so many steps between two points. */
const STEPS = 16;

/** The painted lines of lanes of which a part is in the picture: clipped at the near plane, sent through the lens, clipped by the frame. */
export function laneLineLabels(spec: SceneSpec): LaneLineLabel[] {
  const { camera, image } = spec;
  const view = viewOf(spec);
  const steps = camera.distortion || camera.rollingShutterSeconds ? STEPS : 1;
  const frame = [image.width, image.height] as const;
  return (spec.laneLines ?? []).flatMap(({ points, ...line }) => {
    const inCamera = points.map(view.toCamera);
    const parts: Pixel[][] = [];
    for (const [at, to] of inCamera.slice(1).entries()) {
      const piece = beyond(camera.near, inCamera[at] ?? to, to);
      if (!piece) continue;
      let before = view.project(piece[0]);
      for (let step = 1; step <= steps; step++) {
        const next = view.project(between(piece[0], piece[1], step / steps));
        if (before && next) append(parts, inFrame(before, next, frame));
        before = next;
      }
    }
    return parts.length > 0 ? [{ ...line, world: points, image: parts }] : [];
  });
}

/** The part of a segment that is not nearer than the near plane. */
function beyond(near: number, from: Vec3, to: Vec3): readonly [Vec3, Vec3] | undefined {
  if (from[2] < near && to[2] < near) return undefined;
  const cut = () => between(from, to, (near - from[2]) / (to[2] - from[2]));
  return [from[2] < near ? cut() : from, to[2] < near ? cut() : to];
}

function between(from: Vec3, to: Vec3, share: number): Vec3 {
  const along = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * share;
  return [along(0), along(1), along(2)];
}

/** The part of a segment within the picture (Liang and Barsky, 1984). */
function inFrame(from: Pixel, to: Pixel, size: Pixel): readonly [Pixel, Pixel] | undefined {
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1] as const) {
    const step = to[axis] - from[axis];
    if (step === 0 && (from[axis] < 0 || from[axis] > size[axis])) return undefined;
    if (step === 0) continue;
    const [low, high] = [-from[axis] / step, (size[axis] - from[axis]) / step];
    enter = Math.max(enter, Math.min(low, high));
    leave = Math.min(leave, Math.max(low, high));
  }
  if (enter >= leave) return undefined;
  const at = (share: number): Pixel => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
  return [enter > 0 ? at(enter) : from, leave < 1 ? at(leave) : to];
}

/** Goes on with the last polyline where the segment begins at its end, else begins another. */
function append(parts: Pixel[][], segment: readonly [Pixel, Pixel] | undefined): void {
  if (!segment) return;
  const last = parts.at(-1);
  const end = last?.at(-1);
  if (last && end?.[0] === segment[0][0] && end[1] === segment[0][1]) last.push(segment[1]);
  else parts.push([...segment]);
}

import { mix } from "../camera/vector";
import type { LaneLineSpec, SceneSpec, Vec3 } from "../recipe/spec";
import type { Frame } from "../render/frame";
import { type DeepPixel, partsSeen, shows } from "./line-of-sight";
import { type View, viewOf } from "./view";

type Pixel = readonly [u: number, v: number];

/** A painted line of a lane, in the world and in the picture. */
export type LaneLineLabel = Pick<LaneLineSpec, "role" | "kind" | "colour" | "widthMetres" | "dashMetres"> & {
  /** The middle of the paint, metres. Goes on behind the camera. */
  readonly world: readonly Vec3[];
  /** Of each point of `world`, as keypoints have it: 0 outside of the picture (or behind the camera), 1 hidden, 2 seen. */
  readonly visibility: readonly (0 | 1 | 2)[];
  /** What of it is in the picture, whatever stands before it: one polyline for each part that the frame leaves, pixels. */
  readonly image: readonly (readonly Pixel[])[];
  /** The parts of `image` that nothing stands before, to a pixel. */
  readonly visible: readonly (readonly Pixel[])[];
  /** Length of `visible` as a share of that of `image`. */
  readonly visibleFraction: number;
};

/** A lens that bends, and a shutter that rolls, bend straight lines: they are followed in so many steps between two points. */
const STEPS = 16;

/**
 * The painted lines of lanes of which a part is in the picture: clipped at the near plane, sent through the lens, clipped by the frame. What hides them is
 * read off the depth of the frame.
 */
export function laneLineLabels(frame: Frame, spec: SceneSpec): LaneLineLabel[] {
  const { camera } = spec;
  const view = viewOf(spec);
  const steps = camera.distortion || camera.rollingShutterSeconds ? STEPS : 1;
  const size = [frame.width, frame.height] as const;
  return (spec.laneLines ?? []).flatMap(({ points, ...line }) => {
    const inCamera = points.map(view.toCamera);
    const parts: DeepPixel[][] = [];
    for (const [at, to] of inCamera.slice(1).entries()) {
      const piece = beyond(camera.near, inCamera[at] ?? to, to);
      if (!piece) continue;
      let before = deepPixel(view, piece[0]);
      for (let step = 1; step <= steps; step++) {
        const next = deepPixel(view, mix(piece[0], piece[1], step / steps));
        if (before && next) append(parts, inFrame(before, next, size));
        before = next;
      }
    }
    if (parts.length === 0) return [];
    const seen = parts.flatMap((part) => partsSeen(frame, part));
    return [
      {
        ...line,
        world: points,
        visibility: inCamera.map((point) => visibilityOf(frame, camera.near, point, deepPixel(view, point))),
        image: flat(parts),
        visible: flat(seen),
        visibleFraction: Math.min(1, lengthOf(seen) / lengthOf(parts)),
      },
    ];
  });
}

function deepPixel({ project }: View, point: Vec3): DeepPixel | undefined {
  const found = project(point);
  return found && [...found.pixel, 1 / found.depthMetres];
}

function visibilityOf(frame: Frame, near: number, point: Vec3, pixel: DeepPixel | undefined): 0 | 1 | 2 {
  if (!pixel || point[2] < near) return 0;
  const [u, v] = pixel;
  if (u < 0 || v < 0 || u >= frame.width || v >= frame.height) return 0;
  return shows(frame, pixel) ? 2 : 1;
}

function flat(parts: readonly (readonly DeepPixel[])[]): Pixel[][] {
  return parts.map((part) => part.map(([u, v]) => [u, v]));
}

/** Of polylines in the picture, pixels. */
function lengthOf(parts: readonly (readonly DeepPixel[])[]): number {
  const lengths = parts.flatMap((part) =>
    part.slice(1).map(([u, v], at) => Math.hypot(u - (part[at]?.[0] ?? u), v - (part[at]?.[1] ?? v))),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** The part of a segment that is not nearer than the near plane. */
function beyond(near: number, from: Vec3, to: Vec3): readonly [Vec3, Vec3] | undefined {
  if (from[2] < near && to[2] < near) return undefined;
  const cut = () => mix(from, to, (near - from[2]) / (to[2] - from[2]));
  return [from[2] < near ? cut() : from, to[2] < near ? cut() : to];
}

/** The part of a segment within the picture (Liang and Barsky, 1984). */
function inFrame(from: DeepPixel, to: DeepPixel, size: Pixel): readonly [DeepPixel, DeepPixel] | undefined {
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
  return [enter > 0 ? mix(from, to, enter) : from, leave < 1 ? mix(from, to, leave) : to];
}

/** Goes on with the last polyline where the segment begins at its end, else begins another. */
function append(parts: DeepPixel[][], segment: readonly [DeepPixel, DeepPixel] | undefined): void {
  if (!segment) return;
  const last = parts.at(-1);
  const end = last?.at(-1);
  if (last && end?.[0] === segment[0][0] && end[1] === segment[0][1]) last.push(segment[1]);
  else parts.push([...segment]);
}

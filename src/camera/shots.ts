import type { CameraSpec, ImageSpec, MotionSpec } from "../recipe/spec";
import { type Face, facesOf } from "./faces";
import { type Lens, lensOf, type Size } from "./lens";
import { rowSeconds } from "./projection";
import { radians } from "./vector";

/** One pass of the GPU: part of a sub-frame, seen at one moment through one point of the lens. */
export type Shot = {
  readonly face: Face;
  /** Rows of the picture that it is for. */
  readonly rows: readonly [from: number, to: number];
  /** Moment, after the middle of the exposure of the picture. */
  readonly seconds: number;
  /** The point of the aperture, metres right and down from its middle. */
  readonly eye: readonly [right: number, down: number];
  /** The point of each pixel, from its middle. */
  readonly jitter: readonly [dx: number, dy: number];
  /** The point of each texel of the face, from its middle: the same, unless the face is bent into the picture. */
  readonly texelJitter: readonly [dx: number, dy: number];
};

/** Rows closer together than this in the motion of the picture, in pixels, are exposed at the same moment. */
const FINEST_BAND = 0.5;
const MOST_BANDS = 48;
/** The nearest things that the speed of a rolling shutter is matched to. */
export const NEAR_METRES = 3;
/** Texels for a pixel in the labels of a bent picture: nearest texels then err by a quarter of a pixel at most. */
const LABEL_OVERSAMPLE = 2;

/**
 * The passes of every sub-frame. The first sub-frame looks through pixel centres, the middle of the lens and at the middle of the
 * exposure: it gives the labels. The others are spread over pixel, aperture and shutter, which smooths edges and blurs
 * what is out of focus or moves. A rolling shutter is approximated by bands of rows: within a band all rows are exposed at the same time. Bands
 * are so fine that the camera's turning, the passing of things 3 m away, and what moves by itself move the picture by half a pixel from band to band, down to
 * the finest of 48 bands. `passing` is how fast the fastest of what moves by itself goes by, radians per second. A lens bends each pass, see `faces.ts`.
 */
export function shotsOf(camera: CameraSpec, image: ImageSpec, passing = 0): Shot[][] {
  const lens = lensOf(camera, image);
  const distorted = camera.distortion !== undefined;
  const radius = apertureRadius(camera, lens, image);
  const parallax = camera.aperture ? radius / camera.aperture.focusDistanceMetres : 0;
  const count = bandCount(camera, lens, image, passing);
  return Array.from({ length: image.subframes }, (_, at) => {
    const { jitter, aperture, time } = subframe(at, image.subframes);
    return bands(count, at, image).flatMap((rows) => {
      const options = { rows, oversample: at === 0 ? LABEL_OVERSAMPLE : 1, parallax };
      return facesOf(lens, distorted, camera.fovDegrees, image, options).map(
        (face): Shot => ({
          face,
          rows,
          seconds: rowSeconds(camera, image, (rows[0] + rows[1]) / 2) + time * (camera.shutterSeconds ?? 0),
          eye: radius > 0 ? [aperture[0] * radius, aperture[1] * radius] : [0, 0],
          jitter,
          // Another direction, or filtering would blur the same texels each time.
          texelJitter: distorted ? [jitter[1], -jitter[0]] : jitter,
        }),
      );
    });
  });
}

/** Shots that together see all that the picture can show: at both ends of the exposure and of the aperture. */
export function outlook(camera: CameraSpec, image: ImageSpec): Shot[] {
  const lens = lensOf(camera, image);
  const radius = apertureRadius(camera, lens, image);
  const rows = [0, image.height] as const;
  const options = { rows, oversample: 1, parallax: 0 };
  const half = camera.motion ? ((camera.rollingShutterSeconds ?? 0) + (camera.shutterSeconds ?? 0)) / 2 : 0;
  const times = half > 0 ? [0, -half, half] : [0];
  const eyes =
    radius > 0
      ? ([
          [0, 0],
          [-radius, 0],
          [radius, 0],
          [0, -radius],
          [0, radius],
        ] as const)
      : ([[0, 0]] as const);
  const still = [0, 0] as const;
  return facesOf(lens, camera.distortion !== undefined, camera.fovDegrees, image, options).flatMap((face) =>
    times.flatMap((seconds) => eyes.map((eye): Shot => ({ face, rows, seconds, eye, jitter: still, texelJitter: still }))),
  );
}

/** Half the width of the aperture in metres, for a thin lens that shows this field of view when focused. */
export function apertureRadius({ aperture }: Pick<CameraSpec, "aperture">, lens: Pick<Lens, "focal">, { height }: Size): number {
  if (!aperture) return 0;
  const imageDistance = (lens.focal / height) * aperture.sensorHeightMillimetres * 1e-3;
  const focalLength = 1 / (1 / imageDistance + 1 / aperture.focusDistanceMetres);
  return focalLength / aperture.fNumber / 2;
}

/** Where a sub-frame looks: in the pixel (pixels), in the aperture (a disc of radius 1) and in the time of exposure (-0.5 to 0.5). */
export function subframe(at: number, count: number): { jitter: [number, number]; aperture: [number, number]; time: number } {
  if (at === 0) return { jitter: [0, 0], aperture: [0, 0], time: 0 };
  // Powers of the reciprocal of 1.2207..., the R3 sequence (Roberts, 2018): in step with neither the jitter nor each other.
  const radius = Math.sqrt((at * 0.8191725133961645) % 1);
  const angle = 2 * Math.PI * ((at * 0.6710436067037893) % 1);
  const time = ((0.5 + at * 0.5497004779019703) % 1) - 0.5;
  return { jitter: jitter(at, count), aperture: [radius * Math.cos(angle), radius * Math.sin(angle)], time };
}

/**
 * A Gaussian-like filter one and a half pixels wide. Points come in pairs on opposite sides of the middle, where the labels look: as many lie on one side of any
 * line through it as on the other, so that an edge never looks farther than half a pixel from that of its label. Both
 * numbers were searched for: they are in step with neither the moments nor the points of the aperture, so that blurs are as long as they should be.
 */
function jitter(at: number, count: number): [number, number] {
  const pair = Math.ceil(at / 2);
  const turn = pair * Math.PI * 0.3794;
  const radius = 0.75 * Math.sqrt((at + 0.5) / count) * (0.6 + 0.4 * ((pair * 0.2567) % 1));
  const reach = at % 2 === 1 ? radius : -radius;
  return [reach * Math.cos(turn), reach * Math.sin(turn)];
}

function bandCount(camera: CameraSpec, { focal }: Lens, { height }: Size, passing: number): number {
  const { rollingShutterSeconds = 0, motion } = camera;
  if (rollingShutterSeconds === 0) return 1;
  const pixels = focal * rollingShutterSeconds * (passing + (motion ? passingBy(motion) : 0));
  return Math.min(Math.max(Math.ceil(pixels / FINEST_BAND), 1), MOST_BANDS, height);
}

/** How fast the camera's own motion takes what is near through the picture, radians per second. */
function passingBy(motion: MotionSpec): number {
  const turning = radians(Math.hypot(motion.yawDegreesPerSecond, motion.pitchDegreesPerSecond, motion.rollDegreesPerSecond));
  const speed = Math.hypot(motion.forwardMetresPerSecond, motion.rightMetresPerSecond, motion.upMetresPerSecond);
  return turning + speed / NEAR_METRES;
}

/** Bands of rows from the top. From sub-frame to sub-frame their edges move by parts of a band, so that no steps are left. */
function bands(count: number, at: number, { height }: Size): (readonly [number, number])[] {
  if (count === 1) return [[0, height]];
  const shift = (at * 0.618033988749895) % 1;
  const edges = Array.from({ length: count + 1 }, (_, band) => Math.round(((band + shift) / count) * height));
  const inside = [...new Set([0, ...edges.filter((edge) => edge < height), height])].sort((a, b) => a - b);
  return inside.slice(1).map((to, band) => [inside[band] ?? 0, to] as const);
}

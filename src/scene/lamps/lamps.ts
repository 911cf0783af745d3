/** The lamps of a scene: where they are, how bright, and which of them matter. Pure numbers, no three.js. */
import { Color } from "three";
import type { InstanceSpec, Quaternion, Vec3 } from "../../recipe/spec";
import { isAsset } from "../assets/placed";
import { modelLamps } from "../models";
import type { Lamp } from "../models/model";
import { add, cross, dot, scale, subtract, unit } from "../models/vector";
import { luminance, perChannel, type Rgb } from "../sky/colour";

/** A lamp in the world. */
export type PlacedLamp = {
  readonly position: Vec3;
  /** Unit vector along the axis of its beam. */
  readonly axis: Vec3;
  /** Intensity along the axis in candela, for each channel. */
  readonly intensity: Rgb;
  /** Exponent of the cosine that its intensity falls off with: 0 shines evenly into half of space. */
  readonly exponent: number;
  /** True for a headlight, whose dipped beam ends at the horizon. */
  readonly dipped: boolean;
};

/** Lamps that shaders add up at most. */
export const MOST_LAMPS = 32;

/** A dipped beam: widths of its Gaussians across and down in radians, and what is left above its cut-off (UN Regulation 112). */
export const DIPPED_BEAM = { across: 0.42, down: 0.13, above: 0.03 } as const;
const DIPPED_SOLID_ANGLE =
  Math.sqrt(Math.PI) * DIPPED_BEAM.across * ((Math.sqrt(Math.PI) / 2) * DIPPED_BEAM.down + DIPPED_BEAM.above + 0.01);

/** All lamps of a scene that are lit. */
export function lampsOf(instances: readonly InstanceSpec[]): PlacedLamp[] {
  return instances.flatMap((instance) =>
    isAsset(instance) ? [] : modelLamps(instance).map((lamp) => placed(lamp, instance.position, instance.rotation)),
  );
}

function placed(lamp: Lamp, position: Vec3, rotation: Quaternion): PlacedLamp {
  const axis = rotated(lamp.direction, rotation);
  const dipped = Math.abs(axis[1]) < 0.1 && lamp.lumens > 300 && lamp.beamDegrees < 90;
  const half = Math.min((lamp.beamDegrees * Math.PI) / 360, Math.PI / 2 - 1e-6);
  const exponent = Math.max(0, Math.log(0.5) / Math.log(Math.cos(half)));
  const candela = dipped ? lamp.lumens / DIPPED_SOLID_ANGLE : (lamp.lumens * (exponent + 1)) / (2 * Math.PI);
  const { r, g, b } = new Color(lamp.colour);
  const bright = luminance([r, g, b]);
  return {
    position: add(position, rotated(lamp.position, rotation)),
    axis,
    intensity: [(r / bright) * candela, (g / bright) * candela, (b / bright) * candela],
    exponent: lamp.beamDegrees >= 180 ? 0 : exponent,
    dipped,
  };
}

/** Illuminance in lux that a lamp brings to a surface at a point that faces it. */
export function facingIrradiance(lamp: PlacedLamp, point: Vec3): Rgb {
  const way = subtract(point, lamp.position);
  const squared = Math.max(dot(way, way), 0.01);
  const strength = beamShape(lamp, unit(way)) / squared;
  return perChannel((c) => lamp.intensity[c] * strength);
}

/** Share of the intensity that leaves a lamp in a direction. */
function beamShape({ axis, exponent, dipped }: PlacedLamp, direction: Vec3): number {
  const cosine = dot(axis, direction);
  if (cosine <= 0) return 0;
  if (!dipped) return cosine ** exponent;
  const rise = direction[1] - axis[1];
  const flat = Math.hypot(axis[0], axis[2]) * Math.hypot(direction[0], direction[2]);
  const across = 2 * (1 - (axis[0] * direction[0] + axis[2] * direction[2]) / Math.max(flat, 1e-6));
  const vertical =
    rise > 0
      ? DIPPED_BEAM.above + (1 - DIPPED_BEAM.above) * Math.max(0, 1 - rise / 0.02)
      : Math.exp(-((rise / DIPPED_BEAM.down) ** 2));
  return vertical * Math.exp(-across / DIPPED_BEAM.across ** 2);
}

/** Where the picture is lit from: the camera, and the point that it looks at. */
export type LampView = { readonly eye: Vec3; readonly target: Vec3 };

/** Points on the ground and at the height of people, before the camera, that stand for what the picture shows. */
function probes({ eye, target }: LampView): Vec3[] {
  const forward = unit(subtract(target, eye));
  const flat = unit([forward[0], 0, forward[2]], [0, 0, -1]);
  const side = cross(flat, [0, 1, 0]);
  // A camera that looks down sees the ground round the point that it looks at.
  const start: Vec3 = forward[1] < -0.2 ? [target[0], 0, target[2]] : [eye[0], 0, eye[2]];
  const distances = forward[1] < -0.2 ? [-16, -6, 0, 6, 16] : [3, 7, 13, 22, 36, 55];
  return distances.flatMap((distance) => {
    const spread = forward[1] < -0.2 ? 9 : Math.max(1, distance * 0.3);
    return [-spread, 0, spread].flatMap((across) =>
      [0, 1.2].map((height) => {
        const point = add(start, add(scale(flat, distance), scale(side, across)));
        return [point[0], height, point[2]] as const;
      }),
    );
  });
}

/** Lamps that bring less than this share of what the best one does are left out: each costs time in every pixel. */
const NOTICEABLE = 0.12;

/** The lamps that bring most light to the probes, brightest first, at most `MOST_LAMPS`. */
export function chooseLamps(lamps: readonly PlacedLamp[], view: LampView): PlacedLamp[] {
  const points = probes(view);
  const rated = lamps.map((lamp, at) => {
    const worth = points.reduce((sum, point) => sum + Math.sqrt(luminance(facingIrradiance(lamp, point))), 0);
    return { lamp, at, worth };
  });
  const best = rated.reduce((most, { worth }) => Math.max(most, worth), 0);
  return rated
    .filter(({ worth }) => worth > NOTICEABLE * best)
    .sort((a, b) => b.worth - a.worth || a.at - b.at)
    .slice(0, MOST_LAMPS)
    .map(({ lamp }) => lamp);
}

/** Exposed irradiance of a lamp that is not worth adding; a white card in the light has about 3. */
const FAINTEST = 0.012;

/** Square of the distance in metres at which a lamp becomes too faint to be added; `gain` turns candela into exposed units. */
export function squaredReach(intensity: Rgb, gain: Rgb): number {
  return Math.max(...intensity.map((candelas, c) => candelas * (gain[c] ?? 0))) / FAINTEST;
}

/** Whether a lamp reaches anything, 1 m away or more, in the light of the day or night. */
export function canBeSeen(intensity: Rgb, gain: Rgb): boolean {
  return squaredReach(intensity, gain) > 1;
}

/** Mean illuminance of the ground in view by these lamps, in lux. */
export function lampLux(lamps: readonly PlacedLamp[], view: LampView): Rgb {
  const ground = probes(view).filter(([, height]) => height === 0);
  const sum: Rgb = [0, 0, 0];
  for (const point of ground) {
    for (const lamp of lamps) {
      const facing = facingIrradiance(lamp, point);
      const way = subtract(lamp.position, point);
      const cosine = Math.max(0, unit(way)[1]);
      for (const c of [0, 1, 2] as const) sum[c] += (facing[c] * cosine) / ground.length;
    }
  }
  return sum;
}

/** A vector turned by a unit quaternion. */
function rotated(vector: Vec3, [x, y, z, w]: Quaternion): Vec3 {
  const axis: Vec3 = [x, y, z];
  const twice = scale(cross(axis, vector), 2);
  return add(vector, add(scale(twice, w), cross(axis, twice)));
}

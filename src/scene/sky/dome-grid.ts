import { BufferGeometry, Float32BufferAttribute } from "three";
import { SKY_COLUMNS, SKY_ROWS } from "./light";

/** Each second place of the sky's table has a corner: between these it is straight to less than what eight bits show. */
const STEP = 2;
/** Radians between corners, at most: of a larger triangle beside the camera a CPU adapter gets the depth so wrong that it hides the ground. */
const WIDEST = 0.2;
/** Sine of elevation below which nothing but the ground is, see `radiance` in `dome.ts`. */
const GROUND = -0.03;

/**
 * The inside of a unit sphere, with corners where the table of the sky has its numbers (`light.ts`), so that colours are looked up at corners and not in every pixel. The azimuth of the sun is
 * that of -z.
 */
export function domeGrid(): BufferGeometry {
  const above = places(SKY_ROWS).map((share) => Math.asin(share ** 2));
  const turning = [0.75, 0.5, 0.25].map((share) => Math.asin(share * GROUND));
  const elevations = filled([-Math.PI / 2, Math.asin(GROUND), ...turning, ...above]);
  const half = filled(places(SKY_COLUMNS).map((share) => 2 * Math.asin(share)));
  const azimuths = [
    ...half,
    ...half
      .slice(0, -1)
      .reverse()
      .map((angle) => 2 * Math.PI - angle),
  ];
  const positions = elevations.flatMap((elevation) => {
    const level = Math.cos(elevation);
    return azimuths.flatMap((azimuth) => [level * Math.sin(azimuth), Math.sin(elevation), -level * Math.cos(azimuth)]);
  });
  const wide = azimuths.length;
  const corners = elevations.slice(1).flatMap((_, row) =>
    azimuths.slice(1).flatMap((__, column) => {
      const at = row * wide + column;
      return [at, at + 1, at + wide, at + wide, at + 1, at + wide + 1];
    }),
  );
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setIndex(corners);
  return geometry;
}

/** From 0 to 1: each second of so many places, and the last. */
function places(count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at / (count - 1));
  return all.filter((_, at) => at % STEP === 0 || at === count - 1);
}

/** Rising angles with more between those that are too far apart. */
function filled(angles: readonly number[]): number[] {
  return angles.flatMap((angle, at) => {
    const next = angles[at + 1] ?? angle;
    const parts = Math.max(1, Math.ceil((next - angle) / WIDEST));
    return Array.from({ length: parts }, (_, part) => angle + ((next - angle) * part) / parts);
  });
}

import { stream, uniform } from "../../recipe/random";
import { addScaled, clamp, luminance, type Rgb, scale } from "./colour";
import { LIGHT_COLUMNS, type LightCell, type SurroundingLight } from "./environment";
import { radians } from "./light";
import { addHarmonics, jitter, type LightPlan, type LightSample, noHarmonics } from "./light-plan";

/** Part of the light from above that is sampled with shadows; the rest stands in for light bounced between things. */
const SHADOWED = 0.7;
/** Light from lower down has no shadows: they would be longer than the shadow map. */
const LOWEST_SINE = Math.sin(radians(8));

/**
 * Splits the light of a panorama over sub-frames: some are lit by its brightest region, the others each by one direction of the rest, which are
 * the more the brighter it is there. What is left over comes as spherical harmonics.
 */
export function planEnvironment(light: SurroundingLight, subframes: number, seed: number, index: number): LightPlan {
  const random = stream(seed, index, "environment samples");
  const { cells } = light.surroundings;
  const above = cells.filter(({ direction }) => direction[1] > LOWEST_SINE);
  const flux = above.reduce((sum, cell) => sum + power(cell), 0);
  const mainShare = luminance(light.sunIrradiance);
  const shadowed = subframes >= 4 && flux > 0 ? SHADOWED : 0;
  const wanted = Math.round((subframes * mainShare) / (mainShare + shadowed * flux + 1e-9));
  const fewest = shadowed > 0 ? Math.min(3, subframes - 1) : 0;
  const mainCount = mainShare < 0.02 ? 0 : clamp(wanted, 1, Math.max(1, subframes - fewest));
  const otherCount = subframes - mainCount;
  const chosen = shadowed > 0 ? choose(above, otherCount, [random(), random()]) : [];
  const samples = Array.from({ length: subframes }, (_, at): LightSample => {
    const shift = at === 0 ? ([0, 0] as const) : ([uniform(random, -1, 1), uniform(random, -1, 1)] as const);
    const [distance, turn] = [at === 0 ? 0 : Math.sqrt(random()), random() * 2 * Math.PI];
    if (at < mainCount) {
      const direction = jitter(light.sunDirection, light.sunRadius * distance, turn);
      return { direction, irradiance: scale(light.sunIrradiance, subframes / mainCount), shift };
    }
    const cell = chosen[at - mainCount];
    if (!cell) return { direction: [0, 1, 0], irradiance: [0, 0, 0], shift };
    const share = (shadowed * flux * subframes) / otherCount / Math.max(luminance(cell.radiance), 1e-9);
    const direction = jitter(cell.direction, (Math.PI / LIGHT_COLUMNS) * distance, turn);
    return { direction, irradiance: scale(cell.radiance, share), shift };
  });
  const ambient = noHarmonics();
  const sampled = otherCount > 0 ? shadowed : 0;
  for (const { direction, radiance, solidAngle } of cells)
    addHarmonics(ambient, direction, keep(radiance, direction[1] > LOWEST_SINE ? 1 - sampled : 1), solidAngle);
  if (mainCount === 0) addMain(ambient, light);
  return { samples, ambient };
}

function power({ radiance, solidAngle }: LightCell): number {
  return luminance(radiance) * solidAngle;
}

function keep(radiance: Rgb, share: number): Rgb {
  return share === 1 ? radiance : scale(radiance, share);
}

/** A main light too weak for sub-frames of its own still counts. */
function addMain(ambient: Rgb[], { sunDirection, sunIrradiance }: SurroundingLight): void {
  addHarmonics(ambient, sunDirection, addScaled([0, 0, 0], sunIrradiance, 1), 1);
}

/**
 * Cells with chances in proportion to their light: evenly spread points (Kronecker sequence with the golden ratio) through the inverse
 * distribution of the columns, and then of the rows within the column.
 */
function choose(cells: readonly LightCell[], count: number, [u, v]: readonly [number, number]): LightCell[] {
  const columns = Array.from({ length: LIGHT_COLUMNS }, (): LightCell[] => []);
  for (const [at, cell] of cells.entries()) columns[at % LIGHT_COLUMNS]?.push(cell);
  const powers = columns.map((column) => column.reduce((sum, cell) => sum + power(cell), 0));
  const golden = (Math.sqrt(5) - 1) / 2;
  return Array.from({ length: count }, (_, at) => {
    const column = columns[pickAt(powers, (at + u) / count)] ?? [];
    const cell = column[pickAt(column.map(power), (at * golden + v) % 1)];
    if (!cell) throw new Error("a column of a panorama without cells was chosen");
    return cell;
  });
}

/** The entry at a share 0..1 of the sum of all. */
function pickAt(weights: readonly number[], share: number): number {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

import { differenceHash, mirrored, type Pixels } from "./image-features";
import { likeness, looksOf, type Part, parts, refined, type Sums, sumsOf, whole } from "./likeness";
import { closePairs, hashDistance } from "./near-duplicates";

/** What an audit knows of a picture. */
export type Audited = { readonly file: string; readonly hash: string; readonly mirroredHash: string; readonly sums: Sums };

/** What an audit needs of a picture. */
export function audited(file: string, pixels: Pixels): Audited {
  return { file, hash: differenceHash(pixels), mirroredHash: differenceHash(mirrored(pixels)), sums: sumsOf(pixels) };
}

/** An output that shows an input. */
export type Remembered = {
  readonly output: string;
  readonly input: string;
  /** 1 for the same picture. */
  readonly likeness: number;
  /** Bits of the difference hash in which they differ. */
  readonly bits: number;
  readonly part: Part;
};

/** From here on a picture is taken for a copy. Different pictures of the golden scenes stay below 0.4. */
const COPY = 0.65;
/** From here on the search climbs to the place that fits best. */
const WORTH_CLIMBING = 0.35;
const MOST_CLIMBS = 3;
/** Hashes that differ in at most so many bits are looked at more closely. */
const CLOSE_BITS = 6;

/**
 * A memorisation audit: the outputs that are too close to an input, each with its nearest one (in the manner of Carlini et al., Extracting Training Data
 * from Diffusion Models, 2023, who compare with all of the training set). Found are copies, whole or a part of at least two thirds of the
 * sides, mirrored, in another size, exposure or compression; hashes alone would miss parts, and looks alone what has little detail.
 */
export function audit(outputs: readonly Audited[], inputs: readonly Audited[]): Remembered[] {
  const looksOfParts = inputs.map(({ sums }) => parts.map((part) => looksOf(sums, part)));
  const close = hashNeighbours(outputs, inputs);
  return outputs.flatMap((output) => {
    const looks = looksOf(output.sums, whole);
    const starts = inputs
      .map((input, at) => {
        const all = (looksOfParts[at] ?? []).map((own) => likeness(looks, own));
        const best = all.reduce((most, value, n) => (value > (all[most] ?? 0) ? n : most), 0);
        return { input, part: parts[best] ?? whole, likeness: all[best] ?? 0 };
      })
      .filter((one) => one.likeness >= WORTH_CLIMBING || close.has(`${output.file}\n${one.input.file}`))
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, MOST_CLIMBS);
    const [nearest] = starts
      .map(({ input, part }) => ({ input, ...refined(input.sums, looks, part) }))
      .toSorted((a, b) => b.likeness - a.likeness);
    if (nearest === undefined || nearest.likeness < COPY) return [];
    const { input, part } = nearest;
    const bits = hashDistance(output.hash, part.mirrored ? input.mirroredHash : input.hash);
    return [{ output: output.file, input: input.file, likeness: nearest.likeness, bits, part }];
  });
}

/** Pairs with close hashes, of the input or its mirror image. */
function hashNeighbours(outputs: readonly Audited[], inputs: readonly Audited[]): ReadonlySet<string> {
  const hashes = inputs.flatMap(({ file, hash, mirroredHash }) => [hash, mirroredHash].map((one) => ({ file, hash: one })));
  return new Set(closePairs(outputs, hashes, CLOSE_BITS).map(({ files }) => files.join("\n")));
}

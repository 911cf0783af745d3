/** Something with a hash of 64 bits, as `differenceHash` gives it. */
type Hashed = { readonly file: string; readonly hash: string };

/** Two pictures whose hashes differ in few bits. */
export type ClosePair = { readonly files: readonly [first: string, second: string]; readonly bits: number };

const BITS = 64;

/**
 * All pairs within a set (without `others`), or of one of the set and one of `others`, whose hashes differ in at most `most` bits. Exact, and not all with
 * all: of most + 1 pieces of two such hashes at least one is the same (the pigeonhole principle; Norouzi, Punjani and Fleet, Fast Search in Hamming Space
 * with Multi-Index Hashing, 2012), so only hashes that share a piece are compared, and equal hashes once.
 */
export function closePairs(set: readonly Hashed[], others: readonly Hashed[] | undefined, most: number): ClosePair[] {
  const own = byHash(set);
  const among = others ? byHash(others) : own;
  const buckets = bucketsOf([...among.keys()], most + 1);
  const rankOf = new Map([...among.keys()].map((hash, at) => [hash, at]));
  const pairs: (ClosePair & { readonly at: readonly [number, number] })[] = [];
  const add = (one: Place, two: Place, bits: number) => {
    const [first, second] = others || one.at < two.at ? [one, two] : [two, one];
    pairs.push({ files: [first.file, second.file], bits, at: [first.at, second.at] });
  };
  for (const [hash, places] of own) {
    if (!others) for (const [n, one] of places.entries()) for (const two of places.slice(n + 1)) add(one, two, 0);
    const candidates = new Set(piecesOf(hash, most + 1).flatMap((piece) => buckets.get(piece) ?? []));
    for (const candidate of candidates) {
      // Within a set, two hashes meet once.
      if (!others && (rankOf.get(candidate) ?? 0) <= (rankOf.get(hash) ?? 0)) continue;
      const bits = hashDistance(hash, candidate);
      if (bits <= most) for (const one of places) for (const two of among.get(candidate) ?? []) add(one, two, bits);
    }
  }
  return pairs.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]).map(({ files, bits }) => ({ files, bits }));
}

type Place = { readonly at: number; readonly file: string };

function byHash(set: readonly Hashed[]): Map<string, Place[]> {
  const all = new Map<string, Place[]>();
  for (const [at, { file, hash }] of set.entries()) {
    const places = all.get(hash);
    if (places) places.push({ at, file });
    else all.set(hash, [{ at, file }]);
  }
  return all;
}

function bucketsOf(hashes: readonly string[], count: number): Map<string, string[]> {
  const buckets = new Map<string, string[]>();
  for (const hash of hashes)
    for (const piece of piecesOf(hash, count)) {
      const bucket = buckets.get(piece);
      if (bucket) bucket.push(hash);
      else buckets.set(piece, [hash]);
    }
  return buckets;
}

/** The pieces of a hash, each with its place. */
function piecesOf(hash: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `${at}:${hash.slice(Math.floor((at * BITS) / count), Math.floor(((at + 1) * BITS) / count))}`,
  );
}

/** In how many bits two hashes differ. */
export function hashDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) distance++;
  return distance;
}

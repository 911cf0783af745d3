/** Prefix codes as DEFLATE has them (RFC 1951, 3.2.2): by the lengths of its codes alone, a code is known. */
export type PrefixCode = {
  /** Bits of the code of each symbol; 0 for those that never occur. */
  readonly lengths: Uint8Array;
  /** The codes, in the order of their bits in the file: the first bit is the lowest. */
  readonly codes: Uint16Array;
};

/** The shortest code for symbols that occur so often, with `most` bits at most: the frequencies are evened out until it fits. */
export function prefixCode(frequencies: Uint32Array, most: number): PrefixCode {
  let lengths = huffmanLengths(frequencies);
  for (let even = frequencies; lengths.some((length) => length > most); lengths = huffmanLengths(even))
    even = even.map((frequency) => Math.ceil(frequency / 2));
  return { lengths, codes: codesOf(lengths) };
}

/** Lengths of Huffman's code (1952). A symbol that is alone has one bit. */
function huffmanLengths(frequencies: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const leaves = [...frequencies.keys()].filter((symbol) => frequencies[symbol] !== 0);
  leaves.sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b);
  const weights = leaves.map((symbol) => frequencies[symbol] ?? 0);
  const parents: number[] = [];
  // Leaves come first, inner nodes after them; both are in rising order, so the two lightest are at the front of either.
  let leaf = 0;
  let inner = leaves.length;
  const lightest = () =>
    (weights[inner] ?? Infinity) < (leaf < leaves.length ? (weights[leaf] ?? 0) : Infinity) ? inner++ : leaf++;
  while (weights.length < 2 * leaves.length - 1) {
    const [one, other] = [lightest(), lightest()];
    parents[one] = parents[other] = weights.length;
    weights.push((weights[one] ?? 0) + (weights[other] ?? 0));
  }
  const depths = new Uint8Array(weights.length);
  for (let node = weights.length - 2; node >= 0; node--) depths[node] = (depths[parents[node] ?? 0] ?? 0) + 1;
  for (const [at, symbol] of leaves.entries()) lengths[symbol] = Math.max(depths[at] ?? 0, 1);
  return lengths;
}

/** Codes in the order of their lengths, those of one length in the order of their symbols. */
function codesOf(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code <<= 1;
    for (const [symbol, own] of lengths.entries()) if (own === length) codes[symbol] = reversed(code++, length);
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let bits = 0;
  for (let bit = 0; bit < length; bit++) bits |= ((code >> bit) & 1) << (length - 1 - bit);
  return bits;
}

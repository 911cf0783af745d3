import { type PrefixCode, prefixCode } from "./prefix-code";

/**
 * Compresses bytes that mostly repeat those at one of a few distances before them, as pictures of labels do: the pixel to the left and the one above.
 * Looking there only takes a fraction of the time of a search in all that came before, and finds about as much. The result is a zlib stream of blocks with
 * codes of their own (RFC 1950 and 1951), the same everywhere. Distances are in bytes; those beyond 32,768 are left out, since DEFLATE has none.
 */
export function deflateRepeats(bytes: Uint8Array, distances: readonly number[]): Uint8Array<ArrayBuffer> {
  const near = distances.filter((distance) => distance <= FARTHEST).map((distance) => ({ distance, ...distanceCode(distance) }));
  const tokens = tokensOf(
    bytes,
    near.map(({ distance }) => distance),
  );
  const bits = bitWriter();
  bits.put(ZLIB_HEADER, 16);
  for (let from = 0; from === 0 || from < tokens.length; from += TOKENS_A_BLOCK) {
    const end = from + TOKENS_A_BLOCK;
    putBlock(bits, tokens.subarray(from, end), near, end >= tokens.length);
  }
  return bits.finish(adler32(bytes));
}

type Way = ReturnType<typeof distanceCode>;

/** Writes a block with codes of its own. */
function putBlock(bits: BitWriter, tokens: Uint16Array, near: readonly Way[], isLast: boolean): void {
  const literals = new Uint32Array(286);
  const ways = new Uint32Array(30);
  literals[END] = 1;
  for (const token of tokens) {
    const symbol = token < 256 ? token : (LENGTH_SYMBOLS[token & 255] ?? 0);
    literals[symbol] = (literals[symbol] ?? 0) + 1;
    const way = near[(token >> 8) - 1];
    if (way) ways[way.symbol] = (ways[way.symbol] ?? 0) + 1;
  }
  const [literalCode, wayCode] = [prefixCode(literals, 15), prefixCode(ways, 15)];
  bits.put(isLast ? 1 : 0, 1);
  bits.put(OWN_CODES, 2);
  putCodes(bits, literalCode, wayCode);
  const put = ({ codes, lengths }: PrefixCode, symbol: number) => bits.put(codes[symbol] ?? 0, lengths[symbol] ?? 0);
  for (const token of tokens) {
    const way = near[(token >> 8) - 1];
    if (!way) put(literalCode, token);
    else {
      const beyond = token & 255;
      put(literalCode, LENGTH_SYMBOLS[beyond] ?? 0);
      bits.put(beyond & ((1 << (LENGTH_BITS[beyond] ?? 0)) - 1), LENGTH_BITS[beyond] ?? 0);
      put(wayCode, way.symbol);
      bits.put(way.rest, way.bits);
    }
  }
  put(literalCode, END);
}

/** Window of 32 KiB, usual effort, no dictionary. */
const ZLIB_HEADER = 0x9c78;
const OWN_CODES = 2;
/** As many as zlib has. Readers that get a file in pieces, such as fflate's, have no room for more bytes that repeat nothing. */
const TOKENS_A_BLOCK = 65_536;
const END = 256;
const FARTHEST = 32_768;
const SHORTEST = 3;
const LONGEST = 258;

/** How many bits follow the symbol of a length that is so much longer than the shortest. */
const LENGTH_BITS = Uint8Array.from({ length: LONGEST - SHORTEST + 1 }, (_, beyond) =>
  beyond === LONGEST - SHORTEST ? 0 : Math.max(0, 29 - Math.clz32(beyond)),
);
const LENGTH_SYMBOLS = Uint16Array.from(LENGTH_BITS, (bits, beyond) =>
  beyond === LONGEST - SHORTEST ? 285 : 257 + 4 * bits + (beyond >> bits),
);

/** Symbol of a distance, and the bits that follow it. */
function distanceCode(distance: number) {
  const beyond = distance - 1;
  const bits = Math.max(0, 30 - Math.clz32(beyond));
  return { symbol: 2 * bits + (beyond >> bits), bits, rest: beyond & ((1 << bits) - 1) };
}

/** A byte as it is, or 256 times the number of a distance, from 1, and how much longer than the shortest the repetition is. */
function tokensOf(bytes: Uint8Array, distances: readonly number[]): Uint16Array {
  const tokens = new Uint16Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    let length = SHORTEST - 1;
    let token = bytes[at] ?? 0;
    for (let way = 0; way < distances.length && length < LONGEST; way++) {
      const repeated = repeatedFrom(bytes, at, distances[way] ?? 0);
      if (repeated <= length) continue;
      length = repeated;
      token = ((way + 1) << 8) | (length - SHORTEST);
    }
    tokens[count++] = token;
    at += token < 256 ? 1 : length;
  }
  return tokens.subarray(0, count);
}

/** How many bytes from here on are those at a distance before them. */
function repeatedFrom(bytes: Uint8Array, from: number, distance: number): number {
  if (distance > from) return 0;
  const end = Math.min(from + LONGEST, bytes.length);
  let at = from;
  while (at < end && bytes[at] === bytes[at - distance]) at++;
  return at - from;
}

/** In what order the lengths of codes of lengths are written (RFC 1951, 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Writes the lengths of both codes, themselves in a code. */
function putCodes(bits: BitWriter, literals: PrefixCode, ways: PrefixCode): void {
  const literalCount = Math.max(257, usedOf(literals));
  const wayCount = Math.max(1, usedOf(ways));
  const runs = runsOf([...literals.lengths.subarray(0, literalCount), ...ways.lengths.subarray(0, wayCount)]);
  const frequencies = new Uint32Array(19);
  for (const { symbol } of runs) frequencies[symbol] = (frequencies[symbol] ?? 0) + 1;
  const { lengths, codes } = prefixCode(frequencies, 7);
  const last = ORDER.findLastIndex((symbol) => lengths[symbol] !== 0);
  bits.put(literalCount - 257, 5);
  bits.put(wayCount - 1, 5);
  bits.put(last + 1 - 4, 4);
  for (const symbol of ORDER.slice(0, last + 1)) bits.put(lengths[symbol] ?? 0, 3);
  for (const { symbol, rest, bits: count } of runs) {
    bits.put(codes[symbol] ?? 0, lengths[symbol] ?? 0);
    bits.put(rest, count);
  }
}

function usedOf({ lengths }: PrefixCode): number {
  return lengths.findLastIndex((length) => length !== 0) + 1;
}

type Run = { readonly symbol: number; readonly rest: number; readonly bits: number };

/** Lengths of codes as symbols: long runs of zeros are counted (RFC 1951, 3.2.7), and most symbols never occur. */
function runsOf(lengths: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    let zeros = 0;
    while (zeros < 138 && lengths[at + zeros] === 0) zeros++;
    if (zeros < 3) runs.push({ symbol: lengths[at] ?? 0, rest: 0, bits: 0 });
    else runs.push(zeros < 11 ? { symbol: 17, rest: zeros - 3, bits: 3 } : { symbol: 18, rest: zeros - 11, bits: 7 });
    at += zeros < 3 ? 1 : zeros;
  }
  return runs;
}

type BitWriter = ReturnType<typeof bitWriter>;

/** Puts bits into bytes, the lowest first. */
function bitWriter() {
  let bytes = new Uint8Array(1 << 14);
  let count = 0;
  let pending = 0;
  let waiting = 0;
  const add = (byte: number) => {
    if (count === bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[count++] = byte;
  };
  return {
    /** At most 16 bits. */
    put(value: number, length: number): void {
      pending |= value << waiting;
      for (waiting += length; waiting >= 8; waiting -= 8) {
        add(pending & 255);
        pending >>>= 8;
      }
    },
    /** All bytes, and after them a checksum, its highest byte first. */
    finish(checksum: number): Uint8Array<ArrayBuffer> {
      if (waiting > 0) add(pending & 255);
      for (const shift of [24, 16, 8, 0]) add((checksum >>> shift) & 255);
      return bytes.slice(0, count);
    },
  };
}

/** Additions until the sums have to be reduced, or they would leave 31 bits, in which engines count quickly. */
const ADLER_STEPS = 2048;

/** Checksum of a zlib stream (RFC 1950). */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let from = 0; from < bytes.length; from += ADLER_STEPS) {
    const end = Math.min(from + ADLER_STEPS, bytes.length);
    for (let at = from; at < end; at++) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

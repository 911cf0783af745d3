import { joined } from "../encode/join";
import { RecipeError } from "../errors";
import { growingFiles } from "./growing";
import { expectOpen, type LifeCycle } from "./life-cycle";
import { checkPath } from "./path";
import type { Sink } from "./sink";
import { utf8 } from "./text";

const BLOCK = 512;
/** The end of an archive: two empty blocks. */
const END_BYTES = 2 * BLOCK;
/** The size field has eleven octal digits. */
const MAXIMUM_FILE_BYTES = 8 ** 11 - 1;

/**
 * Packs files into `<name>-000000.tar`, `<name>-000001.tar`, … (POSIX ustar, IEEE Std 1003.1-2017, pax), and writes each shard to
 * `parts` when the next sample would make it larger than `maximumBytes`. Files in sequence with the same path up to the first dot
 * of their name are a sample and stay together, as WebDataset wants them. Only one shard is in memory. The same files in the
 * same order give the same bytes: no time, no owner. Throws on unsafe or repeated paths. One call at a time.
 */
export function tarSink(name: string, maximumBytes: number, parts: Pick<Sink, "write" | "close" | "abort">): Sink {
  const title = `The tar "${name}"`;
  const paths = new Set<string>();
  const growing = growingFiles(title);
  let state: LifeCycle = "open";
  let shard: Uint8Array[] = [];
  let shardBytes = END_BYTES;
  /** The last sample, which may not be complete. */
  let sample: Uint8Array[] = [];
  let sampleBytes = 0;
  let sampleKey: string | undefined;
  let count = 0;

  function take(path: string): void {
    expectOpen(title, state, `write ${path} to it`);
    checkPath(path);
    if (paths.has(path)) throw new Error(`${path} was written to the tar "${name}" before. Every path can be written once.`);
    paths.add(path);
  }

  async function add(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const key = keyOf(path);
    if (key !== sampleKey) await endSample();
    sampleKey = key;
    const padding = new Uint8Array(-bytes.length & (BLOCK - 1));
    sample.push(header(path, bytes.length), bytes, padding);
    sampleBytes += BLOCK + bytes.length + padding.length;
  }

  async function endSample(): Promise<void> {
    if (shard.length > 0 && shardBytes + sampleBytes > maximumBytes) await flush();
    shard.push(...sample);
    shardBytes += sampleBytes;
    sample = [];
    sampleBytes = 0;
  }

  async function flush(): Promise<void> {
    const bytes = joined([...shard, new Uint8Array(END_BYTES)]);
    shard = [];
    shardBytes = END_BYTES;
    await parts.write(`${name}-${String(count++).padStart(6, "0")}.tar`, bytes);
  }

  return {
    async write(path, bytes) {
      take(path);
      await add(path, bytes);
    },
    async open(path) {
      take(path);
      return growing.open(path, (bytes) => add(path, bytes));
    },
    async close() {
      expectOpen(title, state, "close it");
      growing.expectNone();
      await endSample();
      if (shard.length > 0) await flush();
      await parts.close();
      state = "closed";
    },
    async abort() {
      expectOpen(title, state, "abort it");
      state = "aborted";
      shard = [];
      sample = [];
      await parts.abort();
    },
  };
}

/** The path up to the first dot of the file's name. */
function keyOf(path: string): string {
  const nameAt = path.lastIndexOf("/") + 1;
  const dot = path.indexOf(".", nameAt);
  return dot < 0 ? path : path.slice(0, dot);
}

/** The block before a file: a plain file that its owner can write and everybody can read, of owner 0 and time 0. */
function header(path: string, size: number): Uint8Array {
  if (size > MAXIMUM_FILE_BYTES) throw new RecipeError(`${path} has ${size} bytes; a file in a tar can have 8 GiB.`);
  const { prefix, rest } = splitPath(path);
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => block.set(utf8(text), at);
  put(0, rest);
  put(100, `${octal(0o644, 7)}\0`);
  put(108, `${octal(0, 7)}\0`);
  put(116, `${octal(0, 7)}\0`);
  put(124, `${octal(size, 11)}\0`);
  put(136, `${octal(0, 11)}\0`);
  put(148, "        ");
  put(156, "0");
  put(257, "ustar\0");
  put(263, "00");
  put(329, `${octal(0, 7)}\0`);
  put(337, `${octal(0, 7)}\0`);
  put(345, prefix);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

/** A path of more than 100 bytes is cut at a slash: at most 155 bytes before it, 100 behind it. */
function splitPath(path: string): { readonly prefix: string; readonly rest: string } {
  const bytes = (text: string) => utf8(text).length;
  if (bytes(path) <= 100) return { prefix: "", rest: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, rest] = [path.slice(0, at), path.slice(at + 1)];
    if (bytes(prefix) <= 155 && bytes(rest) <= 100) return { prefix, rest };
  }
  throw new Error(`${path} is too long for a tar, where a file's name has at most 100 bytes and its folder 155.`);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

import { joined } from "../encode/join";
import type { LayerName, Sample } from "../encode/sample";
import { sha256 } from "./manifest";
import { utf8 } from "./text";

/** Keeps finished samples outside of the dataset, so that a run that was killed can go on. */
export type Journal = {
  /** The sample of an index, if it was kept whole. */
  read(index: number): Promise<Sample | undefined>;
  keep(sample: Sample): Promise<void>;
};

/** Names of the facts in which two runs differ; both as JSON. Samples of the one are of no use to the other if there are any. */
export function differingFacts(before: string, now: string): string[] {
  const [old, wanted]: Record<string, unknown>[] = [JSON.parse(before), JSON.parse(now)];
  return Object.keys({ ...old, ...wanted }).filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(wanted?.[name]));
}

/** Name of the file that keeps the sample of an index. */
export function keptName(index: number | string): string {
  return `${String(index).padStart(6, "0")}.sample`;
}

/** Hexadecimal SHA-256 of all that follows, as text. */
const HASH_CHARACTERS = 64;
const LENGTH_BYTES = 4;

type Header = Pick<Sample, "index" | "spec" | "labels"> & { readonly files: readonly (readonly [name: string, bytes: number])[] };

/** A sample as one file: hash, length of the header (32 bits, little end first), header (JSON), then its files one after the other. */
export async function packSample({ index, spec, labels, files }: Sample): Promise<Uint8Array<ArrayBuffer>> {
  const entries = Object.entries(files).flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : []));
  const header: Header = { index, spec, labels, files: entries.map(([name, bytes]) => [name, bytes.length]) };
  const text = utf8(JSON.stringify(header));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length, true);
  const content = joined([length, text, ...entries.map(([, bytes]) => bytes)]);
  return joined([utf8(await sha256(content)), content]);
}

/** Where things are in a packed sample, from its first bytes: enough to read labels, or one picture, without the rest. */
export type KeptHeader = Pick<Sample, "index" | "spec" | "labels"> & {
  /** First byte and the one after the last of each file, from the start of the packed sample. */
  readonly files: { readonly [layer in LayerName]?: readonly [from: number, to: number] };
};

/** Bytes that `headerBytes` wants to see. */
export const KEPT_START = HASH_CHARACTERS + LENGTH_BYTES;

/** How many bytes the start and the header of a packed sample have together, by its first `KEPT_START` bytes; undefined when it has fewer. */
export function headerBytes(start: Uint8Array<ArrayBuffer>): number | undefined {
  if (start.length < KEPT_START) return undefined;
  return KEPT_START + new DataView(start.buffer, start.byteOffset).getUint32(HASH_CHARACTERS, true);
}

/** Reads the header from as many bytes as `headerBytes` says. Nothing is checked: the hash is that of all bytes. */
export function readHeader(bytes: Uint8Array<ArrayBuffer>): KeptHeader {
  const { index, spec, labels, files }: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(KEPT_START)));
  const places: { [layer in LayerName]?: readonly [number, number] } = {};
  let at = bytes.length;
  for (const [name, length] of files) {
    places[name as LayerName] = [at, at + length];
    at += length;
  }
  return { index, spec, labels, files: places };
}

/** Reads what `packSample` made; undefined unless every byte is there and as it was. */
export async function unpackSample(packed: Uint8Array<ArrayBuffer>): Promise<Sample | undefined> {
  const content = packed.subarray(HASH_CHARACTERS);
  const hash = new TextDecoder().decode(packed.subarray(0, HASH_CHARACTERS));
  if (content.length < LENGTH_BYTES || (await sha256(content)) !== hash) return undefined;
  const { index, spec, labels, files: places } = readHeader(packed.subarray(0, headerBytes(packed)));
  const files: { [layer in LayerName]?: Uint8Array<ArrayBuffer> } = {};
  for (const [name, [from, to]] of Object.entries(places)) files[name as LayerName] = packed.slice(from, to);
  return { index, spec, labels, files };
}

/**
 * The sample with spec and labels as JSON gives them back. Datasets are made from these only: the files then cannot tell whether a
 * sample was rendered in this run or kept from an earlier one (JSON has one zero and no undefined).
 */
export function asKept({ index, spec, labels, files }: Sample): Sample {
  return { index, files, ...(JSON.parse(JSON.stringify({ spec, labels })) as Pick<Sample, "spec" | "labels">) };
}

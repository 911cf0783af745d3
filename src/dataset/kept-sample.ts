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

/** Reads what `packSample` made; undefined unless every byte is there and as it was. */
export async function unpackSample(packed: Uint8Array<ArrayBuffer>): Promise<Sample | undefined> {
  const content = packed.subarray(HASH_CHARACTERS);
  const hash = new TextDecoder().decode(packed.subarray(0, HASH_CHARACTERS));
  if (content.length < LENGTH_BYTES || (await sha256(content)) !== hash) return undefined;
  const length = new DataView(content.buffer, content.byteOffset).getUint32(0, true);
  let at = LENGTH_BYTES + length;
  const header: Header = JSON.parse(new TextDecoder().decode(content.subarray(LENGTH_BYTES, at)));
  const files: { [layer in LayerName]?: Uint8Array<ArrayBuffer> } = {};
  for (const [name, bytes] of header.files) {
    files[name as LayerName] = content.slice(at, at + bytes);
    at += bytes;
  }
  return { index: header.index, spec: header.spec, labels: header.labels, files };
}

/**
 * The sample with spec and labels as JSON gives them back. Datasets are made from these only: the files then cannot tell whether a
 * sample was rendered in this run or kept from an earlier one (JSON has one zero and no undefined).
 */
export function asKept({ index, spec, labels, files }: Sample): Sample {
  return { index, files, ...(JSON.parse(JSON.stringify({ spec, labels })) as Pick<Sample, "spec" | "labels">) };
}

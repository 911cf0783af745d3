import { sha256 as startSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Json } from "../recipe/spec";
import type { Rejected } from "./dataset";
import type { Sink } from "./sink";

export type HashingSink = Sink & {
  /** SHA-256 of every file written so far, in hexadecimal, by path. */
  readonly hashes: ReadonlyMap<string, string>;
};

/** Passes everything on to `inner` and keeps the hash of each file. */
export function hashingSink(inner: Sink): HashingSink {
  const hashes = new Map<string, string>();
  return {
    hashes,
    async write(path, bytes) {
      const hash = await sha256(bytes);
      await inner.write(path, bytes);
      hashes.set(path, hash);
    },
    async open(path) {
      const writer = await inner.open(path);
      // The browser's own SHA-256 wants all of a file at once.
      const hash = startSha256.create();
      return {
        async write(bytes) {
          hash.update(bytes);
          await writer.write(bytes);
        },
        async close() {
          await writer.close();
          hashes.set(path, bytesToHex(hash.digest()));
        },
      };
    },
    close: () => inner.close(),
    abort: () => inner.abort(),
  };
}

/** SHA-256 in hexadecimal (FIPS 180-4). Needs a secure context: https or localhost. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the files depend on. The same facts give the same files. */
export type ManifestFacts = {
  /** Version of this program and of the packages that shape the output. */
  readonly versions: { readonly [name: string]: string };
  /** The graphics adapter, as it describes itself. */
  readonly adapter: Json;
  /** Name of the recipe. */
  readonly recipe: string;
  readonly seed: number;
  /** First index, and the one after the last. */
  readonly range: readonly [first: number, end: number];
  /** What the card counts: images of each split and weather, labelled things of each class and the images that have some. */
  readonly counts: {
    readonly splits: { readonly [split: string]: number };
    readonly weather: { readonly [kind: string]: number };
    readonly classes: { readonly [name: string]: { readonly instances: number; readonly images: number } };
  };
  /** Images of the range that somebody left out, if any. */
  readonly rejected?: readonly Rejected[];
  /** A sentence for each of the recipe's assets that could not be used, if any. */
  readonly problems?: readonly string[];
};

/** The text of `manifest.json`: the facts and the hash of every file. Keys and paths are sorted; nothing tells when or where it was made. */
export function manifestJson(facts: ManifestFacts, hashes: ReadonlyMap<string, string>): string {
  const manifest = { ...facts, files: Object.fromEntries(hashes) };
  return `${JSON.stringify(sorted(manifest), null, 2)}\n`;
}

/** The same value with the keys of all objects in the order of their UTF-16 code units. */
function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

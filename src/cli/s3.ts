import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { AwsClient } from "aws4fetch";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { RecipeError } from "../errors";
import { isPlainPath } from "./stage";
import { WriteError } from "./write-failure";

/** A folder in a bucket of an S3-compatible storage. */
export type BucketPlace = { readonly bucket: string; readonly prefix: string };

type Environment = { readonly [name: string]: string | undefined };

/** Bytes of a piece of a large file. S3 wants 5 MiB at least, and 10,000 pieces at most. */
const PIECE_BYTES = 16 * 2 ** 20;
const PIECES_AT_ONCE = 4;
/** After a server that is busy (429, 5xx) or a network that breaks. */
const RETRIES = 5;
const FIRST_PAUSE_MS = 200;

/** What to say of the storage's refusals, by S3's error code. */
const SENTENCES: { readonly [code: string]: string } = {
  NoSuchBucket: "there is no such bucket; expected one that exists",
  AccessDenied: "these credentials may not write there; expected ones that are allowed s3:PutObject",
  InvalidAccessKeyId: "the storage does not know this AWS_ACCESS_KEY_ID",
  SignatureDoesNotMatch: "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID",
  ExpiredToken: "AWS_SESSION_TOKEN has expired; expected a new one",
  RequestTimeTooSkewed: "this machine's clock is wrong by more than 15 minutes",
  PermanentRedirect: "the bucket is in another region; expected AWS_REGION to name it",
  AuthorizationHeaderMalformed: "the bucket is in another region; expected AWS_REGION to name it",
  QuotaExceeded: "the storage is full",
};

/** Where files can be put. A key holds nothing until its file is there as a whole. */
export type Bucket = {
  /** Throws WriteError when the storage would refuse files; leaves nothing there. */
  check(): Promise<void>;
  /** Uploads a file, in pieces if it is large. `onBegun` is told of an upload that the storage keeps until it ends or is dropped. */
  upload(key: string, file: string, onBegun: (id: string) => void): Promise<void>;
  /** Drops the pieces of an upload that did not end. */
  drop(key: string, id: string): Promise<void>;
};

/** Reads `s3://bucket/folder`; undefined when it is no such place. Throws RecipeError. */
export function parseBucketPlace(out: string): BucketPlace | undefined {
  if (!/^s3:/i.test(out)) return undefined;
  const [, bucket = "", prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+?)\/*$/.exec(out) ?? [];
  if (bucket !== "" && isPlainPath(prefix)) return { bucket, prefix };
  throw new RecipeError(
    `--out got "${out}"; expected a bucket and a folder in it, of letters, digits, dots, dashes and underscores, for example --out s3://my-bucket/street`,
  );
}

/** Opens a bucket with the credentials of the environment, under the names that AWS gave them. Throws RecipeError. */
export function openBucket(signal: AbortSignal, place: BucketPlace, environment: Environment, givenEndpoint?: string): Bucket {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey)
    throw new RecipeError(
      `--out ${nameOf(place)} needs credentials; expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, if there is one) in the environment`,
    );
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || "us-east-1";
  const endpoint = givenEndpoint || environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const base = baseUrl(place, region, endpoint);
  const { AWS_SESSION_TOKEN: sessionToken } = environment;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: "s3",
    region,
    retries: RETRIES,
    initRetryMs: FIRST_PAUSE_MS,
  });

  async function send(method: string, key: string, query: string, body: Uint8Array<ArrayBuffer> = new Uint8Array()) {
    const headers = { "X-Amz-Content-Sha256": createHash("sha256").update(body).digest("hex") };
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await client.fetch(`${base}/${key}${query}`, {
          method,
          headers,
          signal,
          ...(body.length ? { body } : {}),
        });
        const text = await response.text();
        const code = errorCode(text) ?? (response.ok ? undefined : String(response.status));
        if (code !== undefined) throw refusal(place, code, response.status);
        return { etag: response.headers.get("etag") ?? "", text };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof WriteError) throw error;
        if (attempt >= RETRIES)
          throw new WriteError(`${nameOf(place)} cannot be reached at ${new URL(base).host}: ${reasonOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  const keyOf = (file: string) => `${place.prefix}/${file}`;
  const begin = async (key: string) => uploadId((await send("POST", key, "?uploads")).text);
  const drop = async (key: string, id: string) => {
    await send("DELETE", key, `?uploadId=${encodeURIComponent(id)}`).catch((error: unknown) => {
      // It ended or was dropped before.
      if (!(error instanceof WriteError && error.message.includes("NoSuchUpload"))) throw error;
    });
  };

  return {
    // An upload that is begun shows whether files would be taken, and nothing is there when it is dropped.
    async check() {
      const key = keyOf("manifest.json");
      await drop(key, await begin(key));
    },

    async upload(name, file, onBegun) {
      await using handle = await open(file);
      const { size } = await handle.stat();
      const read = async (at: number) => {
        const bytes = new Uint8Array(Math.min(PIECE_BYTES, size - at));
        await handle.read(bytes, 0, bytes.length, at);
        return bytes;
      };
      const key = keyOf(name);
      if (size <= PIECE_BYTES) {
        await send("PUT", key, "", await read(0));
        return;
      }
      const id = await begin(key);
      onBegun(id);
      const etags: string[] = [];
      const starts = Array.from({ length: Math.ceil(size / PIECE_BYTES) }, (_, at) => at);
      await inTurns(starts, PIECES_AT_ONCE, async (at) => {
        const query = `?partNumber=${at + 1}&uploadId=${encodeURIComponent(id)}`;
        etags[at] = (await send("PUT", key, query, await read(at * PIECE_BYTES))).etag;
      });
      const pieces = etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`).join("");
      const all = new TextEncoder().encode(`<CompleteMultipartUpload>${pieces}</CompleteMultipartUpload>`);
      await send("POST", key, `?uploadId=${encodeURIComponent(id)}`, all);
    },

    drop: (name, id) => drop(keyOf(name), id),
  };
}

/** Works on all items, some at the same time. The first failure ends it once those under way are done. */
export async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  let failed = false;
  const turns = Array.from({ length: atOnce }, async () => {
    for (const item of rest) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  });
  const outcomes = await Promise.allSettled(turns);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** As people write it. */
export function nameOf({ bucket, prefix }: BucketPlace): string {
  return `s3://${bucket}/${prefix}`;
}

/** AWS wants the bucket in the host's name; other storages take it in the path, and so does AWS if its name has dots. */
function baseUrl({ bucket, prefix }: BucketPlace, region: string, endpoint: string | undefined): string {
  if (endpoint === undefined)
    return bucket.includes(".") ? `https://s3.${region}.amazonaws.com/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new RecipeError(
      `The endpoint of ${nameOf({ bucket, prefix })} is "${endpoint}"; expected a URL, for example --s3-endpoint https://storage.example.org`,
    );
  return `${endpoint.replace(/\/+$/, "")}/${bucket}`;
}

const xml = new XMLParser({ parseTagValue: false });
const uploadSchema = z.object({ InitiateMultipartUploadResult: z.object({ UploadId: z.string() }) });
const errorSchema = z.object({ Error: z.object({ Code: z.string() }) });

function uploadId(text: string): string {
  return uploadSchema.parse(xml.parse(text)).InitiateMultipartUploadResult.UploadId;
}

/** Of an answer that is an error; completing an upload may answer so with status 200. */
function errorCode(text: string): string | undefined {
  if (!text.includes("<Error>")) return undefined;
  const parsed = errorSchema.safeParse(xml.parse(text));
  return parsed.success ? parsed.data.Error.Code : undefined;
}

function refusal(place: BucketPlace, code: string, status: number): WriteError {
  const sentence = SENTENCES[code] ?? (status === 403 ? SENTENCES.AccessDenied : undefined);
  return new WriteError(`${nameOf(place)} cannot be written: ${sentence ?? `the storage answered ${status}`} (${code})`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

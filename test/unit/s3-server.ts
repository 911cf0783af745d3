import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

/** The request that a signature is of. */
export type SignedRequest = {
  readonly method: string;
  /** As it is on the wire. */
  readonly path: string;
  readonly query: string;
  readonly headers: { readonly [name: string]: string };
};

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const hash = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The signature that a request must have: AWS Signature Version 4 (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). */
export function signatureOf(request: SignedRequest, signed: readonly string[], scope: string, secret: string): string {
  const query = request.query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort()
    .join("&");
  const headers = signed.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join("");
  const bodyHash = request.headers["x-amz-content-sha256"] ?? "";
  const canonical = [request.method, request.path, query, headers, signed.join(";"), bodyHash].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const [day = "", region = "", service = "", end = ""] = scope.split("/");
  return hmac(hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), end), toSign).toString("hex");
}

export const credentials = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "a secret/of+tests" };

/** A storage that knows what an upload needs, and refuses what is not signed as S3 wants it. */
export async function startS3(bucket: string) {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, { key: string; pieces: Map<number, Buffer> }>();
  /** Answers in place of ours, for tests of what goes wrong: a status and S3's error code. */
  const wrong: { next?: (method: string, url: string) => readonly [number, string] | undefined } = {};
  const log: string[] = [];
  let ids = 0;

  async function answer(request: IncomingMessage): Promise<readonly [status: number, body: string, etag?: string]> {
    const { method = "", url = "" } = request;
    const body = await buffer(request);
    const [path = "", query = ""] = url.split("?");
    log.push(`${method} ${path}${query.replace(/uploadId=.*/, "uploadId")}`.replace(/\d+$/, "").trim());
    const mistake = wrong.next?.(method, url);
    if (mistake) return [mistake[0], error(mistake[1])];
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const [, key, scope = "", signed = "", signature] =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
        headers.authorization ?? "",
      ) ?? [];
    if (key !== credentials.AWS_ACCESS_KEY_ID) return [403, error("InvalidAccessKeyId")];
    const expected = signatureOf({ method, path, query, headers }, signed.split(";"), scope, credentials.AWS_SECRET_ACCESS_KEY);
    if (signature !== expected || !["host", "x-amz-date"].every((name) => signed.split(";").includes(name)))
      return [403, error("SignatureDoesNotMatch")];
    if (headers["x-amz-content-sha256"] !== hash(body)) return [400, error("XAmzContentSHA256Mismatch")];
    if (!path.startsWith(`/${bucket}/`)) return [404, error("NoSuchBucket")];
    return act(method, path.slice(bucket.length + 2), new URLSearchParams(query), body);
  }

  function act(method: string, key: string, query: URLSearchParams, body: Buffer): readonly [number, string, string?] {
    const id = query.get("uploadId");
    const upload = id === null ? undefined : uploads.get(id);
    if (id !== null && upload?.key !== key) return [404, error("NoSuchUpload")];
    if (method === "POST" && query.has("uploads")) {
      const begun = `upload/${++ids}+=`;
      uploads.set(begun, { key, pieces: new Map() });
      return [200, `<InitiateMultipartUploadResult><UploadId>${begun}</UploadId></InitiateMultipartUploadResult>`];
    }
    if (method === "PUT" && upload) {
      upload.pieces.set(Number(query.get("partNumber")), body);
      return [200, "", `"${hash(body)}"`];
    }
    if (method === "POST" && upload && id !== null) {
      const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)];
      const pieces = named.map(([, number, etag]) => {
        const piece = upload.pieces.get(Number(number));
        return piece && hash(piece) === etag ? piece : undefined;
      });
      if (pieces.length === 0 || pieces.includes(undefined)) return [400, error("InvalidPart")];
      objects.set(key, Buffer.concat(pieces.filter((piece) => piece !== undefined)));
      uploads.delete(id);
      return [200, "<CompleteMultipartUploadResult/>"];
    }
    if (method === "DELETE" && id !== null) {
      uploads.delete(id);
      return [204, ""];
    }
    if (method !== "PUT") return [405, error("MethodNotAllowed")];
    objects.set(key, body);
    return [200, "", `"${hash(body)}"`];
  }

  const server = createServer((request, response) => {
    answer(request)
      .then(([status, body, etag]) => response.writeHead(status, etag ? { ETag: etag } : {}).end(body))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    uploads,
    wrong,
    log,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function error(code: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>of the test</Message></Error>`;
}

import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { isNamed } from "../errors";
import type { RunJournal } from "./journal";
import { isPlainName, isPlainPath, limit, type StagedFolder } from "./stage";
import { isOfDisk } from "./write-failure";

/** No part comes near this: 2 GiB is where zips without ZIP64 and browsers' buffers end. */
const MOST_BYTES = 2 ** 31;

const MIME_TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".yaml": "text/plain; charset=utf-8",
};

/** The page may load its own files, start its own workers and compile its own wasm; nothing else, and nothing from outside. */
const SAFE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/** What the server hands out and takes in. */
export type Served = {
  /** Folder of the built pages, read only. */
  readonly pages: string;
  /** Files of the recipe's assets, read only, at `assets/<position>`. */
  readonly assets?: readonly string[];
  /** Given to the page as JSON at `job`. */
  readonly job: unknown;
  /** Gets what the page PUTs to `parts/<path>`, and what it adds there by PATCH. */
  readonly stage: StagedFolder;
  /** Gets what the page PUTs to `kept/<dataset>/facts` and `kept/<dataset>/<index>`, and gives the latter back. */
  readonly journal?: RunJournal;
  /** Is told of a file that cannot be written: the end of the run. */
  readonly onFailure?: (error: Error) => void;
  readonly mostBytes?: number;
};

/**
 * Serves one run to one page on this machine: 127.0.0.1, a free port, and a random token in front of every path. Whoever does
 * not know the token gets a 404. Disposing cuts open connections.
 */
export async function serve(served: Served): Promise<AsyncDisposable & { readonly url: string }> {
  const token = randomBytes(24).toString("hex");
  const server = createServer((request, response) => {
    answer(served, token, request, response).catch((error: unknown) => {
      const isReading = request.method === "GET";
      if (!isReading && isOfDisk(error)) served.onFailure?.(error);
      const missing = isReading && error instanceof Error && "code" in error && error.code === "ENOENT";
      refuse(response, missing ? 404 : 500, missing ? "Not found" : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The loopback server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/${token}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(served: Served, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [urlPath = ""] = (request.url ?? "").split("?");
  const prefix = `/${token}/`;
  const isOurs = urlPath.startsWith(prefix) && request.headers.host === `127.0.0.1:${request.socket.localPort}`;
  if (!isOurs) return refuse(response, 404, "Not found");
  const rest = urlPath.slice(prefix.length);

  if (rest.startsWith("kept/")) return await answerKept(served, rest.slice("kept/".length), request, response);
  if (rest.startsWith("parts/")) return await takePart(served, rest.slice("parts/".length), request, response);
  if (request.method !== "GET") return refuse(response, 405, "Only GET here", { Allow: "GET" });
  const asset = /^assets\/(\d{1,6})$/.exec(rest)?.[1];
  if (asset !== undefined) return await sendAsset(served.assets?.[Number(asset)], response);
  if (rest === "job") return sendJson(response, served.job);
  await sendFile(served.pages, rest, response);
}

async function takePart(
  { stage, mostBytes = MOST_BYTES }: Served,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method } = request;
  if (method !== "PUT" && method !== "PATCH") return refuse(response, 405, "Only PUT and PATCH here", { Allow: "PUT, PATCH" });
  if (!isPlainPath(file)) return refuse(response, 400, `"${file}" is not made of plain file names`);
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return refuse(response, 413, `More than ${mostBytes} bytes`);
  if (method === "PUT") await stage.receive(file, request, mostBytes);
  else await stage.append(file, request, mostBytes);
  response.writeHead(204, SAFE_HEADERS).end();
}

/** Keeps finished samples, and gives back those that are kept: `<dataset>/<index>`. */
async function answerKept(
  { journal, mostBytes = MOST_BYTES }: Served,
  rest: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [dataset = "", entry = "", ...more] = rest.split("/");
  const isIndex = /^\d{1,9}$/.test(entry);
  if (journal === undefined || more.length > 0 || !isPlainName(dataset) || !(isIndex || entry === "facts"))
    return refuse(response, 404, "Not found");
  const { method } = request;
  if (method === "GET" && isIndex) {
    const bytes = journal.read(dataset, entry);
    if (bytes === undefined) return refuse(response, 404, "Not kept");
    response.writeHead(200, { ...SAFE_HEADERS, "Content-Type": "application/octet-stream" });
    return await pipeline(bytes, response);
  }
  if (method !== "PUT") return refuse(response, 405, "Only GET and PUT here", { Allow: "GET, PUT" });
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return refuse(response, 413, `More than ${mostBytes} bytes`);
  try {
    if (isIndex) await journal.keep(dataset, entry, request, mostBytes);
    else await journal.begin(dataset, await textOf(request, mostBytes));
  } catch (error) {
    if (!isNamed(error, "RecipeError")) throw error;
    return refuse(response, 409, error.message);
  }
  response.writeHead(204, SAFE_HEADERS).end();
}

async function textOf(request: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limit(mostBytes)(request)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Sends a file of the pages; names of files and folders are plain ones, so no path leads out. */
async function sendFile(folder: string, urlPath: string, response: ServerResponse): Promise<void> {
  const type = MIME_TYPES[path.extname(urlPath)];
  if (type === undefined || !urlPath.split("/").every(isPlainName)) return refuse(response, 404, "Not found");
  await stream(path.join(folder, urlPath), type, response);
}

/** Sends a file that the recipe names. Pages ask by number, so they can reach no other. */
async function sendAsset(file: string | undefined, response: ServerResponse): Promise<void> {
  if (file === undefined) return refuse(response, 404, "Not found");
  await stream(file, "application/octet-stream", response);
}

async function stream(file: string, type: string, response: ServerResponse): Promise<void> {
  const { size } = await stat(file);
  response.writeHead(200, { ...SAFE_HEADERS, "Content-Type": type, "Content-Length": size });
  await pipeline(createReadStream(file), response);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...SAFE_HEADERS, "Content-Type": "application/json" }).end(JSON.stringify(value));
}

/** Answers with an error and closes the connection, so that the rest of a big body is not read. */
function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: { readonly [name: string]: string } = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...SAFE_HEADERS, ...headers, "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  response.end(`${message}\n`);
}

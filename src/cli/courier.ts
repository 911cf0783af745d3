import { type Remote, transfer, wrap } from "comlink";
import type { Answer, Courier } from "./courier-worker";

/**
 * Sends bytes to the command line, at a path below that of the page. A shared worker does: Playwright, which started the page, is told of all requests of pages and of workers, and none of shared
 * workers. Of a body that is an array it would be told in base64, through three processes (28 ms for 170 KB, here 6), and a body that is a Blob stays in the browser's memory until it ends.
 */
export async function send(path: string, method: "PUT" | "PATCH", bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
  courier ??= opened();
  // A copy, since others have uses for the bytes, or for what else lies in their buffer.
  const own = bytes.slice();
  return (await courier).send(new URL(path, location.href).href, method, transfer(own, [own.buffer]));
}

let courier: Promise<Remote<Courier>> | undefined;

async function opened(): Promise<Remote<Courier>> {
  const worker = new SharedWorker(new URL("./courier-worker.ts", import.meta.url), { type: "module", name: "diorama courier" });
  const failed = new Promise<never>((_, reject) =>
    worker.addEventListener("error", () => reject(new Error("The shared worker that sends files did not start"))),
  );
  const remote = wrap<Courier>(worker.port);
  await Promise.race([remote.ready(), failed]);
  return remote;
}

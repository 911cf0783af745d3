/** The whole script of the shared worker that sends bytes for the page: see `courier.ts`. */
import { expose } from "comlink";

/** What came back. */
export type Answer = { readonly ok: boolean; readonly status: number; readonly text: string };

const courier = {
  /** Answers when the worker has started. */
  ready: (): void => {},
  async send(url: string, method: "PUT" | "PATCH", bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const response = await fetch(url, { method, body: bytes });
    return { ok: response.ok, status: response.status, text: await response.text() };
  },
};

export type Courier = typeof courier;

// The types of pages know no shared worker from within.
Object.assign(globalThis, { onconnect: ({ ports: [port] }: MessageEvent) => port && expose(courier, port) });

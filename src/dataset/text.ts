import { joined } from "../encode/join";
import type { Files, FileWriter } from "./sink";

/** Text is handed on in pieces of about this many bytes. */
const PIECE = 2 ** 16;

/** A text file that is written bit by bit, however long it gets. */
export type TextFile = {
  add(text: string): Promise<void>;
  close(): Promise<void>;
};

/** Starts a text file (UTF-8) with the text `start`. A short one is written at once when it is closed. */
export function textFile(sink: Files, path: string, start = ""): TextFile {
  let pieces = [utf8(start)];
  let length = start.length;
  let writer: FileWriter | undefined;

  function take(): Uint8Array<ArrayBuffer> {
    const bytes = joined(pieces);
    pieces = [];
    length = 0;
    return bytes;
  }

  return {
    async add(text) {
      const bytes = utf8(text);
      pieces.push(bytes);
      length += bytes.length;
      if (length < PIECE) return;
      writer ??= await sink.open(path);
      await writer.write(take());
    },
    async close() {
      if (writer === undefined) return sink.write(path, take());
      if (length > 0) await writer.write(take());
      await writer.close();
    },
  };
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

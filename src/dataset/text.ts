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

/** Text that has to wait in memory, as bytes in few pieces: half the size of many short strings. */
export function heldText() {
  const done: Uint8Array[] = [];
  let waiting: string[] = [];
  let length = 0;
  return {
    add(text: string): void {
      waiting.push(text);
      length += text.length;
      if (length < PIECE) return;
      done.push(utf8(waiting.join("")));
      waiting = [];
      length = 0;
    },
    /** All of it, in order. */
    *pieces(): Generator<string> {
      for (const piece of done) yield new TextDecoder().decode(piece);
      yield waiting.join("");
    },
  };
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The letters that mean something to XML and HTML. */
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for XML and HTML, in an element or an attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/**
 * Where files go. Paths are relative, with forward slashes. Nothing is published before `close`; `abort` discards everything.
 * `write` resolves when the sink can take more: awaiting it is the back-pressure. One call at a time.
 */
export type Sink = {
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Starts a file that grows with the dataset, such as a list with a line for each image. Others can be written meanwhile. */
  open(path: string): Promise<FileWriter>;
  /** Throws when a file that was opened is not closed. */
  close(): Promise<void>;
  abort(): Promise<void>;
};

/** The part of a sink that takes files. */
export type Files = Pick<Sink, "write" | "open">;

/** A file that grows. It is complete once it is closed. */
export type FileWriter = {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
};

/** The same sink with all paths in a folder of it. */
export function inFolder(sink: Files, folder: string): Files {
  return {
    write: (path, bytes) => sink.write(`${folder}/${path}`, bytes),
    open: (path) => sink.open(`${folder}/${path}`),
  };
}

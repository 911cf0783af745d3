/**
 * Where files go. Paths are relative, with forward slashes. Nothing is published before `close`; `abort` discards everything.
 * `write` resolves when the sink can take more: awaiting it is the back-pressure.
 */
export type Sink = {
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
};

/** Turns samples into files of one format. Samples come in index order. */
export type Dataset = {
  add(sample: import("../encode/sample").Sample): Promise<void>;
  /** Writes what can only be known at the end (annotation files). */
  finish(): Promise<void>;
};

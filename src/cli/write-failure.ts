/** What to say of the system's errors on writing, by its code. */
const SENTENCES: { readonly [code: string]: string } = {
  ENOSPC: "the disk is full; expected room for about twice the dataset until it is complete",
  EDQUOT: "your share of the disk is used up; expected room for about twice the dataset until it is complete",
  EROFS: "it is on a disk that can only be read; expected a folder that can be written to",
  EACCES: "you may not write there; expected a folder that can be written to",
  EPERM: "you may not write there; expected a folder that can be written to",
  ENOTDIR: "a part of this path is a file; expected a folder",
  EEXIST: "there is a file of this name; expected a folder",
  EFBIG: "a file gets larger than this disk can hold; expected smaller parts, for example output: { partMegabytes: 100 }",
  EMFILE: "too many files are open on this machine",
  EIO: "the disk reports an error",
};

/** An error that the user can do something about: one sentence will do, without a stack. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

/** True when the disk is to blame, and not the connection that the bytes came by. */
export function isOfDisk(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code in SENTENCES;
}

/** The system's error on writing to the output folder as a sentence; any other error as it is. */
export function writeFailure(error: unknown, out: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const sentence = "code" in error && typeof error.code === "string" ? SENTENCES[error.code] : undefined;
  return sentence === undefined ? error : new WriteError(`${out} cannot be written: ${sentence}, for example --out /data/street`);
}

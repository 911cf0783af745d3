/** Files that the user dropped or chose. They are read into memory and go nowhere else. */
import { type AssetFiles, MOST_BYTES, tooLarge } from "../../recipe/assets";

/** A file, and its path in the folder that was dropped or chosen. */
type Dropped = { readonly path: string; readonly file: File };

/** All files of a drop, also those in folders. Must be called before the drop event ends. */
export function filesOfDrop({ items }: DataTransfer): Promise<AssetFiles> {
  const found = [...items].map((item) => {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    return entry ? filesIn(entry) : file ? [{ path: file.name, file }] : [];
  });
  return contents(Promise.all(found).then((lists) => lists.flat()));
}

/** Files that were chosen, one by one or as a folder. */
export function filesChosen(files: readonly File[]): Promise<AssetFiles> {
  return contents(Promise.resolve(files.map((file) => ({ path: file.webkitRelativePath || file.name, file }))));
}

async function filesIn(entry: FileSystemEntry): Promise<Dropped[]> {
  const path = entry.fullPath.replace(/^\/+/, "");
  if (isFile(entry)) return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  if (!isFolder(entry)) return [];
  const found: FileSystemEntry[] = [];
  const reader = entry.createReader();
  // A reader gives a hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function contents(dropped: Promise<Dropped[]>): Promise<AssetFiles> {
  const read = (await dropped).map(async ({ path, file }) => [path, await bytesOf(file)] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** The bytes, or why there are none. */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | string> {
  if (file.size > MOST_BYTES) return tooLarge(file.size);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return "the browser cannot read it";
  }
}

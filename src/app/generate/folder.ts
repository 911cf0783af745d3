/** Asking for a folder to write to, which not every browser can (https://wicg.github.io/file-system-access/). */

type FolderPicker = (options: { readonly id: string; readonly mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;

/** Asks the user for a folder; undefined where the browser cannot. Rejects when the user does not choose one. */
export const pickFolder: (() => Promise<FileSystemDirectoryHandle>) | undefined = hasPicker(window)
  ? () => (hasPicker(window) ? window.showDirectoryPicker({ id: "datasets", mode: "readwrite" }) : Promise.reject())
  : undefined;

function hasPicker(page: object): page is { readonly showDirectoryPicker: FolderPicker } {
  return "showDirectoryPicker" in page && typeof page.showDirectoryPicker === "function";
}

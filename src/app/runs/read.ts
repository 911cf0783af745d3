/** Reads kept samples where they are shown: only the bytes that are wanted, straight from the disk. Writing is the worker's. */
import { headerBytes, KEPT_START, type KeptHeader, keptName, readHeader } from "../../dataset/kept-sample";
import type { LayerName } from "../../encode/sample";
import { runFolder } from "./store";

export type KeptSample = KeptHeader & {
  /** A picture file of the sample; undefined when it was made without it. */
  file(layer: LayerName): Blob | undefined;
};

/** Opens the sample of an index, which must have been finished. Its bytes are not checked: that is done before they go into a dataset. */
export async function openSample(id: string, index: number): Promise<KeptSample> {
  const file = await (await (await runFolder(id)).getFileHandle(keptName(index))).getFile();
  const length = headerBytes(await bytesOf(file.slice(0, KEPT_START)));
  if (length === undefined) throw new Error(`The file of image ${index} of the run ${id} is cut off`);
  const header = readHeader(await bytesOf(file.slice(0, length)));
  return {
    ...header,
    file(layer) {
      const place = header.files[layer];
      const { jpegQuality } = header.spec.image;
      return place && file.slice(...place, layer === "image" && jpegQuality !== undefined ? "image/jpeg" : "image/png");
    },
  };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The rows of a run, a line of JSON each: every line begins with its line break, so that one that was cut off spoils no other. */
import { utf8 } from "../../dataset/text";
import type { Sample } from "../../encode/sample";
import { appendFile, readFile } from "./files";
import { type ImageRow, type Look, lookOf, rowOf } from "./image-row";
import { ROWS, runFolder } from "./store";

/** The rows that a text of lines has, by index; a later one takes the place of an earlier one, and what is no row is passed over. */
export function parseRows(text: string): Map<number, ImageRow> {
  const rows = new Map<number, ImageRow>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      const row = JSON.parse(line) as ImageRow;
      rows.set(row.index, row);
    } catch {
      // The page was closed in the middle of it; the row is made again when the run goes on.
    }
  }
  return rows;
}

export async function readRows(id: string): Promise<Map<number, ImageRow>> {
  return parseRows((await (await readFile(await runFolder(id), ROWS))?.text()) ?? "");
}

/** Looks at a sample's picture and adds its row to the run. */
export async function addRow(id: string, sample: Sample): Promise<ImageRow> {
  const row = rowOf(sample, await lookAt(sample));
  await appendFile(await runFolder(id), ROWS, utf8(`\n${JSON.stringify(row)}`));
  return row;
}

/** Pixels along the longer side of the copy that brightness and contrast are taken from. */
const LOOK_SIDE = 96;

async function lookAt({ files, spec }: Sample): Promise<Look> {
  const { width, height, jpegQuality } = spec.image;
  if (!files.image) return { brightness: 0, contrast: 0 };
  const scale = LOOK_SIDE / Math.max(width, height);
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const picture = await createImageBitmap(
    new Blob([files.image], { type: jpegQuality === undefined ? "image/png" : "image/jpeg" }),
  );
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return context ? lookOf(context.getImageData(0, 0, canvas.width, canvas.height).data) : { brightness: 0, contrast: 0 };
}

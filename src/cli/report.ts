import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import decodeJpeg, { init } from "@jsquash/jpeg/decode";
import { decode as decodePng } from "fast-png";
import { z } from "zod";
import { RecipeError } from "../errors";
import { differenceHash, imageFeatures, type Pixels } from "../lab/image-features";
import { boxFeatures, type Measured, reportHtml, reportOf } from "../lab/report";

export type ReportOptions = { readonly reference?: string; readonly out?: string };

/** Fewer pictures than this have no covariance and no folds. */
const FEWEST = 10;

const cocoSchema = z.looseObject({
  images: z.array(z.looseObject({ id: z.int(), file_name: z.string() })),
  annotations: z.array(z.looseObject({ image_id: z.int(), bbox: z.array(z.number()).length(4) })),
});

/** Writes report.html and report.json about the pictures of a folder. */
export async function report(signal: AbortSignal, folder: string, { reference, out = "." }: ReportOptions): Promise<void> {
  const made = await measured(signal, folder);
  const real = reference === undefined ? undefined : await measured(signal, reference);
  for (const [place, some] of [
    [folder, made],
    [reference, real],
  ] as const)
    if (some && reference !== undefined && some.length < FEWEST)
      throw new RecipeError(`${place} has ${some.length} pictures; expected at least ${FEWEST} on both sides of a comparison.`);
  const result = reportOf(made, real);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.json"), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(path.join(out, "report.html"), reportHtml(path.basename(path.resolve(folder)), result));
  console.log(`${path.join(out, "report.html")}: ${made.length} pictures${real ? ` against ${real.length}` : ""}`);
}

/** Measures all pictures of a folder, one after another, in the order of their paths. */
async function measured(signal: AbortSignal, folder: string): Promise<Measured[]> {
  const all = filesIn(folder);
  const isOurs = all.includes("manifest.json");
  const pictures = all.filter((file) => /\.(png|jpe?g)$/i.test(file) && (!isOurs || /(^|\/)images\//.test(file)));
  if (pictures.length === 0)
    throw new RecipeError(
      `${folder} has no .png or .jpg pictures; expected a folder of plain files, for example one made with --sink dir.`,
    );
  const boxes = boxesIn(folder, all);
  const rows: Measured[] = [];
  for (const file of pictures) {
    signal.throwIfAborted();
    const pixels = await pixelsOf(path.join(folder, file));
    const own = boxes?.get(path.posix.basename(file)) ?? [];
    const features = { ...imageFeatures(pixels), ...(boxes ? boxFeatures(own, pixels.width, pixels.height) : {}) };
    rows.push({ file, features, hash: differenceHash(pixels) });
  }
  return rows;
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return entries
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
      .sort();
  } catch {
    throw new RecipeError(`${folder} is no folder that can be read; expected one with pictures.`);
  }
}

/** Boxes by the name of their picture, from all COCO files of a folder; undefined when there is none. */
function boxesIn(folder: string, files: readonly string[]): Map<string, number[][]> | undefined {
  const boxes = new Map<string, number[][]>();
  let found = false;
  for (const file of files.filter((one) => /(^|\/)(instances_[^/]*|_annotations\.coco|annotations?)\.json$/.test(one))) {
    const read = cocoSchema.safeParse(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    if (!read.success) continue;
    found = true;
    const names = new Map(read.data.images.map(({ id, file_name }) => [id, path.posix.basename(file_name)]));
    for (const { image_id, bbox } of read.data.annotations) {
      const name = names.get(image_id);
      if (name !== undefined) boxes.set(name, [...(boxes.get(name) ?? []), bbox]);
    }
  }
  return found ? boxes : undefined;
}

async function pixelsOf(file: string): Promise<Pixels> {
  const bytes = readFileSync(file);
  if (!file.toLowerCase().endsWith(".png")) {
    await ready();
    const { width, height, data } = await decodeJpeg(new Uint8Array(bytes).buffer);
    return { width, height, channels: 4, data };
  }
  const { width, height, channels, data, depth } = decodePng(bytes);
  return { width, height, channels, data: depth === 16 ? Array.from(data, (value) => value / 257) : data };
}

let decoder: Promise<void> | undefined;

/** The decoder makes an ImageData, which Node does not have. */
function ready(): Promise<void> {
  decoder ??= (async () => {
    class PlainImageData {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data;
        this.width = width;
        this.height = height;
      }
    }
    if (!("ImageData" in globalThis)) Object.assign(globalThis, { ImageData: PlainImageData });
    const wasm = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
    await init(await WebAssembly.compile(readFileSync(wasm)));
  })();
  return decoder;
}

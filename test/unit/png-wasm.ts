import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { init } from "@jsquash/png/encode";

/** Loads the colour encoder in Node, where it cannot fetch its wasm file by itself. Call it before the first colour picture. */
export async function loadPngEncoder(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("@jsquash/png/codec/pkg/squoosh_png_bg.wasm");
  await init(new Uint8Array(await readFile(path)));
}

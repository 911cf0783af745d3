/** Writes a file of the browser's own storage many times at once, and adds to another: only workers can. */
import { appendFile, readFile, writeFile } from "../../src/app/runs/files";

const root = await navigator.storage.getDirectory();
const folder = await root.getDirectoryHandle("written-at-once", { create: true });
const bytes = (text: string) => new TextEncoder().encode(text);
const times = Array.from({ length: 20 }, (_, at) => at);
try {
  await Promise.all(
    times.flatMap((at) => [writeFile(folder, "verdict", bytes(`${at}`)), appendFile(folder, "rows", bytes(`${at} `))]),
  );
  postMessage([await (await readFile(folder, "verdict"))?.text(), await (await readFile(folder, "rows"))?.text()]);
} catch (error) {
  postMessage([String(error)]);
} finally {
  await root.removeEntry("written-at-once", { recursive: true });
}

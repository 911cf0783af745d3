/** Part of the Vite configuration: tells the studio's service worker which files were built. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/** The entry of this name gets no hash in its file name: browsers look for a new version under the old address. */
export const serviceWorker = "service-worker";

/** After everything is written, since the hashes are of the bytes that a server will send. The pages of the command line are not kept. */
export function offlineFiles(): Plugin {
  return {
    name: "offline-files",
    apply: "build",
    writeBundle({ dir = "" }, bundle) {
      const script = path.join(dir, `${serviceWorker}.js`);
      const names = Object.keys(bundle).filter((name) => !/^(assets\/)?(headless|service-worker)\b/.test(name));
      const files = Object.fromEntries(names.sort().map((name) => [name, integrityOf(readFileSync(path.join(dir, name)))]));
      const code = readFileSync(script, "utf8");
      const version = createHash("sha256").update(JSON.stringify(files)).update(code).digest("hex").slice(0, 16);
      if (!code.includes("__BUILT__")) throw new Error(`${script} does not ask for the built files`);
      writeFileSync(script, `const __BUILT__ = ${JSON.stringify({ version, files })};\n${code}`);
    },
  };
}

/** As Subresource Integrity writes it (W3C). */
function integrityOf(bytes: Uint8Array): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

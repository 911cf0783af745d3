import path from "node:path";
import { fileURLToPath } from "node:url";

/** Of the package. The built command line is `dist/cli/main.js`. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

export const scenesFolder = path.join(root, "scenes");

/** The built pages. */
export const pagesFolder = path.join(root, "dist/app");

/** What an .obj says of its materials, as text: the command line needs it to find the files that belong together. No three.js. */
import type { AssetFiles } from "../../recipe/assets";
import { beside, bytesOf } from "./gltf";

/** What of a material in an .mtl file we show. Colours are sRGB, 0 to 1. */
export type Mtl = { colour: [number, number, number]; opacity: number; map?: string };

/** Paths of the .mtl files that an .obj names. Throws an Error when one is not beside it. */
export function librariesOf(path: string, source: string): string[] {
  return [...source.matchAll(/^\s*mtllib\s+(.+?)\s*$/gm)].map(([, name = ""]) => beside(path, encodeURIComponent(name)));
}

/** Paths of the pictures that an .mtl file names. Throws an Error when one is not beside it. */
export function picturesOf(path: string, source: string): string[] {
  return [...parseMtl(source).values()].flatMap(({ map }) => (map === undefined ? [] : beside(path, encodeURIComponent(map))));
}

/** The materials of an .mtl file (Wavefront, 1995): `Kd`, `d` or `Tr`, and `map_Kd` without its options. */
export function parseMtl(source: string): Map<string, Mtl> {
  const found = new Map<string, Mtl>();
  let current: Mtl | undefined;
  for (const line of source.split("\n")) {
    const [key = "", ...values] = line.trim().split(/\s+/);
    if (key === "newmtl") {
      current = { colour: [0.8, 0.8, 0.8], opacity: 1 };
      found.set(values.join(" "), current);
    }
    if (!current) continue;
    const [x = 0.8, y = x, z = x] = values.map(Number);
    if (key === "Kd") current.colour = [x, y, z];
    if (key === "d") current.opacity = x;
    if (key === "Tr") current.opacity = 1 - x;
    if (key === "map_Kd") current.map = values.at(-1) ?? "";
  }
  return found;
}

/** A file as text. Throws an Error when it is not there. */
export function textOf(path: string, files: AssetFiles): string {
  return new TextDecoder().decode(bytesOf(path, files));
}

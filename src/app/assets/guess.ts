/** Guesses about a model from its name, for a first entry in the recipe. */

/** Names that programs give by themselves: the folder says more. */
const meaningless = /^(scene|model|object|mesh|untitled|export|output|file|source)?$/;

/** A class for a model: `props/Coffee-Mug_v2 (1).glb` is a `coffee_mug`, `old chair/scene.gltf` an `old_chair`. */
export function classFromPath(path: string): string {
  const [file = "", ...folders] = path.split("/").reverse();
  const names = [file.replace(/\.[^.]*$/, ""), ...folders].map(plainName);
  return names.find((name) => !meaningless.test(name)) ?? names.find((name) => name !== "") ?? "thing";
}

/** Lower case with `_` between words; without versions and numbers at the end. */
function plainName(name: string): string {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  while (words.length > 1 && /^v?\d+$/.test(words.at(-1) ?? "")) words.pop();
  return words.join("_").slice(0, 64);
}

/** Which axis points up: z where the name or a comment at the start of an .obj says so. */
export function upAxisOf(path: string, bytes: Uint8Array | string | undefined): "y" | "z" {
  const name = path.split("/").at(-1) ?? "";
  if (/z[-_ ]?up/i.test(name)) return "z";
  if (!/\.obj$/i.test(name) || !(bytes instanceof Uint8Array)) return "y";
  const comments = new TextDecoder().decode(bytes.subarray(0, 2048)).match(/^#.*$/gm) ?? [];
  return comments.some((line) => /z[-_ ]?up|up[-_ ]?axis\W*z/i.test(line)) ? "z" : "y";
}

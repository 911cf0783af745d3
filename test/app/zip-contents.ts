import { createHash } from "node:crypto";
import JSZip from "jszip";

/** Text files as they are, pictures by their hash. */
export async function contents(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await JSZip.loadAsync(bytes);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  const texts = files.map(async (file) => {
    if (!file.name.endsWith(".png")) return [file.name, await file.async("string")] as const;
    return [
      file.name,
      createHash("sha256")
        .update(await file.async("nodebuffer"))
        .digest("hex"),
    ] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { croissantJson } from "../../src/dataset/croissant";
import { datasetOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { loadPngEncoder } from "./png-wasm";

beforeAll(loadPngEncoder);

const reference = z.object({ "@id": z.string() });
const source = z.union([
  z.strictObject({ fileSet: reference, extract: z.strictObject({ fileProperty: z.enum(["filename", "content", "fullpath"]) }) }),
  z.strictObject({
    fileObject: reference,
    extract: z.strictObject({ jsonPath: z.string().startsWith("$") }),
    format: z.literal("XYWH").optional(),
  }),
]);
const named = { "@id": z.string(), name: z.string() };

/** What the specification requires (Croissant 1.0: Dataset, FileObject, FileSet, RecordSet, Field), and nothing that it does not know. */
const croissant = z.strictObject({
  "@context": z.looseObject({ "@vocab": z.literal("https://schema.org/"), cr: z.literal("http://mlcommons.org/croissant/") }),
  "@type": z.literal("sc:Dataset"),
  conformsTo: z.literal("http://mlcommons.org/croissant/1.0"),
  name: z.string().min(1),
  description: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  license: z.string().min(1),
  url: z.string().min(1),
  creator: z.looseObject({ "@type": z.string(), name: z.string() }),
  datePublished: z.iso.date(),
  keywords: z.array(z.string()),
  isLiveDataset: z.boolean(),
  distribution: z.array(
    z.discriminatedUnion("@type", [
      z.strictObject({ ...named, "@type": z.literal("cr:FileSet"), encodingFormat: z.string(), includes: z.string() }),
      z.strictObject({
        ...named,
        "@type": z.literal("cr:FileObject"),
        contentUrl: z.string(),
        encodingFormat: z.string().regex(/^\w+\/[\w.+-]+$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    ]),
  ),
  recordSet: z.array(
    z.strictObject({
      ...named,
      "@type": z.literal("cr:RecordSet"),
      field: z.array(z.strictObject({ ...named, "@type": z.literal("cr:Field"), dataType: z.string(), source })),
    }),
  ),
});

test("the description has what Croissant requires, names every file once, and its references lead somewhere", async () => {
  const classes = classesOf(["car", "person"]);
  const formats = ["coco", "yolo-detect", "imagefolder", "webdataset", "kitti"] as const;
  const files = await datasetOf(fakePictures(classes), {
    formats: [...formats],
    layers: ["image", "instance", "depth-npy"],
    classes,
  });
  const hashes = new Map([...files].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]));
  const text = croissantJson({
    name: "fake",
    about: { version: "1.2.3" },
    first: { scene: "street", seed: 7, size: "64 × 48" },
    imagesPerSplit: new Map([["train", 3]]),
    formatTitles: ["COCO instances"],
    hashes,
    released: "2026-11-27",
  });
  const { distribution, recordSet } = croissant.parse(JSON.parse(text));

  const globs = distribution.flatMap((entry) => (entry["@type"] === "cr:FileSet" ? [entry.includes] : []));
  const inGlob = (path: string) =>
    globs.filter((glob) => new RegExp(`^${glob.replace(/[.]/g, "\\.").replace("*", "[^/]*")}$`).test(path));
  const objects = distribution.flatMap((entry) => (entry["@type"] === "cr:FileObject" ? [entry] : []));
  for (const [path, hash] of hashes) {
    const as = objects.filter(({ contentUrl }) => contentUrl === path);
    expect(as.length + inGlob(path).length, path).toBe(1);
    for (const { sha256 } of as) expect(sha256).toBe(hash);
  }
  const ids = [...distribution, ...recordSet, ...recordSet.flatMap(({ field }) => field)].map((entry) => entry["@id"]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { field } of recordSet)
    for (const { source: from } of field)
      expect(distribution.map((entry) => entry["@id"])).toContain(
        "fileSet" in from ? from.fileSet["@id"] : from.fileObject["@id"],
      );
  expect(recordSet.map(({ name }) => name)).toContain("records/coco/annotations/instances_train");
  expect(recordSet.map(({ name }) => name)).toContain("records/coco/images/train");
});

import type { CardFacts } from "./card";
import { isOfImage } from "./names";

/** What the description is made of: the card, and the SHA-256 of every file by its path. */
export type CroissantFacts = Pick<CardFacts, "name" | "about" | "first" | "imagesPerSplit" | "formatTitles"> & {
  readonly hashes: ReadonlyMap<string, string>;
  /** Day of the version of this program, `2026-11-27`: datasets know no other time. */
  readonly released: string | undefined;
};

/** Appendix 1 of the Croissant format specification 1.0, word for word. */
const CONTEXT = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  dct: "http://purl.org/dc/terms/",
  examples: { "@id": "cr:examples", "@type": "@json" },
  extract: "cr:extract",
  field: "cr:field",
  fileProperty: "cr:fileProperty",
  fileObject: "cr:fileObject",
  fileSet: "cr:fileSet",
  format: "cr:format",
  includes: "cr:includes",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  md5: "cr:md5",
  parentField: "cr:parentField",
  path: "cr:path",
  recordSet: "cr:recordSet",
  references: "cr:references",
  regex: "cr:regex",
  repeated: "cr:repeated",
  replace: "cr:replace",
  sc: "https://schema.org/",
  separator: "cr:separator",
  source: "cr:source",
  subField: "cr:subField",
  transform: "cr:transform",
} as const;

const MEDIA_TYPES: { readonly [ending: string]: string } = {
  png: "image/png",
  exr: "image/x-exr",
  npy: "application/octet-stream",
  json: "application/json",
  jsonl: "application/jsonlines",
  txt: "text/plain",
  md: "text/markdown",
  yaml: "application/yaml",
  xml: "application/xml",
  tar: "application/x-tar",
  ply: "application/octet-stream",
};

/** Columns of COCO's annotations and their types. */
const COCO_FIELDS = [
  { name: "id", dataType: "sc:Integer" },
  { name: "image_id", dataType: "sc:Integer" },
  { name: "category_id", dataType: "sc:Integer" },
  { name: "bbox", dataType: "cr:BoundingBox", format: "XYWH" },
  { name: "area", dataType: "sc:Float" },
] as const;

/**
 * `croissant.json`: what the files of the dataset are, as search engines and loaders read it (MLCommons Croissant 1.0,
 * https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html). Files of images are sets, one a folder; all others are named
 * with their hash. It lies in the dataset's folder, beside what it describes.
 */
export function croissantJson({ name, about, first, imagesPerSplit, formatTitles, hashes, released }: CroissantFacts): string {
  const images = [...imagesPerSplit.values()].reduce((sum, count) => sum + count, 0);
  const scene = first ? ` of the scene ${first.scene}, ${first.size} pixels` : "";
  const paths = [...hashes.keys()].sort();
  const sets = [...new Set(paths.filter(isOfImage).map(patternOf))];
  const description = {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    conformsTo: "http://mlcommons.org/croissant/1.0",
    name,
    description: about.objective ?? `${images} synthetic images${scene}, with exact labels: ${formatTitles.join(", ")}.`,
    version: "1.0.0",
    license: "Not stated; whoever made the dataset decides",
    url: "./",
    creator: { "@type": "sc:Organization", name: `Diorama ${about.version}` },
    ...(released !== undefined && { datePublished: released }),
    keywords: ["synthetic", "computer vision", ...formatTitles],
    isLiveDataset: false,
    distribution: [
      ...sets.map((pattern) => ({
        "@type": "cr:FileSet",
        "@id": pattern,
        name: pattern,
        encodingFormat: mediaType(pattern),
        includes: pattern,
      })),
      ...paths
        .filter((path) => !isOfImage(path))
        .map((path) => ({
          "@type": "cr:FileObject",
          "@id": path,
          name: path,
          contentUrl: path,
          encodingFormat: mediaType(path),
          sha256: hashes.get(path),
        })),
    ],
    recordSet: [
      ...sets.filter((pattern) => /(^|\/)(images|image_2|JPEGImages|rgb)\/.*\.png$/.test(pattern)).map(imageRecords),
      ...paths.filter((path) => /(^|\/)annotations\/(instances|person_keypoints)_[^/]+\.json$/.test(path)).map(cocoRecords),
    ],
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

/** `images/train/*.png` */
function patternOf(path: string): string {
  return path.replace(/[^/]*(\.[^./]+)$/, "*$1");
}

function mediaType(path: string): string {
  return MEDIA_TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

function imageRecords(pattern: string) {
  const id = `records/${pattern.replace("/*.png", "")}`;
  const field = (name: string, dataType: string, fileProperty: string) => ({
    "@type": "cr:Field",
    "@id": `${id}/${name}`,
    name,
    dataType,
    source: { fileSet: { "@id": pattern }, extract: { fileProperty } },
  });
  return {
    "@type": "cr:RecordSet",
    "@id": id,
    name: id,
    field: [field("filename", "sc:Text", "filename"), field("image", "sc:ImageObject", "content")],
  };
}

function cocoRecords(path: string) {
  const id = `records/${path.replace(".json", "")}`;
  const field = COCO_FIELDS.map(({ name, dataType, ...format }) => ({
    "@type": "cr:Field",
    "@id": `${id}/${name}`,
    name,
    dataType,
    source: { fileObject: { "@id": path }, extract: { jsonPath: `$.annotations[*].${name}` }, ...format },
  }));
  return { "@type": "cr:RecordSet", "@id": id, name: id, field };
}

import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import JSZip from "jszip";
import { extract } from "tar-stream";
import { z } from "zod";
import { sceneParameters } from "../../scenes/parameters";
import type { SinkName } from "../dataset/sinks";
import { RecipeError } from "../errors";
import { parseRecipe } from "../recipe/parse";
import type { Recipe } from "../recipe/schema";
import { filesBelow } from "./files-below";

const PART = /^(.+)-\d{3,}\.(zip|tar)$/;

const manifestSchema = z.looseObject({
  adapter: z.json(),
  range: z.tuple([z.int(), z.int()]),
  versions: z.record(z.string(), z.string()),
  counts: z.object({
    splits: z.record(z.string(), z.int()),
    weather: z.record(z.string(), z.int()),
    classes: z.record(z.string(), z.object({ instances: z.int(), images: z.int() })),
  }),
  rejected: z.array(z.object({ index: z.int(), note: z.string().exactOptional() })).optional(),
  files: z.record(z.string(), z.string()),
});

/** A finished dataset, whatever it is packed in. */
export type OpenedDataset = {
  /** As it was given. */
  readonly place: string;
  readonly packing: SinkName;
  /** Paths of all files in it. */
  readonly paths: readonly string[];
  /** Read in the order of `paths`, no part is opened twice. */
  read(file: string): Promise<Buffer>;
  readonly manifest: z.infer<typeof manifestSchema>;
  readonly recipe: Recipe;
};

type Files = Pick<OpenedDataset, "packing" | "paths" | "read">;

/** Opens the dataset in a folder of plain files or of parts, or of which one part is given. Throws RecipeError when there is none. */
export async function openDataset(given: string): Promise<OpenedDataset> {
  if (!existsSync(given)) throw new RecipeError(nothing(given, "is not there"));
  const files = existsSync(path.join(given, "manifest.json")) ? plainFiles(given) : await partsOf(given);
  for (const file of ["manifest.json", "recipe.json"])
    if (!files.paths.includes(file)) throw new RecipeError(nothing(given, `has no ${file}; is a part missing?`));
  const manifest = manifestSchema.safeParse(JSON.parse((await files.read("manifest.json")).toString()));
  if (!manifest.success) throw new RecipeError(nothing(given, "has a manifest.json of another version of Diorama"));
  const recipe = parseRecipe((await files.read("recipe.json")).toString(), {
    source: path.join(given, "recipe.json"),
    scenes: sceneParameters,
  });
  return { ...files, place: given, manifest: manifest.data, recipe };
}

function nothing(given: string, what: string): string {
  return `${given} ${what}; expected a dataset of Diorama: its folder, or the first of its parts, for example out/street/street-000.zip`;
}

function plainFiles(folder: string): Files {
  return {
    packing: "dir",
    paths: filesBelow(folder)
      .filter((file) => !file.startsWith("."))
      .sort(),
    read: (file) => readFile(path.join(folder, file)),
  };
}

/** The files in all parts of a dataset; only one part is in memory. */
async function partsOf(given: string): Promise<Files> {
  const isFolder = statSync(given).isDirectory();
  const folder = isFolder ? given : path.dirname(given);
  const names = readdirSync(folder)
    .filter((name) => PART.test(name))
    .sort();
  const stems = new Set(names.map((name) => PART.exec(name)?.[1]));
  const [first = ""] = isFolder ? names : [path.basename(given)];
  const [, stem, ending] = PART.exec(first) ?? [];
  if (stem === undefined) throw new RecipeError(nothing(given, "has no manifest.json and no parts"));
  if (isFolder && stems.size > 1)
    throw new RecipeError(nothing(given, `has the parts of several datasets (${[...stems].join(", ")})`));
  const load = ending === "zip" ? zipEntries : tarEntries;
  const partOf = new Map<string, string>();
  for (const name of names.filter((one) => PART.exec(one)?.[1] === stem && one.endsWith(`.${ending}`)))
    for (const file of (await load(path.join(folder, name))).keys()) partOf.set(file, name);
  let open: { name: string; entries: Map<string, () => Promise<Buffer>> } | undefined;
  return {
    packing: ending === "zip" ? "zip" : "tar",
    paths: [...partOf.keys()],
    async read(file) {
      const name = partOf.get(file);
      if (name === undefined) throw new Error(`${given} has no ${file}`);
      if (open?.name !== name) open = { name, entries: await load(path.join(folder, name)) };
      return (await open.entries.get(file)?.()) ?? Buffer.alloc(0);
    },
  };
}

async function zipEntries(file: string): Promise<Map<string, () => Promise<Buffer>>> {
  const zip = await JSZip.loadAsync(await readFile(file)).catch(() => {
    throw new RecipeError(nothing(file, "is no zip that can be read"));
  });
  return new Map(Object.values(zip.files).map((entry) => [entry.name, () => entry.async("nodebuffer")]));
}

async function tarEntries(file: string): Promise<Map<string, () => Promise<Buffer>>> {
  const entries = new Map<string, () => Promise<Buffer>>();
  try {
    for await (const entry of Readable.from([await readFile(file)]).pipe(extract())) {
      const bytes = await buffer(entry);
      if (entry.header.type === "file") entries.set(entry.header.name, async () => bytes);
    }
  } catch {
    throw new RecipeError(nothing(file, "is no tar that can be read"));
  }
  return entries;
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { z } from "zod";
import type { CardFacts } from "../dataset/card";
import { croissantJson } from "../dataset/croissant";
import type { Rejected } from "../dataset/dataset";
import { cardsOf, formats } from "../dataset/formats";
import { manifestJson } from "../dataset/manifest";
import { splitLines } from "../dataset/yolo";
import { RecipeError } from "../errors";
import { targetRows } from "../plan/targets";
import { purposeOf } from "../recipe/objective";
import { pictureReferences } from "../recipe/pictures";
import { resolvedJson } from "../recipe/resolve";
import { joinedFile } from "./joined-file";
import { bopRewriting } from "./merge-bop";
import { webdatasetRewriting } from "./merge-webdataset";
import { type OpenedDataset, openDataset } from "./opened-dataset";
import { readSpecText } from "./render-specs";
import { stageFolder } from "./stage";

/** Written anew, from all shards. */
const DESCRIBING = /(^|\/)(README\.md|data\.yaml)$|^(croissant|manifest)\.json$/;
const MOST_BYTES = 2 ** 31;

/**
 * Joins shards of one recipe (`--range`) into a new folder of plain files: the one that a single run would have written, when no
 * image is missing between them. Ids of annotations, and of the objects of BOP, are given anew; images that are there twice are refused.
 */
export async function merge(given: readonly string[], out: string): Promise<void> {
  const opened = await Promise.all(given.map(openDataset));
  const shards = opened.toSorted((a, b) => a.manifest.range[0] - b.manifest.range[0]);
  expectMergeable(shards);
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new RecipeError(`${out} is not empty; expected a new folder, for example --out ${out}-merged`);
  await using stage = await stageFolder(out);
  const hashes = new Map<string, string>();
  const write = async (file: string, bytes: Buffer) => {
    hashes.set(file, createHash("sha256").update(bytes).digest("hex"));
    await stage.receive(file, Readable.from([bytes]), MOST_BYTES);
  };
  const { formats: wanted } = (shards as [OpenedDataset, ...OpenedDataset[]])[0].recipe;
  const rewritings = [
    ...(wanted.includes("bop") ? [bopRewriting(shards)] : []),
    ...(wanted.includes("webdataset") ? [webdatasetRewriting(shards)] : []),
  ];
  for (const rewriting of rewritings) await rewriting.write(write);
  const names = [...new Set(shards.flatMap(({ paths }) => [...paths]))].filter(
    (file) => !DESCRIBING.test(file) && !/^contact-sheet\./.test(file) && !rewritings.some(({ owns }) => owns(file)),
  );
  for (const file of names) {
    await write(file, await joinedFile(file, shards));
  }
  const facts = await factsOf(shards);
  const [{ recipe, manifest, paths }] = shards as [OpenedDataset, ...OpenedDataset[]];
  for (const file of paths.filter((one) => one.endsWith("data.yaml"))) {
    const rest = (await shards[0]?.read(file))?.toString().replace(/^(train|val|test): .*\n/gm, "") ?? "";
    const used = [...facts.imagesPerSplit].flatMap(([split, images]) => (images > 0 ? [split] : []));
    await write(file, Buffer.from(`${splitLines(used).join("\n")}\n${rest}`));
  }
  for (const [file, text] of cardsOf(recipe.formats, facts)) await write(file, Buffer.from(text));
  const released = z
    .looseObject({ datePublished: z.string().optional() })
    .parse(JSON.parse((await shards[0]?.read("croissant.json"))?.toString() ?? "{}"));
  await write("croissant.json", Buffer.from(croissantJson({ ...facts, hashes, released: released.datePublished })));
  const last = shards.at(-1)?.manifest.range[1] ?? 0;
  const counts = {
    splits: Object.fromEntries(facts.imagesPerSplit),
    weather: Object.fromEntries(facts.imagesPerWeather),
    classes: Object.fromEntries(facts.perClass),
  };
  const { versions, adapter } = manifest;
  const range = [manifest.range[0], last] as const;
  const rejected = rejectedIn(shards);
  await stage.receive(
    "manifest.json",
    Readable.from([
      Buffer.from(
        manifestJson(
          {
            versions,
            adapter,
            recipe: recipe.name,
            seed: recipe.seed,
            range,
            counts,
            ...(rejected.length > 0 && { rejected }),
          },
          hashes,
        ),
      ),
    ]),
    MOST_BYTES,
  );
  await stage.commit(() => false);
  console.log(`${out}: the images ${range[0]} to ${last - 1} of ${recipe.name} from ${shards.length} shards`);
}

function rejectedIn(shards: readonly OpenedDataset[]): readonly Rejected[] {
  return shards.flatMap(({ manifest }) => manifest.rejected ?? []);
}

/** Throws a RecipeError unless the datasets, in the order of their images, are shards of one. */
function expectMergeable(shards: readonly OpenedDataset[]): void {
  const [first] = shards;
  if (first === undefined || shards.length < 2)
    throw new RecipeError("One dataset given; expected two or more, for example out/a out/b");
  for (const [at, shard] of shards.entries()) {
    const { recipe, manifest, place } = shard;
    if (resolvedJson(recipe) !== resolvedJson(first.recipe))
      throw new RecipeError(`${place} and ${first.place} are of different recipes; expected shards of one, made with --range`);
    for (const fact of ["versions", "adapter"] as const)
      if (JSON.stringify(manifest[fact]) !== JSON.stringify(first.manifest[fact]))
        throw new RecipeError(
          `${place} and ${first.place} were made with different ${fact} (${JSON.stringify(manifest[fact])}, ${JSON.stringify(first.manifest[fact])}); ` +
            "expected the same: their images do not belong together",
        );
    const before = shards[at - 1];
    if (before && before.manifest.range[1] > manifest.range[0])
      throw new RecipeError(
        `${before.place} and ${place} both have image ${manifest.range[0]}; expected shards without common images, for example --range 0:500 and 500:1000`,
      );
  }
}

/** What the card tells of all shards together. */
async function factsOf(shards: readonly OpenedDataset[]): Promise<CardFacts> {
  const [first] = shards as [OpenedDataset, ...OpenedDataset[]];
  const { recipe, manifest } = first;
  const indices = { from: manifest.range[0], to: shards.at(-1)?.manifest.range[1] ?? 0 };
  const firstSpec = first.paths.find((file) => /^specs\/\d+\.json$/.test(file));
  if (firstSpec === undefined) throw new RecipeError(`${first.place} has no specs; expected at least one image in each shard`);
  const { scene, seed, image, classes } = readSpecText((await first.read(firstSpec)).toString(), firstSpec);
  const sums = (
    pick: (counts: OpenedDataset["manifest"]["counts"]) => { readonly [name: string]: number },
    start: readonly string[],
  ) => {
    const total = new Map(start.map((name) => [name, 0]));
    for (const one of shards)
      for (const [name, count] of Object.entries(pick(one.manifest.counts))) total.set(name, (total.get(name) ?? 0) + count);
    return total;
  };
  const instances = sums(({ classes: all }) => mapped(all, (one) => one.instances), []);
  const images = sums(({ classes: all }) => mapped(all, (one) => one.images), []);
  const rejected = rejectedIn(shards);
  return {
    name: recipe.name,
    classes,
    layers: recipe.layers,
    about: {
      objective: purposeOf(recipe.objective),
      version: manifest.versions.diorama ?? "",
      pictures: pictureReferences(recipe),
      ...(typeof recipe.objective === "object" ? { targets: (perClass) => targetRows(recipe, indices, perClass) } : {}),
      ...(rejected.length > 0 && { rejected }),
    },
    formatTitles: recipe.formats.map((name) => formats[name].title),
    first: { scene, seed, size: `${image.width} × ${image.height}` },
    imagesPerSplit: sums(({ splits }) => splits, Object.keys(recipe.splits)),
    imagesPerWeather: sums(({ weather }) => weather, []),
    perClass: new Map([...instances].map(([name, count]) => [name, { instances: count, images: images.get(name) ?? 0 }])),
  };
}

function mapped<T>(all: { readonly [name: string]: T }, pick: (value: T) => number): { readonly [name: string]: number } {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, pick(value)]));
}

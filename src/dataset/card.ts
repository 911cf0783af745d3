import type { Sample } from "../encode/sample";
import type { TargetRow } from "../plan/targets";
import type { ClassSpec } from "../recipe/spec";
import { conditionsOf } from "../recipe/weather";
import type { DatasetOptions, Rejected } from "./dataset";

/** What a dataset card tells. */
export type CardFacts = Pick<DatasetOptions, "name" | "classes" | "layers" | "about"> & {
  readonly formatTitles: readonly string[];
  /** Scene, seed and picture size of the first image; undefined when there is none. */
  readonly first: { readonly scene: string; readonly seed: number; readonly size: string } | undefined;
  readonly imagesPerSplit: ReadonlyMap<string, number>;
  readonly imagesPerWeather: ReadonlyMap<string, number>;
  /** Labelled instances of each class, and the images that have some. */
  readonly perClass: ReadonlyMap<string, { readonly instances: number; readonly images: number }>;
};

/** Counts what a card tells, sample by sample. */
export function cardTally(options: DatasetOptions, formatTitles: readonly string[]) {
  const { name, classes, layers, about, splits } = options;
  const imagesPerSplit = new Map(splits.map((split) => [split, 0]));
  const imagesPerWeather = new Map<string, number>();
  const perClass = new Map<string, { instances: number; images: number }>();
  let first: CardFacts["first"];
  return {
    add({ spec, labels }: Sample): void {
      first ??= { scene: spec.scene, seed: spec.seed, size: `${spec.image.width} × ${spec.image.height}` };
      imagesPerSplit.set(spec.split, (imagesPerSplit.get(spec.split) ?? 0) + 1);
      const weather = conditionsOf(spec);
      imagesPerWeather.set(weather, (imagesPerWeather.get(weather) ?? 0) + 1);
      for (const className of new Set(labels.instances.map((label) => label.class))) {
        const before = perClass.get(className) ?? { instances: 0, images: 0 };
        const own = labels.instances.filter((label) => label.class === className).length;
        perClass.set(className, { instances: before.instances + own, images: before.images + 1 });
      }
    },
    facts: (): CardFacts => ({ name, classes, layers, about, formatTitles, first, imagesPerSplit, imagesPerWeather, perClass }),
  };
}

/** The card as Markdown (Pushkarna et al., Data Cards, 2022): what it is for, what is in it, what it means, and how to make it again. */
export function cardMarkdown(facts: CardFacts): string {
  const { name, classes, about, formatTitles, first, imagesPerSplit, imagesPerWeather, perClass } = facts;
  const pictures = about.pictures ?? [];
  const images = [...imagesPerSplit.values()].reduce((sum, count) => sum + count, 0);
  const things = classes.filter(({ kind }) => kind === "thing");
  const stuff = classes.filter(({ kind }) => kind === "stuff");
  const instances = [...perClass.values()].reduce((sum, count) => sum + count.instances, 0);
  return `# ${markdown(name)}

${about.objective === undefined ? "No purpose was given in the recipe (`objective`)." : markdown(about.objective)}

${images} synthetic images${first ? ` of ${first.size} pixels, scene ${first.scene}, seed ${first.seed}` : ""}, with ${instances} labelled things. Every
image was rendered by Diorama ${about.version} from a description of a 3D scene; none shows a real place or person${pictures.length > 0 ? ", but for what pictures show that were brought (below)" : ""}.

## What is in it

| split | images |
| --- | --- |
${[...imagesPerSplit].map(([split, count]) => `| ${markdown(split)} | ${count} |`).join("\n")}

| class | labelled things | images with some |
| --- | --- | --- |
${things.map((entry) => classRow(entry, perClass)).join("\n")}

Not counted, in the semantic and panoptic pictures only: ${stuff.map((entry) => markdown(entry.name)).join(", ")}.

Weather: ${
    [...imagesPerWeather]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([weather, count]) => `${markdown(weather)} ${count}`)
      .join(", ") || "none"
  }.

Formats: ${formatTitles.join(", ")}.
${targetTable(about.targets?.(perClass) ?? [])}${picturesText(pictures)}${rejectedText(about.rejected ?? [])}
## What the labels mean

Labels are read off integer ids that the triangles of the picture draw through the pixel centres: nothing is estimated, and nobody drew
anything. Boxes are tight round the visible pixels, [x, y, width, height] with the first pixel from 0 to 1; areas count visible pixels;
outlines fill exactly the visible pixels. Depth is along the viewing axis. The pages docs/labels.md and docs/formats.md of Diorama define everything.

## Limits

Things are models, and look alike more than things of the world do. What is too small or too hidden to have a visible pixel has no label.
Measure on real images before you rely on what was learned here.

## Licence

None is stated; whoever made the dataset decides. Each image says in its metadata that it is synthetic (IPTC digital source type).

## To make it again

\`recipe.json\` has every choice, \`specs/\` every scene, \`manifest.json\` the versions, the range of images and the SHA-256 of every file.

\`\`\`sh
npm run generate -- recipe.json
\`\`\`
`;
}

/** Targets of the objective against what came of them. */
function targetTable(rows: readonly TargetRow[]): string {
  if (rows.length === 0) return "";
  const lines = rows.map(
    ({ target, wanted, got, met }) => `| ${markdown(target)} | ${wanted} | ${got} | ${met ? "yes" : "no"} |`,
  );
  return `\n## Targets\n\n| target | wanted | result | met |\n| --- | --- | --- | --- |\n${lines.join("\n")}\n`;
}

/** What privacy asks for: whose pictures may be seen, what of them, and how to find out. */
function picturesText(pictures: NonNullable<CardFacts["about"]["pictures"]>): string {
  if (pictures.length === 0) return "";
  const lines = pictures.map(({ field, file }) => `| ${markdown(field)} | ${markdown(file)} |`);
  return `
## Pictures that were brought

| in the recipe | files |
| --- | --- |
${lines.join("\n")}

Images show the pixels of these pictures, which may be of real places and people. Their metadata (EXIF, position, comments) is in no file of the dataset; the
specs have their names. \`diorama report\` with \`--audit\` and their folder lists the images that are too close to one of them.
`;
}

function rejectedText(rejected: readonly Rejected[]): string {
  if (rejected.length === 0) return "";
  const rows = rejected.map(({ index, note = "" }) => `| ${index} | ${markdown(note)} |`);
  return `
Somebody looked at the images and left these out (the image of an index is always the same one):

| index | note |
| --- | --- |
${rows.join("\n")}
`;
}

function classRow({ name }: ClassSpec, perClass: CardFacts["perClass"]): string {
  const { instances = 0, images = 0 } = perClass.get(name) ?? {};
  return `| ${markdown(name)} | ${instances} | ${images} |`;
}

/** Text that Markdown shows as it is, on one line. */
function markdown(text: string): string {
  const line = text.replaceAll(/\s+|\p{Cc}/gu, " ").trim();
  return line.replaceAll(/[\\`*_{}[\]<>()#+.!|~&$-]/g, (letter) => `\\${letter}`);
}

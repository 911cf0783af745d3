/** The user's own pictures: files in memory, and the fields of the recipe that name their folders. */
import { computed } from "@preact/signals";
import { type AssetFiles, plainPath } from "../../recipe/assets";
import { isPictureFor, type PictureReference, type PictureUse, pictureReferences, picturesAt } from "../../recipe/pictures";
import { withFields, withoutField } from "../recipe/recipe-edit";
import { recipe, recipeText } from "../recipe/state";
import { fileName } from "../widgets/words";
import { writeRecipe } from "./models";
import { assetFiles, assetProblems } from "./state";

/** A picture of the last recipe that could be read, as the panel shows it; or a field without a picture. */
export type PictureRow = {
  readonly use: PictureUse;
  readonly file: string;
  readonly bytes: number;
  /** What is wrong with it, in sentences. */
  readonly problems: readonly string[];
};

/** Where the recipe says what is there for a use, and the folder that dropped files go to. */
const places = {
  environment: { group: "environment", field: "file", folder: "skies" },
  background: { group: "background", field: "file", folder: "photos" },
  texture: { group: "randomTextures", field: "pictures", folder: "textures" },
} as const satisfies Record<PictureUse, { readonly group: string; readonly field: string; readonly folder: string }>;

/** How new textures are shown where the recipe paints nothing: on half of all things, and no other patterns. */
const onSurfaces = { share: 0.5, patterns: ["image"] };

/** One row for each picture, or for a field whose files this page does not have. */
export const pictureRows = computed((): readonly PictureRow[] => {
  const wanted = recipe.value;
  if (!wanted) return [];
  return pictureReferences(wanted).flatMap((reference): PictureRow[] => {
    const { use, file } = reference;
    const paths = picturesAt(reference, Object.keys(assetFiles.value));
    if (paths.length === 0) return [{ use, file, bytes: 0, problems: [notHere] }];
    return paths.map((path) => ({ use, file: path, bytes: sizeOf(path), problems: problemsOf(reference, path) }));
  });
});

const notHere =
  "This page does not have such pictures. Drop them here again, or remove them: a page forgets its files when it is closed.";

function sizeOf(path: string): number {
  const bytes = assetFiles.value[path];
  return bytes instanceof Uint8Array ? bytes.length : 0;
}

function problemsOf({ field }: PictureReference, path: string): string[] {
  const start = `${field}: `;
  return assetProblems.value.flatMap((problem) => (problem.startsWith(`${start}${path} `) ? problem.slice(start.length) : []));
}

type Entries = readonly (readonly [path: string, bytes: AssetFiles[string]])[];

/**
 * Keeps pictures and names their folder in the recipe. A recipe that names a single file gets that file when it is dropped; with other files
 * it gets a folder with all of them.
 */
export function addPictures(use: PictureUse, dropped: Entries): void {
  if (dropped.length === 0) return;
  const reference = referenceOf(use);
  const named = reference && isPictureFor(use, reference.file) ? plainPath(reference.file) : undefined;
  const [first] = dropped;
  if (named !== undefined && first && dropped.length === 1 && fileName(first[0]) === fileName(named)) {
    assetFiles.value = { ...assetFiles.peek(), [named]: first[1] };
    return;
  }
  const before: Entries = named === undefined ? [] : Object.entries(assetFiles.peek()).filter(([path]) => path === named);
  const folder = reference && named === undefined ? plainPath(reference.file) : places[use].folder;
  if (plainPath(reference?.file ?? "") !== folder && !write(use, folder)) return;
  const moved = [...before, ...dropped].map(([path, bytes]) => [plainPath(`${folder}/${fileName(path)}`), bytes] as const);
  assetFiles.value = { ...without(before.map(([path]) => path)), ...Object.fromEntries(moved) };
}

function write(use: PictureUse, folder: string): boolean {
  const { group, field } = places[use];
  const paintsNothing = use === "texture" && recipe.peek()?.randomTextures.share === 0;
  return writeRecipe(withFields(recipeText.peek(), group, { ...(paintsNothing ? onSurfaces : {}), [field]: folder }));
}

/** Takes a picture out of memory, and the last one of its field out of the recipe. */
export function removePicture({ use, file }: PictureRow): void {
  const reference = referenceOf(use);
  const others = reference ? picturesAt(reference, Object.keys(assetFiles.peek())).filter((path) => path !== file) : [];
  if (others.length === 0 && !writeRecipe(withoutField(recipeText.peek(), pathWithout(use)))) return;
  assetFiles.value = without([file]);
}

/** What of the recipe goes with the last picture of a use: patterns stay if there are others. */
function pathWithout(use: PictureUse): readonly string[] {
  const { group, field } = places[use];
  const { patterns } = recipe.peek()?.randomTextures ?? {};
  return use === "texture" && patterns?.some((pattern) => pattern !== "image") !== false ? [group, field] : [group];
}

/** Uses a picture for something else. */
export function changeUse(row: PictureRow, use: PictureUse): void {
  const bytes = assetFiles.peek()[row.file];
  removePicture(row);
  if (bytes !== undefined) addPictures(use, [[row.file, bytes]]);
}

function referenceOf(use: PictureUse): PictureReference | undefined {
  const wanted = recipe.peek();
  return wanted && pictureReferences(wanted).find((reference) => reference.use === use);
}

function without(paths: readonly string[]): AssetFiles {
  return Object.fromEntries(Object.entries(assetFiles.peek()).filter(([path]) => !paths.includes(path)));
}

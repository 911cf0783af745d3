/** The user's own pictures in a recipe: panoramas that light the scene, photographs behind it, pictures on its surfaces. */
import { z } from "zod";
import { filesAt, relativePath } from "./assets";
import { quantity } from "./quantity";

/** What can be painted over the materials of a thing. */
const patternNames = ["flat", "gradient", "noise", "checker", "image"] as const;

/** More pictures than this for surfaces are not used: they lie in the memory of the GPU together. */
export const MOST_TEXTURES = 32;

/** Schema of `environment`. */
export const environment = z.strictObject({
  file: relativePath().meta({
    description:
      "A panorama that takes the place of sky, sun and lamps: an equirectangular .hdr or .exr file beside the recipe, or a folder of them, one for each image.",
    examples: ["skies/park.hdr"],
  }),
  rotationDegrees: quantity({
    min: 0,
    max: 360,
    unit: "degrees",
    default: { uniform: [0, 360] },
    description: "Compass direction in which the middle of the panorama lies: 0 north, 90 east.",
  }),
});

/** Schema of `background`. */
export const background = z.strictObject({
  file: relativePath().meta({
    description:
      "A photograph behind everything, in place of the sky: a .jpg, .png or .webp file beside the recipe, or a folder of them, one for each image.",
    examples: ["photos/"],
  }),
  zoom: quantity({
    min: 1,
    max: 10,
    unit: "times",
    default: { uniform: [1, 1.5] },
    description: "1 shows as much of the photograph as fits; 2 a part half as wide, anywhere in it.",
  }),
  mirrored: quantity({
    min: 0,
    max: 1,
    unit: "share",
    default: 0.5,
    description: "Share of the images that show the photograph mirrored.",
  }),
});

/** Schema of `randomTextures`. */
export const randomTextures = z
  .strictObject({
    share: quantity({
      min: 0,
      max: 1,
      unit: "share",
      default: 0,
      description: "Share of all things and surfaces, the room's too, that are painted with a random pattern.",
    }),
    patterns: z
      .array(z.enum(patternNames))
      .min(1)
      .optional()
      .meta({
        description: "The patterns, each as often as the others; all when left out. image shows one of the pictures.",
        examples: [["flat", "checker"]],
      }),
    pictures: relativePath()
      .optional()
      .meta({
        description: `A .jpg, .png or .webp file beside the recipe, or a folder of them: at most ${MOST_TEXTURES} are used.`,
        examples: ["textures/"],
      }),
    assets: z
      .boolean()
      .default(false)
      .meta({ description: "Whether models of your own are painted, too; else they keep the looks of their files." }),
  })
  .refine(({ patterns, pictures }) => pictures !== undefined || !patterns?.includes("image"), {
    path: ["patterns"],
    message: "patterns without image, or a folder of pictures beside them (pictures: textures/)",
  });

/** The part of a recipe that names pictures. */
export type PictureRecipe = {
  readonly environment?: z.output<typeof environment> | undefined;
  readonly background?: z.output<typeof background> | undefined;
  readonly randomTextures: z.output<typeof randomTextures>;
};

export type PictureUse = "environment" | "background" | "texture";

/** A place in a recipe that names a picture, or a folder of them. */
export type PictureReference = {
  readonly use: PictureUse;
  /** The field that names it. */
  readonly field: string;
  readonly file: string;
};

/** What the files for each use are. */
const kinds = {
  environment: { ending: /\.(hdr|exr)$/i, words: ".hdr or .exr file", example: "skies/park.hdr" },
  background: { ending: /\.(jpe?g|png|webp)$/i, words: ".jpg, .png or .webp file", example: "photos/kitchen.jpg" },
  texture: { ending: /\.(jpe?g|png|webp)$/i, words: ".jpg, .png or .webp file", example: "textures/wood.jpg" },
} as const satisfies Record<PictureUse, unknown>;

/** The places of a recipe that name pictures. */
export function pictureReferences({ environment, background, randomTextures }: PictureRecipe): PictureReference[] {
  const { pictures } = randomTextures;
  return [
    ...(environment ? [{ use: "environment", field: "environment.file", file: environment.file } as const] : []),
    ...(background ? [{ use: "background", field: "background.file", file: background.file } as const] : []),
    ...(pictures === undefined ? [] : [{ use: "texture", field: "randomTextures.pictures", file: pictures } as const]),
  ];
}

/** True for a file that can be a picture for a use, by its ending. */
export function isPictureFor(use: PictureUse, path: string): boolean {
  return kinds[use].ending.test(path);
}

/** Paths of the pictures that a reference stands for, among those of the files, sorted. */
export function picturesAt({ use, file }: PictureReference, files: Iterable<string>): string[] {
  return filesAt(file, files).filter((path) => isPictureFor(use, path));
}

/** What to say of a reference without a picture. `place` is where it was looked for, if that is known. */
export function missingPicture({ use, field, file }: PictureReference, place?: string): string {
  const { words, example } = kinds[use];
  const problem = place === undefined ? "there is no such picture" : `${place} is no such picture`;
  return (
    `${field}: ${JSON.stringify(file)} given, and ${problem}; expected a ${words}, ` +
    `or a folder of them, beside the recipe, for example ${example}.`
  );
}

/** What may stand in a recipe: fields, ranges, units and defaults. `scene: street` alone is a whole recipe. */
import { z } from "zod";
import { assets } from "./assets";
import { camera } from "./camera";
import { labels } from "./labels";
import { holdout, objective } from "./objective";
import { background, environment, randomTextures } from "./pictures";
import { option, quantityWithin } from "./quantity";
import { sampling } from "./sampling";
import { sensor } from "./sensor";
import { brokenSequence, sequence } from "./sequence";
import { moon, sun } from "./sun";
import { usualMix, type WeatherKnob, weatherKinds, weatherKnobs } from "./weather-kinds";

/** Sub-frames averaged into the colour image, for each quality. */
export const subframes = { draft: 1, normal: 8, high: 32 } as const satisfies Record<string, number>;

export type Quality = keyof typeof subframes;

export const qualities = Object.keys(subframes) as Quality[];

const layerNames = [
  "image",
  "instance",
  "semantic",
  "parts",
  "depth",
  "depth-mm",
  "depth-npy",
  "depth-exr",
  "range-npy",
  "normals",
  "normals-npy",
  "position-npy",
  "albedo",
  "flow",
  "flow-kitti",
  "flow-occlusion",
] as const;
/** Layers that say where pixels go until the next image of a sequence. */
const flowLayers: readonly string[] = ["flow", "flow-kitti", "flow-occlusion"];
/** Dataset formats that a recipe may ask for. */
export const formatNames = [
  "coco",
  "coco-panoptic",
  "coco-keypoints",
  "yolo-detect",
  "yolo-segment",
  "yolo-obb",
  "yolo-pose",
  "pascal-voc",
  "kitti",
  "bop",
  "mot",
  "webdataset",
  "imagefolder",
] as const;
const mostSplits = 8;

/** Schema of names that become names of files. */
export const safeName = z.string().regex(
  // The names in the look-ahead are devices on Windows and cannot be files there.
  /^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$/,
  "a file name of up to 64 letters, digits, dots, dashes or underscores that begins with a letter or digit (but not con, nul and the like)",
);

const splits = z
  .record(safeName, z.number().positive())
  .refine((shares) => Object.keys(shares).length > 0, "at least one split")
  .refine((shares) => Object.keys(shares).length <= mostSplits, `at most ${mostSplits} splits`)
  .refine(
    (shares) => new Set(Object.keys(shares).map((name) => name.toLowerCase())).size === Object.keys(shares).length,
    "split names that differ in more than upper and lower case",
  );

/** Fewest and most pixels along a side of an image. */
export const IMAGE_SIDE = { min: 16, max: 4096 } as const;

const image = z.strictObject({
  width: whole({ ...IMAGE_SIDE, unit: "pixels", default: 640, description: "Width of the images." }),
  height: whole({ ...IMAGE_SIDE, unit: "pixels", default: 480, description: "Height of the images." }),
  quality: z.enum(["draft", "normal", "high"]).default("high").meta({
    description: "How smooth edges and shadows are: 1, 8 or 32 jittered sub-frames an image. Labels do not depend on it.",
  }),
  format: z.enum(["png", "jpeg"]).default("png").meta({
    description: "File format of the colour images. Masks and depth are never JPEG.",
  }),
  jpegQuality: whole({ min: 1, max: 100, default: 92, description: "Quality of JPEG files; with format: jpeg." }),
});

const weather = z.strictObject({
  kind: option(weatherKinds, {
    default: usualMix,
    examples: [{ choice: ["clear", "overcast", "night-rain"], weights: [3, 2, 1] }],
    description: "Kind of weather. It decides on everything below, and on the height of the sun, where they are not given.",
  }),
  ...weatherQuantities(),
});

const output = z.strictObject({
  partMegabytes: whole({
    min: 1,
    max: 1024,
    unit: "megabytes",
    default: 256,
    description: "Size of one zip; a larger dataset has several.",
  }),
  cocoMasks: z.enum(["polygons", "rle"]).default("polygons").meta({
    description: "How COCO files say which pixels a thing has: as outlines, which everything reads, or as run lengths.",
  }),
});

/** The fields that every scene has. */
const shared = {
  seed: whole({ min: 0, max: 2 ** 32 - 1, default: 1, description: "Another seed, other images. 0 is a seed like any other." }),
  count: whole({ min: 1, max: 10_000_000, unit: "images", default: 24, description: "How many images to make." }),
  sequence: sequence
    .optional()
    .meta({ description: "Images in sequences: the same place at one moment after the other. See docs/sequences.md." }),
  splits: splits
    .default({ train: 0.8, val: 0.2 })
    .meta({ description: "Splits and their shares, on any scale. An image stays in its split when count changes." }),
  image: image.prefault({}).meta({ description: "Size and quality of the images." }),
  weather: weather.prefault({}).meta({ description: "The weather." }),
  sun: sun.prefault({}).meta({ description: "The position of the sun: by angle, or by date, time and latitude." }),
  moon: moon.prefault({}).meta({ description: "The moon." }),
  camera: camera
    .prefault({})
    .meta({ description: "Lens, focus, shutter and exposure. Where the camera stands is the scene's choice; pose changes it." }),
  sensor: sensor.prefault({}).meta({ description: "Noise and faults of the sensor, and how it develops the picture." }),
  environment: environment.optional().meta({ description: "A panorama of your own that lights the scene and surrounds it." }),
  background: background.optional().meta({ description: "A photograph of your own behind everything." }),
  randomTextures: randomTextures
    .prefault({})
    .meta({ description: "Random patterns or pictures of your own on everything: domain randomisation." }),
  assets,
  labels: labels.prefault({}).meta({ description: "What is annotated." }),
  layers: z
    .array(z.enum(layerNames))
    .transform((asked) => layerNames.filter((name) => name === "image" || asked.includes(name)))
    .prefault(["image", "instance", "semantic"])
    .meta({
      description:
        "Pictures to write; see docs/labels.md. The image itself is always written. Depth is PNG in centimetres, in millimetres, NumPy or EXR in metres.",
    }),
  formats: z
    .array(z.enum(formatNames))
    .min(1)
    .transform((asked) => formatNames.filter((name) => asked.includes(name)))
    .prefault(["coco"])
    .meta({
      description: "Dataset formats, several at once if wanted; see docs/formats.md.",
      examples: [["coco", "yolo-detect"]],
    }),
  objective: objective.optional().meta({
    description: "What the dataset is for, in a sentence, or with what it must hold; see docs/quality.md.",
    examples: ["Detect forklifts from a ceiling camera."],
  }),
  holdout: holdout.optional().meta({
    description: "Images with these values of factors go to one split only, to test what was never seen in training.",
    examples: [[{ where: { "weather.kind": "fog" }, split: "test" }]],
  }),
  sampling: sampling.optional().meta({
    description:
      "How evenly the images are spread over what the recipe leaves to chance; see docs/quality.md. By chance when left out.",
  }),
  output: output.prefault({}).meta({ description: "The files." }),
};

/** A recipe with every default filled in. Plain JSON. `parameters` are those of the scene named by `scene`. */
export type Recipe = z.output<z.ZodObject<typeof shared>> & {
  name: string;
  scene: string;
  parameters: Record<string, unknown>;
};

/** The parameter schemas of all scenes, by the scene's name. */
export type SceneParameters = Readonly<Record<string, z.ZodObject>>;

/** Schema of a recipe for one scene. `parameters` is the schema of the scene's own parameters, all with defaults. */
export function recipeOf(scene: string, parameters: z.ZodObject) {
  return z
    .strictObject({
      name: safeName.default(scene).meta({ description: "Name of the dataset and its files." }),
      scene: z.literal(scene).meta({ description: "What kind of place to show." }),
      ...shared,
      parameters: parameters.strict().prefault({}).meta({ description: "Parameters of the scene." }),
    })
    .superRefine(checkSequences);
}

/** What a field of the recipe has to do with sequences. */
function checkSequences(recipe: z.output<z.ZodObject<typeof shared>>, context: z.RefinementCtx): void {
  const wrong = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  const broken = brokenSequence(recipe);
  if (broken) wrong(["count"], broken);
  const flow = recipe.layers.some((name) => flowLayers.includes(name));
  if (flow && recipe.labels.seeThrough !== "solid")
    wrong(["layers"], "labels: { seeThrough: solid } beside flow, which follows the first surface");
  if (recipe.sequence) return;
  const beside = "sequence: { frames: 10, fps: 10 } beside it, since a single image has no next one";
  if (flow) wrong(["layers"], beside);
  if (recipe.formats.includes("mot")) wrong(["formats"], beside);
}

/** Schema of a recipe for any of the scenes. */
export function recipeSchema(scenes: SceneParameters): z.ZodType<Recipe> {
  const [first, ...others] = Object.entries(scenes).map(([scene, parameters]) => recipeOf(scene, parameters));
  if (first === undefined) throw new Error("recipeSchema() needs at least one scene");
  return z.discriminatedUnion("scene", [first, ...others]);
}

/** Fields for all that can be set about the weather; the kind of weather decides on those that are left out. */
function weatherQuantities() {
  const optional = (knob: WeatherKnob) => quantityWithin(weatherKnobs[knob]).optional();
  return {
    cloudCover: optional("cloudCover"),
    visibilityMetres: optional("visibilityMetres"),
    fogHeightMetres: optional("fogHeightMetres"),
    dust: optional("dust"),
    rainMillimetresPerHour: optional("rainMillimetresPerHour"),
    snowMillimetresPerHour: optional("snowMillimetresPerHour"),
    snowCover: optional("snowCover"),
    wetness: optional("wetness"),
    windMetresPerSecond: optional("windMetresPerSecond"),
    windDirectionDegrees: optional("windDirectionDegrees"),
    dropsOnLens: optional("dropsOnLens"),
    lightningLux: optional("lightningLux"),
  } satisfies Record<WeatherKnob, unknown>;
}

type WholeField = { min: number; max: number; unit?: string; default: number; description: string };

/** A whole number that is the same for all images. */
function whole({ min, max, unit, default: usual, description }: WholeField) {
  const number = z.int().min(min).max(max).default(usual);
  return number.meta({ description, ...(unit === undefined ? {} : { unit }) });
}

/** The sensor in a recipe: what becomes of the light behind the lens. Every stage is off at 0 or `none`. */
import { z } from "zod";
import { draw, drawOption, option, type Quantity, quantityWithin } from "./quantity";
import { gaussian, type Random } from "./random";
import type { SensorSpec } from "./spec";

const demosaicNames = ["none", "bilinear", "malvar"] as const;
const toneCurveNames = ["camera", "agx", "aces", "neutral", "linear"] as const;

type Profile = Omit<SensorSpec, "profile" | "whiteBalance"> & { readonly whiteBalanceError: number };

const nothing: Profile = {
  vignetting: 0,
  chromaticAberration: 0,
  glare: 0,
  fullWellElectrons: 0,
  readNoiseElectrons: 0,
  darkSignalNonUniformityElectrons: 0,
  photoResponseNonUniformity: 0,
  bits: 0,
  headroomStops: 2,
  baseIso: 100,
  highestIso: 6400,
  baseExposureValue: 9,
  demosaic: "none",
  whiteBalanceError: 0,
  toneCurve: "camera",
  sharpening: 0,
};

/**
 * Kinds of cameras: values chosen as typical of their class, not measured on one product. `docs/camera.md` has them as a
 * table, with what they mean.
 */
export const sensorProfiles = {
  ideal: nothing,
  phone: {
    vignetting: 0.35,
    chromaticAberration: 0.0004,
    glare: 0.03,
    fullWellElectrons: 6000,
    readNoiseElectrons: 1.6,
    darkSignalNonUniformityElectrons: 0.4,
    photoResponseNonUniformity: 0.006,
    bits: 10,
    headroomStops: 2,
    baseIso: 50,
    highestIso: 6400,
    baseExposureValue: 8.6,
    demosaic: "malvar",
    whiteBalanceError: 0.025,
    toneCurve: "camera",
    sharpening: 0.7,
  },
  webcam: {
    vignetting: 0.6,
    chromaticAberration: 0.0012,
    glare: 0.06,
    fullWellElectrons: 4000,
    readNoiseElectrons: 3,
    darkSignalNonUniformityElectrons: 1.2,
    photoResponseNonUniformity: 0.012,
    bits: 10,
    headroomStops: 1.5,
    baseIso: 100,
    highestIso: 3200,
    baseExposureValue: 8,
    demosaic: "bilinear",
    whiteBalanceError: 0.06,
    toneCurve: "camera",
    sharpening: 1.2,
  },
  automotive: {
    vignetting: 0.4,
    chromaticAberration: 0.0006,
    glare: 0.045,
    fullWellElectrons: 20_000,
    readNoiseElectrons: 3,
    darkSignalNonUniformityElectrons: 0.8,
    photoResponseNonUniformity: 0.008,
    bits: 12,
    headroomStops: 3,
    baseIso: 100,
    highestIso: 6400,
    baseExposureValue: 9,
    demosaic: "bilinear",
    whiteBalanceError: 0.03,
    toneCurve: "camera",
    sharpening: 0.2,
  },
  security: {
    vignetting: 0.55,
    chromaticAberration: 0.0015,
    glare: 0.07,
    fullWellElectrons: 12_000,
    readNoiseElectrons: 2,
    darkSignalNonUniformityElectrons: 1,
    photoResponseNonUniformity: 0.01,
    bits: 12,
    headroomStops: 2,
    baseIso: 100,
    highestIso: 25_600,
    baseExposureValue: 6,
    demosaic: "bilinear",
    whiteBalanceError: 0.05,
    toneCurve: "camera",
    sharpening: 1,
  },
  drone: {
    vignetting: 0.35,
    chromaticAberration: 0.0003,
    glare: 0.02,
    fullWellElectrons: 15_000,
    readNoiseElectrons: 2,
    darkSignalNonUniformityElectrons: 0.4,
    photoResponseNonUniformity: 0.006,
    bits: 12,
    headroomStops: 2,
    baseIso: 100,
    highestIso: 6400,
    baseExposureValue: 9.5,
    demosaic: "malvar",
    whiteBalanceError: 0.02,
    toneCurve: "camera",
    sharpening: 0.5,
  },
  industrial: {
    vignetting: 0.25,
    chromaticAberration: 0.0002,
    glare: 0.015,
    fullWellElectrons: 10_500,
    readNoiseElectrons: 2.4,
    darkSignalNonUniformityElectrons: 0.9,
    photoResponseNonUniformity: 0.005,
    bits: 12,
    headroomStops: 0.6,
    baseIso: 100,
    highestIso: 1600,
    baseExposureValue: 8,
    demosaic: "malvar",
    whiteBalanceError: 0.01,
    toneCurve: "linear",
    sharpening: 0,
  },
} as const satisfies Record<string, Profile>;

type ProfileName = keyof typeof sensorProfiles;
const profileNames = Object.keys(sensorProfiles) as ProfileName[];

const field = (min: number, max: number, description: string, unit?: string) =>
  quantityWithin({ min, max, description, ...(unit === undefined ? {} : { unit }) }).optional();

/** Schema of `sensor`. Whatever is left out is that of the profile. */
export const sensor = z.strictObject({
  profile: option(profileNames, {
    default: "ideal",
    description: "Kind of camera, which gives what is not given here; ideal has neither noise nor faults.",
  }),
  vignetting: field(0, 2, "How much darker the corners are: 1 by the fourth power of the cosine, 0 not at all."),
  chromaticAberration: field(0, 0.02, "How much larger red is than green, and green than blue.", "of the radius"),
  glare: field(0, 0.5, "Light that lens and housing spread over the picture.", "of the light"),
  fullWellElectrons: field(
    0,
    1_000_000,
    "What a pixel holds at the lowest sensitivity; 0 counts no electrons: no noise.",
    "electrons",
  ),
  readNoiseElectrons: field(0, 100, "Noise of reading a pixel.", "electrons"),
  darkSignalNonUniformityElectrons: field(0, 100, "Fixed pattern in the dark, the same in all images.", "electrons"),
  photoResponseNonUniformity: field(0, 0.2, "Fixed pattern in the light, the same in all images.", "of the signal"),
  bits: field(0, 16, "Steps of the converter, as a power of two; 0 for none.", "bits"),
  headroomStops: field(0, 6, "How much brighter than a white card a pixel can become.", "stops"),
  demosaic: z.enum(demosaicNames).optional().meta({
    description: "How a mosaic of red, green and blue pixels is filled in; none for full colour in every pixel.",
  }),
  whiteBalanceError: field(0, 0.5, "Standard deviation of the error of red and blue.", "of the signal"),
  toneCurve: z.enum(toneCurveNames).optional().meta({ description: "Curve from light to picture." }),
  sharpening: field(0, 4, "Strength of the unsharp mask."),
});

type SensorRecipe = z.output<typeof sensor>;

/** The sensor of one image, every number decided; nothing for the ideal one. Every field has a stream of its own. */
export function sampleSensor(recipe: SensorRecipe, random: (...purpose: readonly string[]) => Random): SensorSpec | undefined {
  const profile = drawOption(recipe.profile, random("sensor", "profile"));
  const usual: Profile = sensorProfiles[profile];
  const drawn = (name: NumberField) => draw((recipe[name] as Quantity | undefined) ?? usual[name], random("sensor", name));
  const error = drawn("whiteBalanceError");
  const balance = random("sensor", "whiteBalance");
  const spec: SensorSpec = {
    profile,
    vignetting: drawn("vignetting"),
    chromaticAberration: drawn("chromaticAberration"),
    glare: drawn("glare"),
    fullWellElectrons: drawn("fullWellElectrons"),
    readNoiseElectrons: drawn("readNoiseElectrons"),
    darkSignalNonUniformityElectrons: drawn("darkSignalNonUniformityElectrons"),
    photoResponseNonUniformity: drawn("photoResponseNonUniformity"),
    bits: Math.round(drawn("bits")),
    headroomStops: drawn("headroomStops"),
    baseIso: usual.baseIso,
    highestIso: usual.highestIso,
    baseExposureValue: usual.baseExposureValue,
    demosaic: recipe.demosaic ?? usual.demosaic,
    whiteBalance: [1 + error * gaussian(balance), 1 + error * gaussian(balance)],
    toneCurve: recipe.toneCurve ?? usual.toneCurve,
    sharpening: drawn("sharpening"),
  };
  const plain = Object.keys(recipe).every((name) => name === "profile" || recipe[name as keyof SensorRecipe] === undefined);
  return profile === "ideal" && plain ? undefined : spec;
}

type NumberField = Exclude<keyof Profile, "demosaic" | "toneCurve" | "baseIso" | "highestIso" | "baseExposureValue">;

/** What a recipe may say about labels: which kinds, of what, and what is too little to be labelled. Every label is defined in `docs/labels.md`. */
import { z } from "zod";

/** Labels of an instance beyond its class, tight box, area and outline, which are always there. */
export const labelKinds = ["neighbours", "oriented-box", "box-3d", "pose", "keypoints", "distance", "amodal"] as const;

/** One of `labelKinds`. */
export type LabelKind = (typeof labelKinds)[number];

/** Schema of `labels`. */
export const labels = z.strictObject({
  classes: z
    .array(z.string())
    .min(1)
    .optional()
    .meta({ description: "Classes to annotate. All things of the scene when left out.", examples: [["car", "pedestrian"]] }),
  include: z
    .array(z.enum(labelKinds))
    .transform((asked) => labelKinds.filter((name) => asked.includes(name)))
    .prefault([])
    .meta({ description: "Labels beyond class, box and mask; see docs/labels.md.", examples: [["box-3d", "keypoints"]] }),
  minimumAreaPixels: z
    .int()
    .min(1)
    .max(4096 * 4096)
    .default(1)
    .meta({ description: "Instances with fewer visible pixels get no annotation.", unit: "pixels" }),
});

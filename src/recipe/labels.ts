/** What a recipe may say about labels: which kinds, of what, and what is too little to be labelled. Every label is defined in `docs/labels.md`. */
import { z } from "zod";

/** Labels of an instance beyond its class, tight box, area and outline, which are always there. */
export const labelKinds = ["neighbours", "oriented-box", "box-3d", "pose", "keypoints", "distance", "amodal"] as const;

/** One of `labelKinds`. */
export type LabelKind = (typeof labelKinds)[number];

/** What see-through surfaces do to labels. */
const seeThroughKinds = ["solid", "see-through", "both"] as const;

/** One of `seeThroughKinds`. */
export type SeeThrough = (typeof seeThroughKinds)[number];

/** What becomes of instances that are seen too little. */
const droppedKinds = ["omit", "ignore"] as const;

const share = (description: string) => z.number().min(0).max(1).default(0).meta({ description });

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
  minimumSidePixels: z
    .int()
    .min(1)
    .max(4096)
    .default(1)
    .meta({ description: "Instances whose tight box is narrower or lower than this get no annotation.", unit: "pixels" }),
  minimumThicknessPixels: z
    .int()
    .min(1)
    .max(4096)
    .default(1)
    .meta({ description: "Instances into whose visible pixels no square of this side fits get no annotation.", unit: "pixels" }),
  minimumVisibleFraction: share(
    "Instances get no annotation of whose silhouette less than this share is seen: the rest is hidden, or beside the picture.",
  ),
  minimumInFrameFraction: share("Instances get no annotation of whose silhouette less than this share lies in the picture."),
  minimumTransmittance: share("Instances get no annotation of whose light fog, rain and snow let less than this share through."),
  laneLines: z
    .boolean()
    .default(false)
    .meta({ description: "Whether images have the painted lines of lanes as polylines (street)." }),
  seeThrough: z.enum(seeThroughKinds).default("solid").meta({
    description:
      "Whether glass hides what is behind it from ids, boxes and fractions (solid) or not (see-through), or the labels say both; see docs/labels.md.",
  }),
  peopleInVehicles: z
    .enum(["keep", "drop"])
    .default("keep")
    .meta({ description: "Whether people inside of vehicles are annotated, such as the driver of a forklift truck." }),
  dropped: z.enum(droppedKinds).default("omit").meta({
    description:
      "What becomes of instances that these limits drop: nothing, or regions that training and evaluation are to ignore (COCO: iscrowd, KITTI: DontCare).",
  }),
});

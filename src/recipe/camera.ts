/** The camera in a recipe: lens, focus, shutter, motion and exposure, and changes to where the scene puts it. */
import { z } from "zod";
import { type Quantity, quantity, quantityWithin } from "./quantity";

/** A wider field of view than this needs a fisheye lens: the edges of a straight one stretch without bounds. */
const WIDEST_STRAIGHT_DEGREES = 120;

/** Height of a full-frame sensor, the usual one. */
export const FULL_FRAME_MILLIMETRES = 24;

const coefficient = (description: string) => quantityWithin({ min: -2, max: 2, description }).optional();

const onlyOf = { "brown-conrady": ["p1", "p2"], "kannala-brandt": ["k4"] } as const;

/** Schema of `camera.distortion`. */
const distortion = z
  .strictObject({
    model: z.enum(["none", "brown-conrady", "kannala-brandt"]).meta({
      description: "brown-conrady for ordinary lenses, kannala-brandt for fisheyes; coefficients as in OpenCV, 0 when left out.",
    }),
    k1: coefficient("Radial; negative is barrel, positive pincushion."),
    k2: coefficient("Radial, next order."),
    k3: coefficient("Radial, third order."),
    k4: coefficient("Radial, fourth order of kannala-brandt."),
    p1: coefficient("Tangential, vertical, of brown-conrady."),
    p2: coefficient("Tangential, horizontal, of brown-conrady."),
  })
  .refine(
    ({ model, ...given }) =>
      Object.entries(onlyOf).every(([of, names]) => of === model || names.every((name) => given[name] === undefined)),
    {
      message: "p1 and p2 with brown-conrady only, k4 with kannala-brandt only; for example { model: brown-conrady, k1: -0.2 }",
    },
  );

const speed = (description: string) => quantityWithin({ min: -100, max: 100, unit: "metres per second", description }).optional();
const turn = (description: string) => quantityWithin({ min: -720, max: 720, unit: "degrees per second", description }).optional();

const motion = z.strictObject({
  forwardMetresPerSecond: speed("Speed in the direction of view."),
  rightMetresPerSecond: speed("Speed to the right."),
  upMetresPerSecond: speed("Speed upwards."),
  yawDegreesPerSecond: turn("Turning to the right."),
  pitchDegreesPerSecond: turn("Turning upwards."),
  rollDegreesPerSecond: turn("Turning clockwise."),
});

const metres = (description: string) => quantityWithin({ min: -10_000, max: 10_000, unit: "metres", description });

const point = z.strictObject({
  x: metres("To the east."),
  y: metres("Up from the ground of the scene."),
  z: metres("To the south: the street scene looks to negative z."),
});

const seen = {
  target: point
    .optional()
    .meta({ description: "The point in the middle of the picture; what the scene looks at when left out." }),
  instance: z
    .strictObject({
      class: z.string().optional().meta({ description: "Any thing when left out, or when the picture has none of the class." }),
      choose: z.enum(["random", "nearest"]).default("random").meta({ description: "Nearest to what the scene looks at." }),
    })
    .optional()
    .meta({ description: "A thing of the picture in place of a point: the middle of its box." }),
};

const orbit = z
  .strictObject({
    ...seen,
    radiusMetres: quantityWithin({ min: 0.05, max: 1000, unit: "metres", description: "Distance from the target." }),
    azimuthDegrees: quantity({
      min: -360,
      max: 360,
      unit: "degrees",
      default: { uniform: [0, 360] },
      description: "Where the camera is as seen from the target, clockwise: from north, or from the front of an instance.",
    }),
    elevationDegrees: quantity({
      min: -89,
      max: 89,
      unit: "degrees",
      default: { uniform: [10, 50] },
      description: "How high the camera is over the target, as an angle.",
    }),
  })
  .refine(({ target, instance }) => !target || !instance, {
    path: ["instance"],
    message: "a target or an instance, not both; for example instance: { class: car }",
  });

const lookAt = z
  .strictObject({ position: point.meta({ description: "Where the camera is." }), ...seen })
  .refine(({ target, instance }) => !target || !instance, {
    path: ["instance"],
    message: "a target or an instance, not both; for example instance: { class: car }",
  });

const pose = z
  .strictObject({
    orbit: orbit
      .optional()
      .meta({ description: "Puts the camera on a sphere around a point or a thing, in place of the scene's place." }),
    lookAt: lookAt.optional().meta({ description: "Puts the camera at a point and aims it, in place of the scene's place." }),
    distanceMetres: quantityWithin({
      min: 0.05,
      max: 1000,
      unit: "metres",
      description: "Distance from the point that the camera looks at; moves it along its view.",
    }).optional(),
    heightMetres: quantityWithin({
      min: 0.05,
      max: 1000,
      unit: "metres",
      description: "Height above the ground; the camera keeps looking at the same point.",
    }).optional(),
    yawDegrees: quantityWithin({
      min: -45,
      max: 45,
      unit: "degrees",
      description: "Turns the view further to the right.",
    }).optional(),
    pitchDegrees: quantityWithin({ min: -45, max: 45, unit: "degrees", description: "Turns the view further up." }).optional(),
    rollDegrees: quantityWithin({
      min: -180,
      max: 180,
      unit: "degrees",
      description: "Roll about the viewing axis in place of the scene's; positive is clockwise.",
    }).optional(),
  })
  .refine(({ orbit, lookAt }) => !orbit || !lookAt, { path: ["lookAt"], message: "orbit or lookAt, not both" })
  .refine(({ orbit, lookAt, ...more }) => (!orbit && !lookAt) || more.distanceMetres === undefined, {
    path: ["distanceMetres"],
    message: "no distanceMetres beside orbit and lookAt, which say where the camera is; for example orbit: { radiusMetres: 6 }",
  })
  .refine(({ orbit, lookAt, ...more }) => (!orbit && !lookAt) || more.heightMetres === undefined, {
    path: ["heightMetres"],
    message:
      "no heightMetres beside orbit and lookAt, which say where the camera is; for example lookAt: { position: { x: 0, y: 3, z: 0 } }",
  });

/** Schema of `camera`. */
export const camera = z
  .strictObject({
    fovDegrees: quantity({
      min: 10,
      max: 200,
      unit: "degrees",
      default: { normal: { mean: 55, sd: 6, min: 40, max: 75 } },
      description: "Vertical field of view; above 120 with distortion kannala-brandt only.",
    }),
    exposureBias: quantity({
      min: -4,
      max: 4,
      unit: "stops",
      default: 0,
      description: "Correction to the exposure; positive is brighter.",
    }),
    focalLengthMillimetres: quantityWithin({
      min: 1,
      max: 300,
      unit: "millimetres",
      description: "Focal length, in place of fovDegrees; see sensorHeightMillimetres.",
    }).optional(),
    sensorHeightMillimetres: quantityWithin({
      min: 1,
      max: 60,
      unit: "millimetres",
      description: `Height of the sensor; ${FULL_FRAME_MILLIMETRES}, full frame, when left out.`,
    }).optional(),
    principalPoint: z
      .strictObject({
        x: quantity({ min: 0, max: 1, unit: "of the width", default: 0.5, description: "From the left." }),
        y: quantity({ min: 0, max: 1, unit: "of the height", default: 0.5, description: "From the top." }),
      })
      .optional()
      .meta({ description: "Where the optical axis meets the picture; the middle when left out." }),
    distortion: distortion.optional().meta({ description: "Bends picture and labels alike." }),
    fNumber: quantityWithin({
      min: 0.7,
      max: 64,
      description: "Focal length over the width of the aperture: blurs what is out of focus. All is sharp when left out.",
    }).optional(),
    focusDistanceMetres: quantityWithin({
      min: 0.05,
      max: 10_000,
      unit: "metres",
      description: "What is this far away is sharp, with fNumber. The point that the camera looks at when left out.",
    }).optional(),
    shutterSeconds: quantityWithin({
      min: 0.00001,
      max: 4,
      unit: "seconds",
      description: "Exposure time: blurs by the camera's motion.",
    }).optional(),
    iso: quantityWithin({
      min: 10,
      max: 409_600,
      description: "With fNumber and shutterSeconds sets the exposure, which is metered otherwise.",
    }).optional(),
    rollingShutterSeconds: quantityWithin({
      min: 0.0001,
      max: 0.2,
      unit: "seconds",
      description: "Time from reading the first row to the last; all rows at once when left out.",
    }).optional(),
    motion: motion.optional().meta({ description: "Steady motion of the camera during the exposure, in its own axes." }),
    pose: pose.optional().meta({
      description: "Where the camera is, by orbit or lookAt, or changes to where the scene puts it, after its own parameters.",
    }),
  })
  .refine(
    ({ fovDegrees, distortion }) => distortion?.model === "kannala-brandt" || greatest(fovDegrees) <= WIDEST_STRAIGHT_DEGREES,
    {
      path: ["fovDegrees"],
      message: `at most ${WIDEST_STRAIGHT_DEGREES} degrees, or a fisheye: distortion: { model: kannala-brandt }`,
    },
  )
  .refine(({ focusDistanceMetres, fNumber }) => focusDistanceMetres === undefined || fNumber !== undefined, {
    path: ["focusDistanceMetres"],
    message: "fNumber beside it: without an aperture everything is in focus",
  })
  .refine(({ iso, fNumber, shutterSeconds }) => iso === undefined || (fNumber !== undefined && shutterSeconds !== undefined), {
    path: ["iso"],
    message: "fNumber and shutterSeconds beside it: the three together set the exposure",
  })
  .refine(({ motion, ...time }) => !motion || time.shutterSeconds !== undefined || time.rollingShutterSeconds !== undefined, {
    path: ["motion"],
    message: "shutterSeconds or rollingShutterSeconds beside it: in no time nothing moves",
  });

export type CameraRecipe = z.output<typeof camera>;
export type PoseRecipe = z.output<typeof pose>;

/** The largest value that a quantity can have. */
function greatest(value: Quantity): number {
  if (typeof value === "number") return value;
  if ("choice" in value) return Math.max(...value.choice);
  if ("normal" in value) return value.normal.max;
  return Math.max(...("uniform" in value ? value.uniform : value["log-uniform"]));
}

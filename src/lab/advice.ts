/** What to do in a recipe about a feature: when it is lower than in the reference, when it is higher, and where its spread is decided. */
export type Advice = { readonly lower: string; readonly higher: string; readonly spread: string };

/** Advice by the name of the feature. */
export const advice: Readonly<Record<string, Advice>> = {
  brightness: {
    lower: "raise camera.exposureBias",
    higher: "lower camera.exposureBias",
    spread: "camera.exposureBias, sun.elevationDegrees",
  },
  contrast: {
    lower: "less fog and cloud (weather.visibilityMetres, weather.cloudCover)",
    higher: "more overcast or haze (weather.kind, weather.cloudCover)",
    spread: "weather.kind, sun.elevationDegrees",
  },
  saturation: { lower: "another sensor.toneCurve", higher: "a flatter sensor.toneCurve", spread: "weather.kind, sensor.profile" },
  colourfulness: {
    lower: "more varied weather and models, or a higher randomTextures.share",
    higher: "randomTextures.share lower",
    spread: "weather.kind, randomTextures.share",
  },
  red: {
    lower: "sensor.whiteBalanceError, or a warmer lamp or lower sun",
    higher: "a higher sun",
    spread: "sensor.whiteBalanceError, sun.elevationDegrees",
  },
  blue: { lower: "a higher sun, or more shade", higher: "a lower sun", spread: "sensor.whiteBalanceError, sun.elevationDegrees" },
  sharpness: {
    lower: "sensor.sharpening higher, camera.fNumber higher",
    higher: "a camera.fNumber, or sensor.profile other than ideal",
    spread: "camera.fNumber, sensor.sharpening",
  },
  noise: {
    lower: "sensor.profile with noise (phone, webcam, industrial)",
    higher: "sensor.readNoiseElectrons lower",
    spread: "sensor.profile, camera.iso",
  },
  detailSlope: {
    lower: "a sharper lens: details are too strong at large sizes only",
    higher: "more small detail: image.quality, sensor noise",
    spread: "camera.fNumber, sensor.profile",
  },
  boxes: {
    lower: "more things in a scene: its counts under parameters, a wider camera.fovDegrees",
    higher: "fewer things in a scene: its counts under parameters, objective.limits",
    spread: "the counts under parameters",
  },
  boxArea: {
    lower: "nearer or longer lens: camera.pose, camera.fovDegrees lower, labels.minimumAreaPixels higher",
    higher: "farther or wider lens: camera.pose, camera.fovDegrees higher",
    spread: "camera.pose, camera.fovDegrees",
  },
  boxAspectLog2: {
    lower: "things are taller than in the reference: a lower camera (camera.pose), other classes",
    higher: "things are wider than in the reference: a higher camera (camera.pose), other classes",
    spread: "camera.pose",
  },
  boxMiddleX: {
    lower: "turn the camera left (camera.pose)",
    higher: "turn the camera right (camera.pose)",
    spread: "camera.pose",
  },
  boxMiddleY: { lower: "tilt the camera up (camera.pose)", higher: "tilt the camera down (camera.pose)", spread: "camera.pose" },
  atTheEdge: {
    lower: "closer views: camera.fovDegrees lower",
    higher: "wider views: camera.fovDegrees higher",
    spread: "camera.pose, camera.fovDegrees",
  },
};

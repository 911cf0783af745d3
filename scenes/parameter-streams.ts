/**
 * The stream that a parameter's one number an image is drawn from, where it is not the parameter's own name: what stands here as `undefined` is
 * drawn many times an image (for each block or house), so that no image has one value of it.
 */
export const parameterStreams: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  street: {
    carEyeHeight: "camera/carEyeHeight",
    pedestrianEyeHeight: "camera/pedestrianEyeHeight",
    crosswalkDistance: "crosswalk",
    treeSpacing: "trees",
    furnitureDensity: "furniture",
    gapShare: "gaps",
    jaywalking: "event/jaywalking/chance",
    fallenLoad: "event/fallenLoad/chance",
    animal: "event/animal/chance",
    blockedLane: "event/blockedLane/chance",
    floors: undefined,
  },
  shelf: {
    cameraHeight: "camera/height",
    yawDegrees: "camera/yaw",
    distance: "camera/distance",
    category: undefined,
  },
  warehouse: {
    workerEyeHeight: "camera/workerEyeHeight",
    forkliftEyeHeight: "camera/forkliftEyeHeight",
    cameraHeight: "camera/cameraHeight",
  },
  tabletop: {
    cameraDistance: "camera/distance",
    cameraElevationDegrees: "camera/elevation",
    lampElevationDegrees: "lamp/elevation",
    lampKelvin: "lamp/kelvin",
    lampShare: "lamp/share",
  },
  aerial: { parkedShare: undefined, poolShare: undefined, treeDensity: undefined },
};

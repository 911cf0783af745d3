import type { Vec3 } from "../../recipe/spec";
import type { KeypointPlace, ModelKeypoints } from "./model";

/** Places on the right half (x > 0) of a vehicle that is the same on both sides, metres. */
type RightHalf = {
  /** Hubs on the outer faces of the wheels. */
  readonly frontWheel: Vec3;
  readonly rearWheel: Vec3;
  readonly headlight: Vec3;
  readonly taillight: Vec3;
  readonly frontRoof: Vec3;
  readonly rearRoof: Vec3;
};

/** How far the surface of coarser details lies in front of a point, metres. */
const DEPTHS = { wheel: 0.06, lamp: 0.05, roof: 0.05 } as const;

/** The twelve keypoints of a vehicle. */
export function vehicleKeypoints(right: RightHalf): ModelKeypoints {
  const both = ([x, y, z]: Vec3, depth: number): KeypointPlace[] => [
    { position: [-x, y, z], depth },
    { position: [x, y, z], depth },
  ];
  return {
    set: "vehicle",
    points: [
      ...both(right.frontWheel, DEPTHS.wheel),
      ...both(right.rearWheel, DEPTHS.wheel),
      ...both(right.headlight, DEPTHS.lamp),
      ...both(right.taillight, DEPTHS.lamp),
      ...both(right.frontRoof, DEPTHS.roof),
      ...both(right.rearRoof, DEPTHS.roof),
    ],
  };
}

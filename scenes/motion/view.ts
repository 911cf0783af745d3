import type { Viewpoint } from "../scene";
import type { Way } from "./way";

/** The view of somebody who has gone some metres along a way: moved with it, and turned as far as it has turned. */
export function carriedView(
  { position, target, rollDegrees }: Viewpoint,
  way: Way,
  metres: number,
  /** Where the one who looks turns to after some metres; along the way when left out. */
  looks: (metres: number) => number = (at) => way.spot(at).headingDegrees,
): Viewpoint {
  const [before, now] = [way.spot(0), way.spot(metres)];
  const angle = ((looks(metres) - looks(0)) * Math.PI) / 180;
  const [dx, dy, dz] = [target[0] - position[0], target[1] - position[1], target[2] - position[2]];
  const [x, z] = [position[0] + now.x - before.x, position[2] + now.z - before.z];
  return {
    position: [x, position[1], z],
    target: [x + dx * Math.cos(angle) - dz * Math.sin(angle), position[1] + dy, z + dx * Math.sin(angle) + dz * Math.cos(angle)],
    rollDegrees,
  };
}

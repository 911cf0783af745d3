import { pick, type Random, uniform } from "../../src/recipe/random";
import type { Viewpoint } from "../scene";

/** Where a drone's camera is after some seconds. Its altitude and the tilt of its camera stay as they are. */
export type Flight = (seconds: number) => Viewpoint;

/** Radians per second that a drone turns at most: in circles round what is near, it would spin. */
const FASTEST_TURN = 0.1;
/** The wind moves a drone that hovers by so many metres. */
const DRIFT = 0.35;

/** Forwards, sideways, in a circle round what it looks at, or in one place. */
export function flight({ position, target, rollDegrees }: Viewpoint, random: Random): Flight {
  const kind = pick(random, ["ahead", "sideways", "circle", "hover"] as const, [4, 2, 3, 1]);
  const speed = uniform(random, 2.5, 8) * (kind === "sideways" ? pick(random, [-1, 1]) : 1);
  const sense = pick(random, [-1, 1]);
  const phase = [uniform(random, 0, 6.28), uniform(random, 0, 6.28)] as const;
  const [dx, dz] = [target[0] - position[0], target[2] - position[2]];
  const away = Math.hypot(dx, dz);
  const moved = (x: number, z: number): Viewpoint => ({
    position: [position[0] + x, position[1], position[2] + z],
    target: [target[0] + x, target[1], target[2] + z],
    rollDegrees,
  });
  const swings = (seconds: number, at: 0 | 1) => DRIFT * (Math.sin(0.7 * seconds + phase[at]) - Math.sin(phase[at]));
  return (seconds) => {
    const metres = speed * seconds;
    switch (kind) {
      case "ahead":
        return moved((dx / away) * metres, (dz / away) * metres);
      case "sideways":
        return moved((-dz / away) * metres, (dx / away) * metres);
      case "circle": {
        const angle = sense * Math.min(speed / away, FASTEST_TURN) * seconds;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const [x, z] = [target[0] - dx * cos + dz * sin, target[2] - dx * sin - dz * cos];
        return { position: [x, position[1], z], target, rollDegrees };
      }
      case "hover":
        return moved(swings(seconds, 0), swings(seconds, 1));
    }
  };
}

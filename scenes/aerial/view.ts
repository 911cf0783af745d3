import { draw } from "../../src/recipe/quantity";
import { uniform } from "../../src/recipe/random";
import type { Streams, Viewpoint } from "../scene";
import { flight } from "./flight";
import type { AerialParameters } from "./parameters";
import type { Rect } from "./plan";

/** The drone's camera and what it sees of the ground; in a sequence, at any moment. */
export type View = {
  readonly viewpoint: Viewpoint;
  /** In a sequence, where the camera is after some seconds. */
  viewpointAt(seconds: number): Viewpoint;
  readonly altitude: number;
  /** Half the side of the square in front of the camera whose shadows can be seen, metres. */
  readonly shadowReach: number;
  /** The point of the ground in the middle of the picture. */
  readonly centre: readonly [x: number, z: number];
  /** From the camera to a point of the ground, metres. */
  distance(x: number, z: number): number;
  /** Whether the picture may show a point of the ground, or one `margin` metres from it. */
  sees(x: number, z: number, margin: number): boolean;
  /** Whether the picture shows a point of the ground, or one `margin` metres from it, that is near enough to be built in detail. */
  shows(x: number, z: number, margin: number): boolean;
};

/** Half the widest angle of view that the ground is built for, vertically, and half of what shadows are fitted to. */
const HALF_FIELD = 33;
const SHADOW_FIELD = 24;
/** Straight down would leave open which way is up. */
const STEEPEST = 89.5;
/** Seconds between the moments of a flight whose view the ground is built for. */
const EVERY = 1;

/** Hangs the camera over a place of the plan, which repeats after `pitch` metres along x and z. */
export function placeCamera(
  pitch: readonly [number, number],
  aspect: number,
  parameters: AerialParameters,
  random: Streams,
  seconds: number,
): View {
  const altitude = draw(parameters.altitude, random("altitude"));
  const down = radians(Math.min(STEEPEST, draw(parameters.pitch, random("pitch"))));
  const place = random("camera", "place");
  const centre = [uniform(place, 0, pitch[0]), uniform(place, 0, pitch[1])] as const;
  const heading = uniform(place, 0, 2 * Math.PI);
  const [east, north] = [Math.sin(heading), -Math.cos(heading)];
  const away = altitude / Math.tan(down);
  const position = [centre[0] - east * away, altitude, centre[1] - north * away] as const;
  const reach = altitude * 1.5 + 130;
  const tall = Math.tan(radians(HALF_FIELD));
  const wide = tall * aspect;
  const first = { position, target: [centre[0], 0, centre[1]], rollDegrees: uniform(place, -1.5, 1.5) } as const;
  const viewpointAt = flight(first, random("camera", "flight"));
  // Between two of these moments the drone goes less far than what is left over at the edges.
  const moments = Array.from({ length: Math.ceil(seconds / EVERY) + 1 }, (_, at) => viewpointAt(Math.min(at * EVERY, seconds)));
  const distance = (x: number, z: number) =>
    Math.min(...moments.map(({ position: [px, , pz] }) => Math.hypot(x - px, altitude, z - pz)));
  const seesFrom = ({ position: [px, , pz], target }: Viewpoint, x: number, z: number, margin: number) => {
    const [dx, dz] = [x - px, z - pz];
    const [east, north] = [(target[0] - px) / away, (target[2] - pz) / away];
    const ahead = dx * east + dz * north;
    const across = dz * east - dx * north;
    const depth = ahead * Math.cos(down) + altitude * Math.sin(down);
    const up = ahead * Math.sin(down) - altitude * Math.cos(down);
    return Math.abs(across) < depth * wide + margin && Math.abs(up) < depth * tall + margin;
  };
  const sees = (x: number, z: number, margin: number) => moments.some((moment) => seesFrom(moment, x, z, margin));
  return {
    viewpoint: first,
    viewpointAt,
    altitude,
    shadowReach: shadowReach(altitude, down),
    centre,
    distance,
    sees,
    shows: (x, z, margin) => distance(x, z) < reach + margin && sees(x, z, margin),
  };
}

/**
 * The shadowed square reaches from a quarter of its half side behind the camera to seven quarters ahead of it: it must hold the
 * ground from the lower edge of the picture to its upper one, or as far as shadows are large enough to be seen.
 */
function shadowReach(altitude: number, down: number): number {
  const field = radians(SHADOW_FIELD);
  const behind = Math.max(0, -altitude / Math.tan(down + field));
  const steepness = Math.max(down - field, radians(22));
  const ahead = Math.max(0, altitude / Math.tan(steepness));
  return Math.max(behind * 4, ahead / 1.75, 0.8 * altitude + 20);
}

/** Whether any part of a rectangle can be seen, to about ten metres. */
export function showsRect(view: View, { x0, x1, z0, z1 }: Rect): boolean {
  const [columns, rows] = [Math.ceil((x1 - x0) / 14), Math.ceil((z1 - z0) / 14)];
  for (let column = 0; column <= columns; column++) {
    for (let row = 0; row <= rows; row++) {
      if (view.shows(x0 + ((x1 - x0) * column) / columns, z0 + ((z1 - z0) * row) / rows, 12)) return true;
    }
  }
  return false;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

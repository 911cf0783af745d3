import { draw } from "../../src/recipe/quantity";
import { pick, type Random, uniform } from "../../src/recipe/random";
import type { Vec3 } from "../../src/recipe/spec";
import type { Viewpoint } from "../scene";
import type { TabletopParameters } from "./parameters";
import type { Plan, Streams } from "./plan";

/** Where the camera is, and in a sequence after some seconds. */
export type Camera = { readonly viewpoint: Viewpoint; viewpointAt(seconds: number): Viewpoint };

/** A place on a sphere round what the camera looks at: radians and metres. */
type Place = { readonly azimuth: number; readonly elevation: number; readonly distance: number };
type Moves = (seconds: number) => Place;

/** Metres that a camera stays away from the walls. */
const WALL = 0.15;

/** A camera on an orbit round the middle of the table, from any side. */
export function placeCamera({ ground, reach }: Plan, parameters: TabletopParameters, random: Streams): Camera {
  const distance = draw(parameters.cameraDistance, random("camera", "distance"));
  const elevation = (draw(parameters.cameraElevationDegrees, random("camera", "elevation")) * Math.PI) / 180;
  const jitter = random("camera", "place");
  const azimuth = uniform(jitter, 0, 2 * Math.PI);
  const target = [uniform(jitter, -0.06, 0.06), ground + uniform(jitter, 0, 0.05), uniform(jitter, -0.06, 0.06)] as const;
  const rollDegrees = uniform(jitter, -3, 3);
  const stands = (place: Place): Viewpoint => ({ position: round(target, place), target, rollDegrees });
  const first = { azimuth, elevation, distance };
  const inRoom = distance * Math.cos(elevation) < reach - WALL - Math.hypot(target[0], target[2]);
  const style = random("camera", "way");
  const kind = pick(style, ["orbit", "arc", "approach"] as const, [3, 2, 1]);
  // Walls are in the way of an orbit that is wider than the room; who comes nearer meets none.
  const moves = WAYS[inRoom ? kind : "approach"](first, style);
  return { viewpoint: stands(first), viewpointAt: (seconds) => stands(moves(seconds)) };
}

/** How the camera goes on: round the table, to and fro, or towards what lies on it. */
const WAYS: Record<"orbit" | "arc" | "approach", (first: Place, random: Random) => Moves> = {
  orbit(first, random) {
    const turn = uniform(random, 0.1, 0.4) * pick(random, [-1, 1]);
    return (seconds) => ({ ...first, azimuth: first.azimuth + turn * seconds });
  },
  arc(first, random) {
    const [reach, period] = [uniform(random, 0.3, 0.8), uniform(random, 6, 12)];
    const [turn, rise] = [pick(random, [-1, 1]), uniform(random, 0, 0.12)];
    return (seconds) => {
      const swing = Math.sin((2 * Math.PI * seconds) / period);
      const lifted = Math.min(MOST, first.elevation + rise * swing * swing);
      return { ...first, azimuth: first.azimuth + turn * reach * swing, elevation: Math.max(first.elevation, lifted) };
    };
  },
  approach(first, random) {
    const [share, speed] = [uniform(random, 0.15, 0.35), uniform(random, 0.03, 0.1)];
    const turn = uniform(random, -0.1, 0.1);
    // Not nearer than where it would touch what lies there.
    const nearest = Math.max(NEAREST, LOWEST / Math.sin(first.elevation));
    const metres = Math.min(share * first.distance, Math.max(0, first.distance - nearest));
    return (seconds) => {
      const gone = metres === 0 ? 0 : Math.tanh((speed * seconds) / metres);
      return { ...first, azimuth: first.azimuth + turn * gone, distance: first.distance - metres * gone };
    };
  },
};

/** Steepest view, radians; nearest to and lowest over what the camera looks at, metres. */
const [MOST, NEAREST, LOWEST] = [1.5, 0.42, 0.25];

function round(target: Vec3, { azimuth, elevation, distance }: Place): Vec3 {
  const level = distance * Math.cos(elevation);
  return [
    target[0] + level * Math.sin(azimuth),
    target[1] + distance * Math.sin(elevation),
    target[2] + level * Math.cos(azimuth),
  ];
}

import type { InstanceSpec, Quaternion, Vec3 } from "../../src/recipe/spec";
import { headingRotation, modelBounds } from "../../src/scene/models";
import type { Bounds } from "../../src/scene/models/model";
import { type Footprint, footprint } from "../../src/scene/placement";
import type { Placed } from "../put";
import type { Streams } from "../scene";
import { footsteps } from "./footsteps";
import { type Going, gone, headingOf, walkerOf } from "./goes";
import { type Gone, type Mover, move } from "./move";

/** Room that those who move leave beside each other, metres. */
const CLEARANCE = { driving: 0.12, walking: 0.04 } as const;

/** Who looks: the way of the camera, and the ground that it takes. */
export type Observer = { readonly going: Going; readonly bounds: Bounds };

/** What happens in a scene: where all are after some seconds. */
export type Animated = {
  /** The instances of the placed things, in their order; those that stay are the same objects. */
  instances(seconds: number): InstanceSpec[];
  /** Metres that the observer has gone. */
  observed(seconds: number): number;
};

/** Lets placed things go where they go for some seconds, with regard to each other, to what stands, and to who looks. */
export function animate(
  placed: readonly Placed[],
  {
    seconds,
    random,
    observer,
    walls = [],
  }: {
    readonly seconds: number;
    readonly random: Streams;
    readonly observer?: Observer | undefined;
    /** Other ground that is taken. */
    readonly walls?: readonly Footprint[];
  },
): Animated {
  // The place in the list of what decides where something goes.
  const leader = placed.map(({ towed }, at) => (towed ? at - 1 : at));
  const stays = placed.filter((_, at) => !placed[leader[at] ?? at]?.goes).map((one) => groundOf(one.instance));
  const still = [...stays, ...walls];
  const goings = placed.map(({ goes }, at) => goes?.(random("goes", at), still));
  const movers = placed.flatMap((one, at): Mover[] => {
    const going = goings[at];
    return going ? [moverOf(going, going.bounds ?? modelBounds(one.instance))] : [];
  });
  const watching = observer ? [moverOf(observer.going, observer.bounds)] : [];
  // One second more: the last image knows where all will be in the next.
  const tracks = move([...movers, ...watching], still, seconds + 1);
  const trackOf = new Map<number, Gone>();
  for (const [at, going] of goings.entries()) {
    const track = going && tracks[trackOf.size];
    if (track) trackOf.set(at, track);
  }
  const legs = new Map<number, ReturnType<typeof footsteps>>();
  for (const [at, track] of trackOf) {
    const walker = placed[at] && walkerOf(placed[at].instance);
    if (walker) legs.set(at, footsteps(walker, track, seconds + 1));
  }
  const watched = observer ? tracks.at(-1) : undefined;
  return {
    observed: (time) => watched?.(time) ?? 0,
    instances: (time) =>
      placed.flatMap(({ instance, also = [] }, at) => {
        const first = leader[at] ?? at;
        const [going, track, before] = [goings[first], trackOf.get(first), placed[first]?.instance];
        if (!going || !track || !before) return [instance, ...also];
        const metres = track(time);
        const level = going.level?.(metres) ?? before.position[1];
        const now = gone(before, going.way.spot(metres), level, metres, legs.get(first)?.(metres));
        const carried = also.map((one) => carriedBy(before, now, one));
        return [first === at ? now : carriedBy(before, now, instance), ...carried];
      }),
  };
}

function moverOf(going: Going, bounds: Bounds): Mover {
  const clearance = CLEARANCE[going.onFoot ? "walking" : "driving"];
  return {
    way: going.way,
    wish: going.wish,
    eager: going.eager,
    stop: going.stop,
    front: -bounds.min[2],
    onFoot: going.onFoot,
    ground(metres) {
      const { x, z, headingDegrees } = going.way.spot(metres);
      return footprint(bounds, [x, 0, z], headingDegrees, clearance);
    },
  };
}

function groundOf(instance: InstanceSpec): Footprint {
  return footprint(modelBounds(instance), instance.position, headingOf(instance), 0);
}

/** What something carries, where it is when the carrier has gone on: turned and moved with it on level ground. */
function carriedBy(before: InstanceSpec, now: InstanceSpec, carried: InstanceSpec): InstanceSpec {
  const turn = headingOf(now) - headingOf(before);
  const angle = (turn * Math.PI) / 180;
  const away = carried.position.map((value, axis) => value - (before.position[axis] ?? 0)) as [number, number, number];
  const position: Vec3 = [
    now.position[0] + away[0] * Math.cos(angle) - away[2] * Math.sin(angle),
    now.position[1] + away[1],
    now.position[2] + away[0] * Math.sin(angle) + away[2] * Math.cos(angle),
  ];
  return { ...carried, position, rotation: product(headingRotation(turn), carried.rotation) };
}

function product([ax, ay, az, aw]: Quaternion, [bx, by, bz, bw]: Quaternion): Quaternion {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

import { type Footprint, isFree } from "../../src/scene/placement";
import { bend, type Way } from "./way";

/** Something that goes along a way, as fast as it likes and as the others let it. */
export type Mover = {
  readonly way: Way;
  /** The ground that it takes at a place of its way. */
  ground(metres: number): Footprint;
  /** Speed on a free straight way, m/s. */
  readonly wish: number;
  /** Comfortable acceleration and braking, m/s². */
  readonly eager: number;
  /** Metres at which it has to wait, such as a line before red lights; its front stops there. */
  readonly stop?: number | undefined;
  /** From the middle to the front, metres. */
  readonly front: number;
  /** People have the right of way: others wait for where they will be, and they only look where others are. */
  readonly onFoot: boolean;
};

/** Metres that a mover has gone after some seconds. */
export type Gone = (seconds: number) => number;

/** Seconds of a step, and from one mover to the next. */
const STEP = 0.1;
const HEADWAY = 1.2;
/** Metres that stay free before what stands in the way, for vehicles and for people. */
const STANDSTILL = { driving: 1.6, walking: 0.5 } as const;
/** Nobody brakes harder, m/s², and sideways no more than this in bends. */
const HARDEST = 8;
const SIDEWAYS = 2.2;
/** How far ahead in time others are foreseen, seconds. */
const FORESIGHT = [0.8, 1.6, 2.4] as const;
/** Metres between the places on the way ahead that are looked at. */
const LOOK = 0.6;

/**
 * Lets all go for some seconds, from a flying start, by the intelligent driver model (Treiber, Hennecke and Helbing, 2000) towards the first place of the way
 * ahead that something stands on, or will. Nobody ever steps onto ground that is taken, so nobody drives through anybody. Steps are of a
 * tenth of a second from the beginning, whatever moment is asked for.
 */
export function move(movers: readonly Mover[], still: readonly Footprint[], seconds: number): Gone[] {
  const steps = Math.ceil(seconds / STEP + 1e-9) + 1;
  const states = movers.map((mover) => ({
    mover,
    at: 0,
    speed: 0,
    ground: mover.ground(0),
    near: nearWay(mover, still, seconds),
  }));
  for (const state of states) state.speed = startSpeed(state, states);
  const tracks = states.map(() => [0]);
  for (let step = 1; step <= steps; step++) {
    for (const [number, state] of states.entries()) {
      advance(state, states);
      tracks[number]?.push(state.at);
    }
  }
  return tracks.map((track) => (time) => {
    const whole = Math.min(Math.floor(time / STEP + 1e-9), steps - 1);
    const [from = 0, to = 0] = [track[whole], track[whole + 1]];
    return from + (to - from) * (time / STEP - whole);
  });
}

type State = { readonly mover: Mover; at: number; speed: number; ground: Footprint; readonly near: readonly Footprint[] };

/** The things that stand still and that a mover can come to. */
function nearWay({ way, wish, ground }: Mover, still: readonly Footprint[], seconds: number): readonly Footprint[] {
  const reach = wish * seconds + 30;
  const places = Array.from({ length: Math.ceil(reach / 2) + 1 }, (_, at) => way.spot(at * 2));
  const own = Math.hypot(...ground(0).half);
  return still.filter(({ centre, half }) =>
    places.some(({ x, z }) => Math.hypot(x - centre[0], z - centre[1]) < Math.hypot(...half) + own + 2),
  );
}

/** As fast as the way ahead allows from the beginning. */
function startSpeed(state: State, all: readonly State[]): number {
  const { mover } = state;
  const limit = speedLimit(mover, mover.wish, 0);
  const { gap } = free(state, all, limit, false);
  return Math.min(limit, Math.sqrt(2 * mover.eager * Math.max(0, gap - standstill(mover))));
}

function advance(state: State, all: readonly State[]): void {
  const { mover, speed, at } = state;
  const { gap, leading } = free(state, all, speed, true);
  const wish = speedLimit(mover, speed, at);
  const rest = standstill(mover);
  const closing = speed - leading;
  const wanted = rest + Math.max(0, speed * (mover.onFoot ? 0.3 : HEADWAY) + (speed * closing) / (2 * mover.eager));
  const pull = 1 - (speed / wish) ** 4 - (wanted / Math.max(gap, 0.05)) ** 2;
  const acceleration = Math.max(-HARDEST, Math.min(mover.eager, mover.eager * pull));
  const faster = Math.max(0, Math.min(speed + acceleration * STEP, (gap - 0.05) / STEP));
  const next = Math.min(at + ((speed + faster) / 2) * STEP, mover.way.length);
  const ground = mover.ground(next);
  const blocked = next > at && !isFree(ground, others(state, all));
  state.speed = blocked || next === at ? 0 : faster;
  if (blocked) return;
  state.at = next;
  state.ground = ground;
}

function others(state: State, all: readonly State[]): Footprint[] {
  return [...state.near, ...all.filter((other) => other !== state && isNear(state, other)).map(({ ground }) => ground)].filter(
    // Who stood together at the beginning may go on together.
    (ground) => isFree(state.ground, [ground]),
  );
}

function isNear({ ground: a }: State, { ground: b }: State): boolean {
  return near({ x: a.centre[0], z: a.centre[1] }, b, Math.hypot(a.half[0], a.half[1]) + 3);
}

/** Metres to the first place of the way ahead that is taken, or where to wait, and how fast that goes on. */
function free(state: State, all: readonly State[], speed: number, foresees: boolean): { gap: number; leading: number } {
  const { mover, at } = state;
  const look = speed * 2.5 + (speed * speed) / (2 * mover.eager) + standstill(mover) + 2;
  const reach = look + Math.hypot(...state.ground.half);
  const here = mover.way.spot(at);
  const taken: { readonly ground: Footprint; readonly speed: number }[] = [];
  for (const ground of state.near) if (near(here, ground, reach)) taken.push({ ground, speed: 0 });
  for (const other of all) {
    if (other === state || !near(here, other.ground, reach + 25)) continue;
    taken.push({ ground: other.ground, speed: alongside(here, other) });
    if (!foresees || other.speed < 0.3 || isBehind(here, other) || (mover.onFoot && !other.mover.onFoot && other.speed < 1))
      continue;
    const ahead = mover.onFoot ? FORESIGHT.slice(0, 1) : FORESIGHT;
    for (const time of ahead)
      taken.push({ ground: other.mover.ground(other.at + other.speed * time), speed: alongside(here, other) });
  }
  const relevant = taken.filter(({ ground }) => isFree(state.ground, [ground]));
  const toLine =
    mover.stop === undefined || mover.stop < at + mover.front - 0.5
      ? Infinity
      : mover.stop - mover.front - at + standstill(mover);
  const toEnd = mover.way.length - at + standstill(mover);
  let [gap, leading] = [Math.min(toLine, toEnd), 0];
  for (let metres = LOOK; metres < Math.min(look, gap); metres += LOOK) {
    const ground = mover.ground(at + metres);
    const hit = relevant.find((other) => !isFree(ground, [other.ground]));
    if (!hit) continue;
    gap = refined(mover, at + metres - LOOK, hit.ground) - at;
    leading = hit.speed;
    break;
  }
  return { gap: Math.min(gap, look + 60), leading };
}

/** How far it can go before it touches, within a step of looking ahead. */
function refined(mover: Mover, from: number, other: Footprint): number {
  let [low, high] = [from, from + LOOK];
  for (let step = 0; step < 5; step++) {
    const middle = (low + high) / 2;
    if (isFree(mover.ground(middle), [other])) low = middle;
    else high = middle;
  }
  return low;
}

type Place = { readonly x: number; readonly z: number };

function near({ x, z }: Place, { centre, half }: Footprint, reach: number): boolean {
  const [dx, dz] = [x - centre[0], z - centre[1]];
  // Asked millions of times, and Math.hypot is slow.
  return Math.sqrt(dx * dx + dz * dz) < reach + Math.sqrt(half[0] * half[0] + half[1] * half[1]);
}

/** Speed of another in the direction in which one goes; not backwards. */
function alongside({ headingDegrees }: { readonly headingDegrees: number }, { ground, speed }: State): number {
  return Math.max(0, speed * Math.cos(((ground.headingDegrees - headingDegrees) * Math.PI) / 180));
}

/** True for one that comes after, on the same lane or beside it. */
function isBehind({ x, z, headingDegrees }: Place & { readonly headingDegrees: number }, { ground }: State): boolean {
  const angle = (headingDegrees * Math.PI) / 180;
  const ahead = (ground.centre[0] - x) * Math.sin(angle) - (ground.centre[1] - z) * Math.cos(angle);
  return ahead < 0 && Math.cos(((ground.headingDegrees - headingDegrees) * Math.PI) / 180) > 0.3;
}

/** The speed that bends within sight allow. */
function speedLimit({ way, wish, onFoot }: Mover, speed: number, at: number): number {
  if (onFoot) return wish;
  const sight = [0, 4, 8, 14].filter((metres) => metres <= speed * 1.5 + 4);
  return Math.min(wish, ...sight.map((metres) => Math.sqrt(SIDEWAYS / Math.max(bend(way, at + metres), 1e-4)) + metres * 0.25));
}

function standstill({ onFoot }: Mover): number {
  return onFoot ? STANDSTILL.walking : STANDSTILL.driving;
}

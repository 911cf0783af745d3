import { type Footing, type GaitName, stanceOf, steadyBehind, strideLength } from "../../src/scene/models/gait";
import { smoothstep } from "../../src/scene/models/vector";
import type { Gone } from "./move";

/** Somebody who goes, at the beginning of a sequence. */
export type Walker = { readonly gait: GaitName; readonly height: number; readonly phase: number };

/** Where the legs of somebody are; whether he ever stops. */
export type Legs = Footing & { readonly phase: number; readonly stops: boolean };

/** Seconds between the moments at which it is looked whether somebody stands, and metres that he goes meanwhile at most. */
const TICK = 0.1;
const STANDS = 0.004;
/** Stops that are closer together than this, metres, are one. */
const SHUFFLE = 0.05;
/** Phase in which somebody stands: one foot has just come down beside the other. */
const RESTS = 0.1;
/** So many strides lie between steady gait and standing; so many of them are not gone meanwhile, at most. */
const RAMP = 0.8;
const SPARED = 0.4;
/** Metres over which feet are lifted less and less. */
const EASE: Record<GaitName, number> = { walking: 0.35, running: 0.8 };

/** The way from one stop to the next. Phases go on from stride to stride. */
type Run = {
  readonly from: number;
  readonly to: number;
  readonly phase: number;
  readonly end: number;
  readonly stride: number;
  readonly spared: number;
  readonly fromRest: boolean;
};

/**
 * Where somebody puts his feet on his way, so that they stay where they stand also when he starts and stops: he stops with both feet side by side, in steps that are a
 * little longer or shorter to come out even, and starts from there. Who never stops goes as he does in single images. Gives his legs after some metres.
 */
export function footsteps(walker: Walker, gone: Gone, seconds: number): (metres: number) => Legs {
  const runs = runsOf(walker, stopsOf(gone, seconds));
  return (metres) => {
    const run = runs.find(({ to }) => metres <= to) ?? runs.at(-1);
    if (!run) throw new Error("A way has at least one run");
    return {
      ...legsIn(run, walker, Math.min(metres, run.to)),
      stops: runs.some(({ to, fromRest }) => fromRest || to < Infinity),
    };
  };
}

/** Metres at which he stands for a while. */
function stopsOf(gone: Gone, seconds: number): number[] {
  const stops: number[] = [];
  for (let tick = 1; tick * TICK <= seconds + 1e-9; tick++) {
    const [before, here] = [gone((tick - 1) * TICK), gone(tick * TICK)];
    if (here - before >= STANDS) continue;
    const last = stops.at(-1);
    if (last !== undefined && here - last < SHUFFLE) stops[stops.length - 1] = here;
    else stops.push(here);
  }
  return stops;
}

function runsOf({ gait, height, phase }: Walker, stops: readonly number[]): Run[] {
  const natural = strideLength(height, gait);
  const runs: Run[] = [];
  let [from, start, fromRest] = [0, phase, false];
  for (const to of stops) {
    if (to < SHUFFLE && !fromRest) [start, from] = [RESTS, to];
    else {
      const run = { from, to, phase: start, fromRest, ...evenly(to - from, start, natural, fromRest) };
      runs.push(run);
      [from, start] = [to, run.end];
    }
    fromRest = true;
  }
  return [...runs, { from, to: Infinity, phase: start, end: Infinity, stride: natural, spared: SPARED, fromRest }];
}

/** Steps that come out even, as near to natural ones as can be. */
function evenly(metres: number, phase: number, natural: number, fromRest: boolean): Pick<Run, "end" | "stride" | "spared"> {
  const first = Math.ceil((phase - RESTS) * 2 + 1e-9) + 1;
  const most = first + Math.ceil((metres / natural) * 2) + 4;
  const choices = Array.from({ length: most - first + 1 }, (_, at) => {
    const end = (first + at) / 2 + RESTS;
    const spared = Math.min(SPARED, (end - phase) / 4);
    const ramps = (fromRest ? 1 : 0) + 1 - smoothstep(0, 1, 1 - (end - phase) / RAMP);
    return { end, spared, stride: metres / (end - phase - ramps * spared) };
  });
  const strange = ({ stride }: { readonly stride: number }) => Math.abs(Math.log(stride / natural));
  return choices.reduce((best, one) => (strange(one) < strange(best) ? one : best));
}

/** Metres after which a phase is reached. */
function metresAt({ from, phase, end, stride, spared, fromRest }: Run, at: number): number {
  const started = fromRest ? spared * smoothstep(0, 1, (at - phase) / RAMP) : 0;
  // A stop may be so near that somebody is about to stop from the beginning.
  const stopped =
    end < Infinity ? spared * (smoothstep(0, 1, 1 - (end - at) / RAMP) - smoothstep(0, 1, 1 - (end - phase) / RAMP)) : 0;
  return from + stride * (at - phase - started - stopped);
}

/** The phase after some metres: it rises with them. */
function phaseAt(run: Run, metres: number): number {
  let [low, high] = [run.phase, Math.min(run.end, run.phase + (metres - run.from) / run.stride + 2 * run.spared)];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (metresAt(run, middle) < metres) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function legsIn(run: Run, walker: Walker, metres: number): Omit<Legs, "stops"> {
  const { gait } = walker;
  const phase = phaseAt(run, metres);
  const away = Math.min(run.fromRest ? metres - run.from : Infinity, run.to - metres);
  const going = smoothstep(0, 1, away / EASE[gait]);
  const left = behindOf(run, walker, { metres, phase, going }, 0);
  const right = behindOf(run, walker, { metres, phase, going }, 0.5);
  return { phase: phase - Math.floor(phase), going, behind: [left, right] };
}

type Here = { readonly metres: number; readonly phase: number; readonly going: number };

/** How much farther behind a foot is than in a steady gait; its own phase is `shift` ahead of the stride's. */
function behindOf(run: Run, walker: Walker, { metres, phase, going }: Here, shift: number): number {
  const { gait, height } = walker;
  const { leaves, under } = stanceOf(gait);
  const natural = strideLength(height, gait);
  const turn = phase + shift;
  const [landed, local] = [Math.floor(turn), turn - Math.floor(turn)];
  const place = (landing: number) => placeOf(run, walker, landing, shift);
  let behind: number;
  if (local <= leaves) behind = metres - place(landed) - (local - under) * natural;
  else {
    // From where it left, or was on its way at the beginning of the sequence.
    const isUnderway = !run.fromRest && landed + leaves < run.phase + shift;
    const first = isUnderway ? run.phase + shift : landed + leaves;
    const left = isUnderway ? 0 : metresAt(run, first - shift) - place(landed) - (leaves - under) * natural;
    const lands = metresAt(run, Math.min(landed + 1 - shift, run.end)) - place(landed + 1) + under * natural;
    behind = left + (lands - left) * smoothstep(0, 1, (turn - first) / (landed + 1 - first));
  }
  if (gait === "walking") return behind;
  // Who runs has a foot in the air when he stops: it comes down beside the other.
  const stop = run.fromRest && metres - run.from < run.to - metres ? run.from : run.to;
  return stop === Infinity ? behind : behind * going + (metres - stop - steadyBehind(gait, local, height)) * (1 - going);
}

/** Where a foot comes down, metres along the way. */
function placeOf(run: Run, { gait, height }: Walker, landing: number, shift: number): number {
  const { under } = stanceOf(gait);
  const at = landing - shift;
  if (at > run.end - RESTS - 0.5 - 1e-6) return run.to;
  if (at > run.phase + 1e-9) return Math.min(run.to, metresAt(run, at) + under * run.stride);
  return run.fromRest ? run.from : run.from - (run.phase - at - under) * strideLength(height, gait);
}

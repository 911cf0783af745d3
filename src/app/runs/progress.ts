/** How fast a run is, from when its images were done. */

/** Images over which the rate is taken. */
const WINDOW = 12;

export type Pace = {
  /** When the last few images were done, and the start, in milliseconds. */
  readonly times: readonly number[];
};

/** The pace of a run that starts, or goes on after a pause. */
export function startPace(now: number): Pace {
  return { times: [now] };
}

export function withImage({ times }: Pace, now: number): Pace {
  return { times: [...times, now].slice(-WINDOW - 1) };
}

export type Rate = { readonly imagesPerSecond: number; readonly secondsLeft: number };

/** Images a second over the last few, and what the rest takes at that rate; undefined before the first. */
export function rateOf({ times }: Pace, left: number): Rate | undefined {
  const elapsed = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (elapsed <= 0) return undefined;
  const imagesPerSecond = (1000 * (times.length - 1)) / elapsed;
  return { imagesPerSecond, secondsLeft: left / imagesPerSecond };
}

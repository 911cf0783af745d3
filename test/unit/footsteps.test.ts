import { describe, expect, test } from "vitest";
import { footsteps } from "../../scenes/motion/footsteps";
import type { Vec3 } from "../../src/recipe/spec";
import type { Skeleton } from "../../src/scene/models/bones";
import { soles } from "../../src/scene/models/feet";
import { type GaitName, strideLength } from "../../src/scene/models/gait";
import { pose } from "../../src/scene/models/skeleton";

const [FRAME, SECONDS] = [0.02, 9];

/** Metres of somebody who goes at a speed, brakes to a stop at some metres, stands until a second, and goes on; at a steady 1 m/s². */
function track(speed: number, stop: number, leaves: number): (seconds: number) => number {
  const brakes = Math.min(speed, Math.sqrt(2 * stop)) ** 2 / 2;
  const start = Math.min(speed, Math.sqrt(2 * stop));
  const cruise = (stop - brakes) / start;
  return (time) => {
    const [braking, going] = [Math.min(start, Math.max(0, time - cruise)), Math.max(0, time - leaves)];
    const before = start * Math.min(time, cruise) + start * braking - braking ** 2 / 2;
    return before + (going < speed ? going ** 2 / 2 : speed * going - speed ** 2 / 2);
  };
}

type Moment = { readonly metres: number; readonly skeleton: Skeleton; readonly going: number };

function moments(gait: GaitName, phase: number, height: number, gone: (seconds: number) => number): Moment[] {
  const legsAt = footsteps({ gait, height, phase }, gone, SECONDS);
  return Array.from({ length: SECONDS / FRAME }, (_, at) => {
    const metres = gone(at * FRAME);
    const legs = legsAt(metres);
    return { metres, going: legs.going, skeleton: pose(height, gait, legs.phase, legs) };
  });
}

/** Points of heel and ball of a foot over the ground that it goes along to -z. */
function solesOf({ metres, skeleton }: Moment, side: 0 | 1): Vec3[] {
  return soles(skeleton.ankles[side], skeleton.feet[side], skeleton.height).map(([x, y, z]) => [x, y, z - metres]);
}

/** Metres that a foot slips from one moment to the next where it stands on the ground: the point of its sole that moves least. */
function slip(before: Moment, now: Moment, side: 0 | 1): number {
  const [was, is] = [solesOf(before, side), solesOf(now, side)];
  const stands = is.flatMap((point, at) =>
    Math.max(point[1], was[at]?.[1] ?? 1) < 0.001 ? [away(point, was[at] ?? point)] : [],
  );
  return stands.length > 0 ? Math.min(...stands) : 0;
}

function away(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const walkers = [0, 0.45, 0.7].flatMap((phase) => [0.4, 1.1, 3.3].map((stop) => [phase, stop] as const));

describe("somebody who stops and goes on", () => {
  test.each(walkers)("does not slip on the ground, and stands with both feet together: phase %f, after %f m", (phase, stop) => {
    const height = 1.72;
    const gone = track(1.3, stop, 5);
    const all = moments("walking", phase, height, gone);
    const slips = all.slice(1).map((now, at) => ([0, 1] as const).map((side) => slip(all[at] ?? now, now, side)));
    const steps = gone(SECONDS) / (strideLength(height, "walking") / 2);
    expect(slips.flat().reduce((sum, one) => sum + one, 0) / steps).toBeLessThan(0.01);
    // Where a foot comes down or leaves the ground it is less than a millimetre over it for a moment.
    expect(Math.max(...slips.flat())).toBeLessThan(0.008);
    const standing = all[Math.round(4.5 / FRAME)];
    if (!standing) throw new Error("there is no such moment");
    expect(standing.going).toBe(0);
    const [left, right] = ([0, 1] as const).map((side) => solesOf(standing, side));
    for (const at of [0, 1]) {
      expect(left?.[at]?.[2]).toBeCloseTo(right?.[at]?.[2] ?? Number.NaN, 3);
      expect(Math.max(left?.[at]?.[1] ?? 1, right?.[at]?.[1] ?? 1)).toBeLessThan(0.003);
    }
  });

  test.each(["walking", "running"] as const)("moves no joint by a leap: %s", (gait) => {
    const [height, speed] = [1.72, gait === "walking" ? 1.3 : 2.8];
    for (const [phase, stop] of walkers) {
      const all = moments(gait, phase, height, track(speed, stop * (gait === "walking" ? 1 : 2), 5));
      const jumps = all.slice(1).map(({ skeleton }, at) => {
        const before = all[at]?.skeleton ?? skeleton;
        const joints = ["knees", "ankles", "elbows", "wrists", "hips"] as const;
        return Math.max(
          ...joints.flatMap((joint) => [0, 1].map((side) => away(skeleton[joint][side as 0], before[joint][side as 0]))),
        );
      });
      // Feet in the air go at twice the speed of who goes, at most at three times when the last steps are short.
      expect(Math.max(...jumps), `${phase} ${stop}`).toBeLessThan(3.5 * speed * FRAME);
    }
  });

  test("begins as in a single image, and goes on as ever when nothing stops him", () => {
    const height = 1.72;
    for (const phase of [0, 0.3, 0.65, 0.9]) {
      const stopping = footsteps({ gait: "walking", height, phase }, track(1.3, 3, 5), SECONDS)(0);
      expect(stopping.phase).toBeCloseTo(phase, 6);
      expect(stopping.going).toBe(1);
      for (const behind of stopping.behind) expect(behind).toBeCloseTo(0, 6);
      const steady = footsteps({ gait: "walking", height, phase }, (time) => 1.3 * time, SECONDS);
      const later = steady(2.6);
      expect([stopping.stops, later.stops]).toEqual([true, false]);
      expect(later.phase).toBeCloseTo((phase + 2.6 / strideLength(height, "walking")) % 1, 6);
      for (const behind of later.behind) expect(Math.abs(behind)).toBeLessThan(1e-6);
    }
  });
});

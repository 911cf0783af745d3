import { describe, expect, it } from "vitest";
import { joint } from "../../scenes/street/joint";
import { integer, pick, stream, uniform } from "../../src/recipe/random";
import {
  beside,
  besidePath,
  besideStation,
  curvatureAt,
  onPath,
  type Path,
  pathLength,
  reversed,
  stationsBetween,
} from "../../src/scene/path";

const seed = 21;
/** Paths of one to five pieces whose arcs have radii from 15 m and turn by at most a right angle. */
const paths = Array.from({ length: 60 }, (_, index): Path => {
  const random = stream(seed, index, "path");
  const pieces = Array.from({ length: integer(random, 1, 5) }, () => {
    const radius = pick(random, [-1, 1]) * uniform(random, 15, 60);
    const isArc = random() < 0.5;
    return [uniform(random, 4, isArc ? Math.abs(radius) * 1.5 : 40), isArc ? 1 / radius : 0] as const;
  });
  return { start: [uniform(random, -50, 50), uniform(random, -50, 50)], headingDegrees: uniform(random, 0, 360), pieces };
});

const apart = (a: { x: number; z: number }, b: { x: number; z: number }) => Math.hypot(a.x - b.x, a.z - b.z);

describe(`paths of seed ${seed}`, () => {
  it("go on by as many metres as their stations do, in the direction of their heading", () => {
    for (const path of paths) {
      for (let s = 0; s + 0.01 < pathLength(path); s += 1.7) {
        const [here, next] = [onPath(path, s), onPath(path, s + 0.01)];
        expect(apart(here, next)).toBeCloseTo(0.01, 5);
        const heading = (Math.atan2(next.x - here.x, here.z - next.z) * 180) / Math.PI;
        expect(Math.abs(((heading - here.headingDegrees + 540) % 360) - 180)).toBeLessThan(0.1);
      }
    }
  });

  it("turn right where the curvature is positive, and have offsets to the right", () => {
    const path: Path = { start: [0, 0], headingDegrees: 0, pieces: [[(Math.PI / 2) * 20, 1 / 20]] };
    const end = onPath(path, pathLength(path));
    expect(end.x).toBeCloseTo(20, 9);
    expect(end.z).toBeCloseTo(-20, 9);
    expect(end.headingDegrees).toBeCloseTo(90, 9);
    expect(onPath(path, 0, 3)).toEqual({ x: 3, z: 0, headingDegrees: 0 });
  });

  it("find station and offset of a place again", () => {
    for (const [index, path] of paths.entries()) {
      const random = stream(seed, index, "place");
      for (let at = 0; at < 20; at++) {
        const [s, t] = [uniform(random, 0, pathLength(path)), uniform(random, -1.5, 1.5)];
        const { x, z } = onPath(path, s, t);
        const found = besidePath(path, [x, z]);
        // Paths may cross themselves: then another place is as near.
        expect(Math.abs(found.t)).toBeLessThanOrEqual(Math.abs(t) + 1e-6);
        const again = onPath(path, found.s, found.t);
        expect(apart(again, { x, z })).toBeLessThan(1e-6);
      }
    }
  });

  it("keep their distance from parallels, station by station", () => {
    for (const path of paths) {
      for (const t of [-4, 2.5, 9]) {
        const parallel = beside(path, t);
        for (const share of [0, 0.2, 0.55, 1]) {
          const s = share * pathLength(path);
          expect(apart(onPath(parallel, besideStation(path, s, t)), onPath(path, s, t))).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("are the same line from the other end", () => {
    for (const path of paths) {
      const back = reversed(path);
      const length = pathLength(path);
      expect(pathLength(back)).toBeCloseTo(length, 9);
      for (const share of [0, 0.3, 0.7, 1])
        expect(apart(onPath(back, (1 - share) * length, -2), onPath(path, share * length, 2))).toBeLessThan(1e-6);
    }
  });

  it("are drawn with chords that are off by less than 3 cm, also at an offset", () => {
    for (const path of paths) {
      for (const t of [0, 6, -6]) {
        const stations = stationsBetween(path, 0, pathLength(path), t);
        for (const [at, s] of stations.slice(1).entries()) {
          const before = stations[at] ?? 0;
          const [a, b, middle] = [onPath(path, before, t), onPath(path, s, t), onPath(path, (before + s) / 2, t)];
          expect(apart({ x: (a.x + b.x) / 2, z: (a.z + b.z) / 2 }, middle)).toBeLessThan(0.03);
        }
      }
    }
  });
});

describe("joints", () => {
  it("lead from one place to another, along both directions, with an arc as round as fits", () => {
    for (let index = 0; index < 60; index++) {
      const random = stream(seed, index, "joint");
      const turn = pick(random, [-1, 1]) * uniform(random, 20, 150);
      const [before, after] = [uniform(random, 10, 40), uniform(random, 10, 40)];
      const bent: Path = { start: [3, -4], headingDegrees: uniform(random, 0, 360), pieces: [[before, 0]] };
      const corner = onPath(bent, before);
      const away = { ...corner, headingDegrees: corner.headingDegrees + turn };
      const end = onPath({ start: [away.x, away.z], headingDegrees: away.headingDegrees, pieces: [[after, 0]] }, after);
      const path = joint(onPath(bent, 0), end);
      const reached = onPath(path, pathLength(path));
      expect(apart(reached, end)).toBeLessThan(1e-6);
      expect(Math.sign(curvatureAt(path, (path.pieces[0]?.[0] ?? 0) + 0.1))).toBe(Math.sign(turn));
      expect(Math.min(path.pieces[0]?.[0] ?? 9, path.pieces[2]?.[0] ?? 9)).toBeLessThan(1);
    }
  });

  it("refuse an arc that is too wide", () => {
    const corner = { x: 10, z: -10, headingDegrees: 90 };
    expect(() => joint({ x: 0, z: 0, headingDegrees: 0 }, corner, 12)).toThrow(/No arc of radius 12 m/);
  });
});

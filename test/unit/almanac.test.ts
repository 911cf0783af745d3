import { describe, expect, test } from "vitest";
import {
  centuriesOf,
  equatorial,
  julianDay,
  moonCoordinates,
  moonPosition,
  sunLongitude,
  sunPosition,
} from "../../src/recipe/almanac";

/** Difference of two directions of the compass. */
const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

describe("the calendar", () => {
  test.each([
    [2000, 1, 1.5, 2_451_545],
    [1999, 1, 1, 2_451_179.5],
    [1987, 6, 19.5, 2_446_966],
    [1988, 1, 27, 2_447_187.5],
    [1900, 1, 1, 2_415_020.5],
  ])("%i-%i-%f is Julian day %f (Meeus, chapter 7)", (year, month, day, expected) => {
    expect(julianDay({ year, month, day, hoursUtc: 0 })).toBe(expected);
  });
});

describe("the sun", () => {
  // Meeus, example 25.a: 1992 October 13, 0h dynamical time.
  const meeus = { year: 1992, month: 10, day: 13, hoursUtc: -69 / 3600 };

  test("is where Meeus has it", () => {
    const t = centuriesOf(meeus);
    const { longitude, distance } = sunLongitude(t);
    const { ascension, declination } = equatorial(longitude, 0, t);
    expect(longitude).toBeCloseTo(199.90895, 3);
    expect(distance / 149_597_871).toBeCloseTo(0.99766, 4);
    expect(ascension).toBeCloseTo(198.38083, 3);
    expect(declination).toBeCloseTo(-7.78507, 3);
  });

  test("stands where the example of NREL's algorithm has it (Reda and Andreas, 2004, table A5.1)", () => {
    const golden = { year: 2003, month: 10, day: 17, hoursUtc: 12.5 + 30 / 3600 + 7 };
    const seen = sunPosition(golden, { latitudeDegrees: 39.742476, longitudeDegrees: -105.1786 });
    expect(Math.abs(seen.elevationDegrees - (90 - 50.11162))).toBeLessThan(0.02);
    expect(apart(seen.azimuthDegrees, 194.34024)).toBeLessThan(0.02);
  });

  test("reaches its heights at the solstices and the equinox", () => {
    const noonHeight = (month: number, day: number, latitudeDegrees: number) =>
      Math.max(
        ...Array.from(
          { length: 60 },
          (_, minute) =>
            sunPosition({ year: 2024, month, day, hoursUtc: 11.5 + minute / 60 }, { latitudeDegrees, longitudeDegrees: 0 })
              .elevationDegrees,
        ),
      );
    expect(noonHeight(6, 20, 50)).toBeCloseTo(90 - 50 + 23.44, 1);
    expect(noonHeight(12, 21, 50)).toBeCloseTo(90 - 50 - 23.44 + 0.05, 1);
    expect(noonHeight(3, 20, 0)).toBeGreaterThan(89.5);
  });

  test("sets in Greenwich when the almanac says: 2024 June 20 at 20:21, in the north-west", () => {
    const at = (minutes: number) =>
      sunPosition(
        { year: 2024, month: 6, day: 20, hoursUtc: 20 + minutes / 60 },
        { latitudeDegrees: 51.48, longitudeDegrees: 0 },
      );
    // The upper edge of the disc is 0.27 degrees above its middle.
    expect(at(18).elevationDegrees).toBeGreaterThan(-0.27);
    expect(at(24).elevationDegrees).toBeLessThan(-0.27);
    expect(apart(at(21).azimuthDegrees, 311)).toBeLessThan(2);
  });
});

describe("the moon", () => {
  // Meeus, examples 47.a and 48.a: 1992 April 12, 0h dynamical time.
  const meeus = { year: 1992, month: 4, day: 12, hoursUtc: -69 / 3600 };

  test("is where Meeus has it", () => {
    const { longitude, latitude, parallax } = moonCoordinates(centuriesOf(meeus));
    expect(apart(longitude, 133.1627)).toBeLessThan(0.3);
    expect(Math.abs(latitude + 3.2291)).toBeLessThan(0.2);
    expect(Math.abs(parallax - 0.99199)).toBeLessThan(0.01);
  });

  test("is lit as Meeus has it, new at an eclipse of the sun and full at one of its own", () => {
    const site = { latitudeDegrees: 0, longitudeDegrees: 0 };
    expect(moonPosition(meeus, site).illuminatedShare).toBeCloseTo(0.6786, 2);
    const share = (month: number, day: number, hoursUtc: number, year: number) =>
      moonPosition({ year, month, day, hoursUtc }, site).illuminatedShare;
    expect(share(4, 8, 18.3, 2024)).toBeLessThan(0.001);
    expect(share(3, 14, 7, 2025)).toBeGreaterThan(0.999);
  });

  test("covers the sun on 2024 April 8 at 18:40 in Dallas", () => {
    const moment = { year: 2024, month: 4, day: 8, hoursUtc: 18 + 42 / 60 };
    const dallas = { latitudeDegrees: 32.78, longitudeDegrees: -96.8 };
    const [sun, moon] = [sunPosition(moment, dallas), moonPosition(moment, dallas)];
    expect(Math.abs(sun.elevationDegrees - moon.elevationDegrees)).toBeLessThan(0.5);
    expect(apart(sun.azimuthDegrees, moon.azimuthDegrees)).toBeLessThan(0.7);
  });
});

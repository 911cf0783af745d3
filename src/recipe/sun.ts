/** The position of sun and moon in a recipe: by angle, or by date, time and place. */
import { z } from "zod";
import { type Moment, moonPosition, type Site, type SkyPosition, sunPosition } from "./almanac";
import { draw, type Quantity, quantity, quantityWithin } from "./quantity";
import type { Random } from "./random";
import type { MomentSpec, MoonSpec } from "./spec";

const date = z.iso.date("a date, for example 2024-06-21");
const clock = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'a time of day, for example "14:30"');

const groupOfThree = ["date", "time", "latitudeDegrees"] as const;

export const sun = z
  .strictObject({
    elevationDegrees: quantityWithin({
      min: -90,
      max: 90,
      unit: "degrees",
      description: "Height of the sun over the horizon; down to -18 is twilight, below is night.",
    }).optional(),
    azimuthDegrees: quantity({
      min: 0,
      max: 360,
      unit: "degrees",
      default: { uniform: [0, 360] },
      description: "Compass direction of the sun: 0 north, 90 east.",
    }),
    date: z
      .union([date, z.strictObject({ from: date, to: date })])
      .optional()
      .meta({
        description:
          "Day for which sun and moon are computed, together with time and latitudeDegrees; or { from, to } for any day between.",
        examples: ["2024-06-21"],
      }),
    time: z
      .union([
        clock,
        quantityWithin({ min: 0, max: 24, unit: "hours", description: "Time of day in hours, such as 14.5 for half past two." }),
      ])
      .optional()
      .meta({
        description:
          'Time of day by the clock, such as "14:30", or hours as a number or distribution. Which clock is said by utcOffsetHours.',
        examples: ["14:30"],
      }),
    latitudeDegrees: quantityWithin({
      min: -90,
      max: 90,
      unit: "degrees",
      description: "Latitude of the place; north is positive.",
    }).optional(),
    longitudeDegrees: quantityWithin({
      min: -180,
      max: 180,
      unit: "degrees",
      description: "Longitude of the place; east is positive. Without it, clocks show the mean time of the place.",
    }).optional(),
    utcOffsetHours: quantityWithin({
      min: -12,
      max: 14,
      unit: "hours",
      description: "How far the clock is ahead of universal time. Mean time of the place where it is left out.",
    }).optional(),
  })
  .superRefine((given, context) => {
    const missing = groupOfThree.find((name) => given[name] === undefined);
    const some = groupOfThree.some((name) => given[name] !== undefined) || given.longitudeDegrees !== undefined;
    if (missing !== undefined && some)
      context.addIssue({ code: "custom", path: [missing], message: "date, time and latitudeDegrees together" });
    if (missing === undefined && given.elevationDegrees !== undefined)
      context.addIssue({
        code: "custom",
        path: ["elevationDegrees"],
        message: "either the height of the sun, or date, time and latitudeDegrees",
      });
    if (typeof given.date === "object" && given.date.from > given.date.to)
      context.addIssue({ code: "custom", path: ["date"], message: "a first day that is not after the last" });
  });

export const moon = z.strictObject({
  elevationDegrees: quantityWithin({
    min: -90,
    max: 90,
    unit: "degrees",
    description: "Height of the moon over the horizon, where sun.date does not say.",
  }).optional(),
  azimuthDegrees: quantity({
    min: 0,
    max: 360,
    unit: "degrees",
    default: { uniform: [0, 360] },
    description: "Compass direction of the moon.",
  }),
  illuminatedShare: quantity({
    min: 0,
    max: 1,
    default: { uniform: [0, 1] },
    description: "Share of its disc that is lit: 0 new moon, 1 full moon.",
  }),
});

export type SunRecipe = z.output<typeof sun>;
export type MoonRecipe = z.output<typeof moon>;

type Streams = (...purpose: readonly string[]) => Random;
type Bodies = { readonly sun: SkyPosition; readonly moon: MoonSpec; readonly moment?: MomentSpec };

/** Places sun and moon for one image. `usual` are the heights that fit the kind of weather, used where the recipe says nothing. */
export function sampleSky(
  { sun, moon }: { readonly sun: SunRecipe; readonly moon: MoonRecipe },
  usual: { readonly sunElevationDegrees: Quantity; readonly moonElevationDegrees: Quantity },
  random: Streams,
): Bodies {
  const dated = sampleMoment(sun, random);
  if (dated) return dated;
  return {
    sun: {
      elevationDegrees: draw(sun.elevationDegrees ?? usual.sunElevationDegrees, random("sun", "elevationDegrees")),
      azimuthDegrees: draw(sun.azimuthDegrees, random("sun", "azimuthDegrees")),
    },
    moon: {
      elevationDegrees: draw(moon.elevationDegrees ?? usual.moonElevationDegrees, random("moon", "elevationDegrees")),
      azimuthDegrees: draw(moon.azimuthDegrees, random("moon", "azimuthDegrees")),
      illuminatedShare: draw(moon.illuminatedShare, random("moon", "illuminatedShare")),
    },
  };
}

/** Sun and moon of a recipe that gives date, time and place. */
function sampleMoment(given: SunRecipe, random: Streams): Bodies | undefined {
  const { date, time, latitudeDegrees, longitudeDegrees, utcOffsetHours } = given;
  if (date === undefined || time === undefined || latitudeDegrees === undefined) return undefined;
  const site: Site = {
    latitudeDegrees: draw(latitudeDegrees, random("sun", "latitudeDegrees")),
    longitudeDegrees: longitudeDegrees === undefined ? 0 : draw(longitudeDegrees, random("sun", "longitudeDegrees")),
  };
  const offset =
    utcOffsetHours === undefined ? site.longitudeDegrees / 15 : draw(utcOffsetHours, random("sun", "utcOffsetHours"));
  const hours = typeof time === "string" ? clockHours(time) : draw(time, random("sun", "time"));
  const day = typeof date === "string" ? date : dayBetween(date.from, date.to, random("sun", "date")());
  const moment = momentOf(day, hours - offset);
  return {
    sun: sunPosition(moment, site),
    moon: moonPosition(moment, site),
    moment: { date: day, timeHours: hours, utcOffsetHours: offset, ...site },
  };
}

function clockHours(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours + minutes / 60;
}

/** The moment at so many hours of universal time on a day, YYYY-MM-DD. */
export function momentOf(day: string, hoursUtc: number): Moment {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, day: date, hoursUtc };
}

/** The day at a share 0..1 of the days from one to another, both included. */
function dayBetween(from: string, to: string, share: number): string {
  const days = (day: string) => Date.parse(day) / 86_400_000;
  const [first, last] = [days(from), days(to)];
  const chosen = Math.min(last, first + Math.floor(share * (last - first + 1)));
  return new Date(chosen * 86_400_000).toISOString().slice(0, 10);
}

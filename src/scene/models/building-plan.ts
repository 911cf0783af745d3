import { z } from "zod";
import { colour } from "./colour";

/** Schema of a house in a row. */
export const buildingParameters = z.strictObject({
  width: z.number().min(4).max(40).describe("Along the street, metres"),
  depth: z.number().min(4).max(40).describe("Away from the street, metres"),
  floors: z.int().min(1).max(12).describe("Storeys, the ground floor included"),
  storeyHeight: z.number().min(2.6).max(4.5).describe("Of the upper floors, metres"),
  groundHeight: z.number().min(3).max(6).describe("Of the ground floor, metres"),
  bayWidth: z.number().min(1.8).max(6).describe("Distance between the middles of windows, metres"),
  windowWidth: z.number().min(0.7).max(3),
  windowHeight: z.number().min(0.9).max(2.4),
  wallMaterial: z.enum(["brick", "plaster", "concrete"]),
  wallColour: colour,
  trimMaterial: z.enum(["plaster", "concrete"]),
  trimColour: colour,
  frameColour: colour,
  doorColour: colour,
  roofColour: colour,
  shutterColour: colour.nullable(),
  lintel: z.boolean(),
  courses: z.boolean().describe("A ledge between all storeys"),
  balconies: z.int().min(0).max(4).describe("A balcony on every n-th window; 0 for none"),
  roof: z.enum(["flat", "gable", "mansard"]),
  ground: z.enum(["shops", "flats"]),
  shopColours: z.array(colour).min(1),
  signs: z.array(z.string()).min(1).describe("What is written over the shops, in capitals"),
  letterColour: colour,
  awnings: z.int().min(0).max(2).describe("0 none, otherwise over every second shop"),
  awningColour: colour,
  sideWindows: z
    .strictObject({ left: z.boolean(), right: z.boolean() })
    .describe("Walls at the sides with windows, as seen from the street: at corners and gaps"),
});

/** The parameters of a house in a row. */
export type Building = z.output<typeof buildingParameters>;

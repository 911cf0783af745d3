import process from "node:process";

/** How many images of a scene the tests of its layout look at: a few each time, and 200 in `npm run test:worlds`. */
export function worldSpecs(quick: number): number {
  return Number(process.env.WORLD_SPECS ?? quick);
}

import { draw, drawCount } from "../../src/recipe/quantity";
import { integer, type Random, stream, uniform } from "../../src/recipe/random";
import type { ClassSpec } from "../../src/recipe/spec";
import { models, type Place, place } from "../../src/scene/models";
import { firstThatFits, footprints, type Placed, put } from "../put";
import type { Scene } from "../scene";
import type { PlainParameters } from "./parameters";

/** How each class is made: the model's looks from a stream, at a place. */
const makers = {
  car: (random: Random, where: Place) => put("car", models.car.vary(random), where, CLEARANCE),
  person: (random: Random, where: Place) => put("person", models.person.vary(random), where, CLEARANCE),
  bicycle: (random: Random, where: Place) => put("bicycle", models.bicycle.vary(random), where, CLEARANCE),
  bench: (random: Random, where: Place) => put("bench", models.bench.vary(random), where, CLEARANCE),
  hydrant: (random: Random, where: Place) => put("hydrant", models.hydrant.vary(random), where, CLEARANCE),
} as const;
const names = Object.keys(makers) as (keyof typeof makers)[];

const classes: readonly ClassSpec[] = [
  ...names.map((name) => ({ name, kind: "thing", supercategory: "object" }) as const),
  { name: "ground", kind: "stuff", supercategory: "outdoor" },
  { name: "sky", kind: "stuff", supercategory: "outdoor" },
];

/** Metres between things; places that are tried until one is free; things in a row. */
const CLEARANCE = 0.05;
const TRIES = 50;
const COLUMNS = 6;

/** The nearest row, what the camera looks at, and the middle of the ground, metres ahead of the camera; the ground's side. */
const NEAREST = 9;
const LOOKED_AT = 18;
const GROUND_MIDDLE = 40;
const GROUND = 100;
const GREY = "#8a8f86";

/** Objects in rows on a bare plain under the sky. The simplest scene there is: read it first to write one of your own. */
export const plain: Scene<PlainParameters> = {
  classes,
  background: "sky",
  layout({ parameters, random }) {
    const [objects, spacing] = [draw(parameters.objects, random("objects")), draw(parameters.spacing, random("spacing"))];
    const looks = drawCount(parameters.looks, random("looks"));
    const placed: Placed[] = [];
    for (let at = 0; at < objects; at++) {
      const name = names[at % names.length] ?? "car";
      const [column, row] = [at % COLUMNS, Math.floor(at / COLUMNS)];
      const where = random("where", at);
      const look = looks && integer(random("look", at), 1, looks);
      // The same looks at each try: only the place differs.
      const attempt = () => {
        const x = (column - (COLUMNS - 1) / 2) * (spacing + row) + uniform(where, -0.27, 0.27) * spacing;
        const z = -NEAREST - (row * 2 + uniform(where, -0.5, 0.5)) * spacing;
        const pose = { class: name, position: [x, 0, z] as const, headingDegrees: uniform(where, 0, 360) };
        return [makers[name](look ? stream(0, look, "plain", name) : random("looks", at), pose)];
      };
      placed.push(...firstThatFits(TRIES, attempt, footprints(placed)));
    }
    const slab = place(
      "cuboid",
      { width: GROUND, height: 0.1, length: GROUND, colour: GREY },
      {
        class: "ground",
        position: [0, -0.1, -GROUND_MIDDLE],
        headingDegrees: 0,
      },
    );
    // Matt, and of one colour, as other renderers have it: solids are of polished plastic.
    const ground = { ...slab, texture: { pattern: "flat", colours: [GREY, GREY], metres: 1 } } as const;
    return {
      viewpoint: {
        position: [0, draw(parameters.cameraHeight, random("cameraHeight")), 0],
        target: [0, 0, -LOOKED_AT],
        rollDegrees: 0,
      },
      instances: [...placed.map(({ instance }) => instance), ground],
    };
  },
};

import { type Random, stream, uniform } from "../src/recipe/random";
import type { InstanceSpec, SceneSpec } from "../src/recipe/spec";
import { models, place } from "../src/scene/models";

type Where = Parameters<typeof place>[2];

const makers = {
  car: (random: Random, where: Where) => place("car", models.car.vary(random), where),
  person: (random: Random, where: Where) => place("person", models.person.vary(random), where),
  bicycle: (random: Random, where: Where) => place("bicycle", models.bicycle.vary(random), where),
  bench: (random: Random, where: Where) => place("bench", models.bench.vary(random), where),
  hydrant: (random: Random, where: Where) => place("hydrant", models.hydrant.vary(random), where),
} as const;
const classes = Object.keys(makers) as (keyof typeof makers)[];

/**
 * A picture that any renderer can make, to compare with: 640 x 480, ground, sun with shadow, sky, and 30 objects of five classes. `index` moves the objects. It is
 * a SceneSpec and not a recipe, since none of our scenes is that plain.
 */
export function peerSpec(index: number): SceneSpec {
  const random = stream(1, index, "peer");
  const things = Array.from({ length: 30 }, (_, at): InstanceSpec => {
    const name = classes[at % classes.length] ?? "car";
    const [column, row] = [at % 6, Math.floor(at / 6)];
    const position = [
      (column - 2.5) * (3 + row) + uniform(random, -0.8, 0.8),
      0,
      -9 - row * 6 + uniform(random, -1.5, 1.5),
    ] as const;
    const vary = stream(1, index, "peer", at);
    const where = { class: name, position, headingDegrees: uniform(random, 0, 360) };
    return makers[name](vary, where);
  });
  return {
    version: 1,
    recipe: "peer",
    seed: 1,
    index,
    split: "train",
    scene: "peer",
    image: { width: 640, height: 480, subframes: 1 },
    camera: {
      position: [0, 4, 0],
      target: [0, 0, -18],
      rollDegrees: 0,
      fovDegrees: 60,
      near: 0.1,
      far: 1000,
      exposureBias: 0,
    },
    weather: { kind: "clear", sunElevationDegrees: 45, sunAzimuthDegrees: 120, cloudCover: 0, visibilityMetres: 50_000 },
    shadowReachMetres: 34,
    classes: [
      ...classes.map((name) => ({ name, kind: "thing", supercategory: "peer" }) as const),
      { name: "ground", kind: "stuff", supercategory: "peer" },
      { name: "sky", kind: "stuff", supercategory: "peer" },
    ],
    background: "sky",
    instances: [
      ...things,
      place(
        "cuboid",
        { width: 100, height: 0.1, length: 100, colour: "#8a8f86" },
        { class: "ground", position: [0, -0.1, -40], headingDegrees: 0 },
      ),
    ],
  };
}

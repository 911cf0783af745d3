import { stream } from "../../src/recipe/random";
import type { ClassSpec, InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import type { InstanceRow } from "../../src/scene/table";
import type { Fake } from "./fake-dataset";

const WIDTH = 64;
const HEIGHT = 48;

/** Names that break files which are written without care. */
export const hostileNames = [
  "../../etc/passwd",
  "a/b\\c",
  `it's "quoted" & <b>bold</b>`,
  "naïve 🚗 日本",
  "no",
  "1e3",
  "#comment: yes, really:",
  "  spaced   out ".trim(),
  "line\u2028break\u0007bell",
  "$(id) %s {{x}} `ls`",
  "background",
  "con",
] as const;

/** Things of the given names, and two kinds of stuff after them. */
export function classesOf(things: readonly string[]): ClassSpec[] {
  return [
    ...things.map((name): ClassSpec => ({ name, kind: "thing", supercategory: name === "person" ? "person" : "object" })),
    { name: "road", kind: "stuff", supercategory: "flat" },
    { name: "sky", kind: "stuff", supercategory: "sky" },
  ];
}

/** A way to say that a pixel belongs to something. */
type Shape = (x: number, y: number) => boolean;

/**
 * A picture of random things, one behind the other: discs, rings with a hole, pairs of spots, thin lines, single pixels. The lower
 * half is road, the rest sky. Everything that labels in three dimensions need is there too, though nothing was rendered.
 */
export function fakePicture(index: number, split: string, classes: readonly ClassSpec[]): Fake {
  const random = stream(11, index, "fake");
  const things = classes.filter(({ kind }) => kind === "thing").length;
  const at = (size: number) => Math.floor(random() * size);
  const disc =
    (cx: number, cy: number, radius: number): Shape =>
    (x, y) =>
      Math.hypot(x - cx, y - cy) <= radius;
  const shapes = Array.from({ length: 9 }, (_, number): Shape => {
    const [cx, cy, radius] = [at(WIDTH), at(HEIGHT), 2 + at(9)];
    const [one, two] = [disc(cx, cy, radius), disc(cx + at(20) - 10, cy + at(20) - 10, radius / 2)];
    if (number % 5 === 1) return (x, y) => one(x, y) && !disc(cx, cy, radius / 2)(x, y);
    if (number % 5 === 2) return (x, y) => one(x, y) || two(x, y);
    if (number % 5 === 3) return (x, y) => y === cy && Math.abs(x - cx) < 7;
    if (number % 5 === 4) return (x, y) => x === cx && y === cy;
    return one;
  });
  const ids = new Uint32Array(WIDTH * HEIGHT);
  const depth = new Float32Array(ids.length);
  const colour = new Uint8ClampedArray(ids.length * 4);
  for (const pixel of ids.keys()) {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const thing = shapes.findIndex((isInside) => isInside(x, y));
    ids[pixel] = thing >= 0 ? thing + 2 : y >= HEIGHT / 2 ? 1 : 0;
    depth[pixel] = ids[pixel] === 0 ? 0 : 2 + (ids[pixel] ?? 0) * 3.3333;
    colour.set([at(256), at(256), at(256), 255], pixel * 4);
  }
  const classIds = [things + 1, ...shapes.map(() => 1 + at(things))];
  const rows = classIds.map((classId, number): InstanceRow => {
    const { name = "", kind = "stuff" } = classes[classId - 1] ?? {};
    return { instanceId: number + 1, class: name, classId, kind };
  });
  const frame: Frame = { width: WIDTH, height: HEIGHT, ids, colour, depth };
  const instances = rows.map((row): InstanceSpec => {
    const place = [at(8) - 4, 0, -6 - at(10)] as const;
    const half = random() * Math.PI;
    return {
      model: "cuboid",
      class: row.class,
      position: place,
      rotation: [0, Math.sin(half), 0, Math.cos(half)],
      parameters: {},
    };
  });
  return {
    frame,
    spec: specOf(index, split, classes, instances),
    staged: {
      table: { rows, backgroundClassId: things + 2 },
      shapeOf,
      trianglesOf: (id) => boxTriangles(instances[id - 1]),
      velocitiesOf: () => undefined,
      laterOf: () => undefined,
    },
  };
}

/** Everything is a box of 0.8 x 1.6 x 2 metres; what belongs to the class person has keypoints on it. */
function shapeOf() {
  const points = Array.from({ length: 17 }, (_, at) => ({ position: [0.4 - at * 0.05, at * 0.1, 0] as const, depth: 0.3 }));
  return { box: { min: [-0.4, 0, -1], max: [0.4, 1.6, 1] }, keypoints: { set: "person", points } } as const;
}

/** The twelve triangles of a box of that size at the place of an instance. */
function boxTriangles(instance: InstanceSpec | undefined): Float32Array {
  const { position = [0, 0, 0], rotation = [0, 0, 0, 1] } = instance ?? {};
  const angle = 2 * Math.atan2(rotation[1], rotation[3]);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const { min, max } = shapeOf().box;
  const corners = Array.from({ length: 8 }, (_, at) => {
    const [x, y, z] = [0, 1, 2].map((axis) => (at & (1 << axis) ? max : min)[axis] ?? 0) as [number, number, number];
    return [x * cos + z * sin + position[0], y + position[1], z * cos - x * sin + position[2]];
  });
  const sides = [0, 1, 2].flatMap((axis) => {
    const [u, v] = [1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)];
    return [0, 1 << axis].map((first) => [first, first + u, first + u + v, first + v]);
  });
  return Float32Array.from(
    sides.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d].flatMap((corner) => corners[corner] ?? [])),
  );
}

function specOf(index: number, split: string, classes: readonly ClassSpec[], instances: readonly InstanceSpec[]): SceneSpec {
  return {
    version: 1,
    recipe: "fake",
    seed: 7,
    index,
    split,
    scene: "street",
    image: { width: WIDTH, height: HEIGHT, subframes: 1 },
    camera: {
      position: [0, 1.5, 0],
      target: [0.4, 0.8, -9],
      rollDegrees: 3,
      fovDegrees: 50,
      near: 0.1,
      far: 300,
      exposureBias: 0,
    },
    weather: { kind: "clear", sunElevationDegrees: 40, sunAzimuthDegrees: 120, cloudCover: 0, visibilityMetres: 20_000 },
    classes,
    shadowReachMetres: 34,
    background: "sky",
    instances,
  };
}

/** A few pictures of two splits, with gaps between their indices. */
export function fakePictures(classes: readonly ClassSpec[]): Fake[] {
  const plan = [
    [0, "train"],
    [1, "val"],
    [4, "train"],
    [1_234_567, "train"],
  ] as const;
  return plan.map(([index, split]) => fakePicture(index, split, classes));
}

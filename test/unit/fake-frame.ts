import type { Staged } from "../../src/annotate/annotate";
import type { ClassSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import type { InstanceTable } from "../../src/scene/table";

export const classes: readonly ClassSpec[] = [
  { name: "car", kind: "thing", supercategory: "vehicle" },
  { name: "person", kind: "thing", supercategory: "person" },
  { name: "road", kind: "stuff", supercategory: "ground" },
  { name: "sky", kind: "stuff", supercategory: "outdoor" },
];

/** Ids 1 road, 2 car, 3 person, 4 a car that cannot be seen. */
export const table: InstanceTable = {
  rows: [
    { instanceId: 1, class: "road", classId: 3, kind: "stuff" },
    { instanceId: 2, class: "car", classId: 1, kind: "thing" },
    { instanceId: 3, class: "person", classId: 2, kind: "thing" },
    { instanceId: 4, class: "car", classId: 1, kind: "thing" },
  ],
  backgroundClassId: 4,
};

/** What annotating needs to know: everything is as large as a box of two metres. */
export const staged: Staged = {
  table,
  shapeOf: () => ({ box: { min: [-1, 0, -1], max: [1, 2, 1] } }),
  trianglesOf: () => new Float32Array(),
  velocitiesOf: () => undefined,
  laterOf: () => undefined,
};

/** A car with a window that shows the sky, a person in front of it in two parts, on a road. */
const picture = [
  "000000000000",
  "002222223000",
  "002002223000",
  "002222222200",
  "112222223211",
  "111121123111",
  "111111111111",
] as const;

/** The picture above as a frame: a colour and a depth for every id. */
export function fakeFrame(): Frame {
  const ids = Uint32Array.from(picture.join(""), Number);
  const colour = new Uint8ClampedArray(ids.length * 4);
  ids.forEach((id, at) => {
    colour.set([id * 60, at, 255 - at, 255], at * 4);
  });
  return { width: 12, height: 7, ids, colour, depth: Float32Array.from(ids, (id) => (id === 0 ? 0 : id * 3.3333)) };
}

/** The spec that goes with the frame, for one index and split. */
export function fakeSpec(index: number, split: string): SceneSpec {
  const still = { position: [0, 0, 0], rotation: [0, 0, 0, 1], parameters: {} } as const;
  return {
    version: 1,
    recipe: "fake",
    seed: 7,
    index,
    split,
    scene: "street",
    image: { width: 12, height: 7, subframes: 1 },
    camera: { position: [0, 1.5, 0], target: [0, 1, -9], rollDegrees: 2, fovDegrees: 50, near: 0.1, far: 300, exposureBias: 0 },
    weather: { kind: "clear", sunElevationDegrees: 40, sunAzimuthDegrees: 120, cloudCover: 0, visibilityMetres: 20_000 },
    classes,
    shadowReachMetres: 34,
    background: "sky",
    instances: table.rows.map((row) => ({ model: row.class, class: row.class, ...still })),
  };
}

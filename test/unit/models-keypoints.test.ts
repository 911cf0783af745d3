import { Triangle, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { keypointSets } from "../../src/recipe/keypoint-sets";
import { stream } from "../../src/recipe/random";
import { buildModel, type ModelName, modelKeypoints, models } from "../../src/scene/models";
import type { Detail, Model } from "../../src/scene/models/model";

const sets = {
  car: "vehicle",
  truck: "vehicle",
  bus: "vehicle",
  forklift: "vehicle",
  person: "person",
} as const satisfies Partial<Record<ModelName, keyof typeof keypointSets>>;
/** Slack for each detail, metres: from afar small lamps are left out, and what they sit on lies deeper. */
const slack = { near: 0.01, middle: 0.01, far: 0.11 } as const satisfies Record<Detail, number>;

/** An instance of a model, drawn. */
function instanceOf(name: ModelName, at: number) {
  const model: Model<unknown> = models[name];
  const parameters = model.vary(stream(4, at, name)) as object;
  return { model: name, class: name, position: [0, 0, 0], rotation: [0, 0, 0, 1], parameters: { ...parameters } } as const;
}

function faces(instance: ReturnType<typeof instanceOf>, detail: Detail): Triangle[] {
  return buildModel(instance, detail).flatMap(({ geometry }) => {
    const corner = (at: number) =>
      new Vector3().fromBufferAttribute(geometry.getAttribute("position"), geometry.index?.getX(at) ?? 0);
    const count = (geometry.index?.count ?? 0) / 3;
    return Array.from({ length: count }, (_, at) => new Triangle(corner(3 * at), corner(3 * at + 1), corner(3 * at + 2)));
  });
}

describe.each(Object.entries(sets))("keypoints of a %s", (name, set) => {
  const drawn = Array.from({ length: 10 }, (_, at) => instanceOf(name as ModelName, at));

  it("are one for each name", () => {
    for (const instance of drawn) {
      const keypoints = modelKeypoints(instance);
      expect(keypoints?.set).toBe(set);
      expect(keypoints?.points).toHaveLength(keypointSets[set].names.length);
    }
  });

  it("lie no deeper under the surface than they say, at every detail", () => {
    for (const instance of drawn) {
      for (const [detail, more] of Object.entries(slack)) {
        const triangles = faces(instance, detail as Detail);
        for (const [at, { position, depth }] of modelKeypoints(instance)?.points.entries() ?? []) {
          const [point, closest] = [new Vector3(...position), new Vector3()];
          const nearest = Math.min(...triangles.map((face) => face.closestPointToPoint(point, closest).distanceTo(point)));
          const where = `${keypointSets[set].names[at]}, ${detail}, ${JSON.stringify(instance.parameters)}`;
          expect(nearest, where).toBeLessThan(depth + more);
        }
      }
    }
  });

  it("have left and right where their names say", () => {
    for (const instance of drawn) {
      const points = modelKeypoints(instance)?.points ?? [];
      for (const [at, point] of keypointSets[set].names.entries()) {
        const mirrored = keypointSets[set].names.indexOf(point.replace("left", "right") as never);
        if (!point.includes("left") || /elbow|wrist|knee|ankle/.test(point)) continue;
        expect(points[at]?.position[0], point).toBeLessThan(points[mirrored]?.position[0] ?? Number.NaN);
      }
    }
  });
});

it("skeletons join points that there are, each pair once", () => {
  for (const { names, skeleton } of Object.values(keypointSets)) {
    for (const pair of skeleton) for (const end of pair) expect(names[end]).toBeDefined();
    expect(new Set(skeleton.map((pair) => [...pair].sort((a, b) => a - b).join())).size).toBe(skeleton.length);
  }
});

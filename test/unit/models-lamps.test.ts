import { Triangle, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/recipe/random";
import { buildModel, type ModelName, modelLamps, models } from "../../src/scene/models";
import type { Model } from "../../src/scene/models/model";

/** How many lamps each kind of thing has when it shines. */
const shining = {
  car: 4,
  truck: 4,
  bus: 4,
  motorcycle: 2,
  bicycle: 2,
  streetlight: 1,
  "traffic-light": 1,
} as const satisfies Partial<Record<ModelName, number>>;
const switchedOn = {
  car: { headlights: true },
  truck: { headlights: true },
  bus: { headlights: true },
  motorcycle: { headlights: true },
  bicycle: { rider: true },
};
const switchedOff = {
  car: { headlights: false },
  truck: { headlights: false },
  bus: { headlights: false },
  motorcycle: { headlights: false },
  bicycle: { rider: false },
};

/** An instance of a model, drawn, with some parameters given. */
function instanceOf(name: ModelName, at: number, given: object = {}) {
  const model: Model<unknown> = models[name];
  const parameters = { ...(model.vary(stream(3, at, name)) as object), ...given };
  return { model: name, class: name, position: [0, 0, 0], rotation: [0, 0, 0, 1], parameters } as const;
}

/** The triangles of the lit surfaces of an instance. */
function litFaces(instance: ReturnType<typeof instanceOf>): Triangle[] {
  return buildModel(instance, "near")
    .filter(({ material }) => material === "lamp")
    .flatMap(({ geometry }) => {
      const corner = (at: number) =>
        new Vector3().fromBufferAttribute(geometry.getAttribute("position"), geometry.index?.getX(at) ?? 0);
      const count = (geometry.index?.count ?? 0) / 3;
      return Array.from({ length: count }, (_, at) => new Triangle(corner(3 * at), corner(3 * at + 1), corner(3 * at + 2)));
    });
}

describe.each(Object.entries(shining))("lamps of a %s", (name, count) => {
  const key = name as keyof typeof shining;
  const on = Array.from({ length: 12 }, (_, at) => instanceOf(key, at, key in switchedOn ? switchedOn[key as "car"] : {}));

  it("are as many as it has, each with light and a unit direction", () => {
    for (const instance of on) {
      const lamps = modelLamps(instance);
      expect(lamps).toHaveLength(count);
      for (const { direction, lumens, beamDegrees, colour } of lamps) {
        expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
        expect(lumens).toBeGreaterThan(0);
        expect(beamDegrees).toBeGreaterThan(0);
        expect(beamDegrees).toBeLessThanOrEqual(180);
        expect(colour).toMatch(/^#[0-9a-f]{6}$/);
      }
    }
  });

  it("lie where its lit surfaces are", () => {
    for (const instance of on) {
      const faces = litFaces(instance);
      for (const { position } of modelLamps(instance)) {
        const [point, closest] = [new Vector3(...position), new Vector3()];
        const distances = faces.map((face) => face.closestPointToPoint(point, closest).distanceTo(point));
        expect(Math.min(...distances), `${JSON.stringify(instance.parameters)} ${position}`).toBeLessThan(0.06);
      }
    }
  });

  it("are none when it is switched off", () => {
    if (!(key in switchedOff)) return;
    const off = instanceOf(key, 1, switchedOff[key as "car"]);
    expect(modelLamps(off)).toEqual([]);
    // The destination of a bus shines all the same.
    if (key !== "bus") expect(litFaces(off)).toEqual([]);
  });
});

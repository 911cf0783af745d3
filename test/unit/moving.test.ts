import { BufferAttribute } from "three";
import { expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { buildModel, models, place } from "../../src/scene/models";
import { advance, between, exposureSpan } from "../../src/scene/moving";
import { fakeSpec } from "./fake-frame";

const [FPS, SHUTTER, SPEED] = [10, 1 / 60, 12];
const span = { seconds: SHUTTER / 2, share: (SHUTTER / 2) * FPS };

function car(): InstanceSpec {
  const parameters = { ...models.car.vary(stream(1, 0, "car")), rolled: 3 };
  const here = place("car", parameters, { class: "car", position: [2, 0, 1], headingDegrees: 0 });
  const next = { position: [2, 0, 1 - SPEED / FPS] as const, rotation: here.rotation, parameters: { rolled: 3 + SPEED / FPS } };
  return { ...here, next };
}

/** All vertices of a car that goes to -z. */
function vertices(instance: InstanceSpec): number[] {
  const [x, y, z] = instance.position;
  return buildModel(instance, "near").flatMap(({ geometry }) => {
    const from = geometry.getAttribute("position").array;
    return Array.from(from, (value, at) => value + ([x, y, z][at % 3] ?? 0));
  });
}

test("vertices on straight lines are at most 3 cm from where those of turning wheels are, 1/60 s at 12 m/s", () => {
  const moving = car();
  const middle = Float32Array.from(vertices(moving));
  const ways = Float32Array.from(vertices(between(moving, span.share))).map((value, at) => value - (middle[at] ?? 0));
  const position = new BufferAttribute(middle.slice(), 3);
  const off = [-1, -0.5, 0.5, 1].map((part) => {
    advance(position, [{ first: 0, places: middle, ways }], span, part * span.seconds);
    const truth = vertices(between(moving, part * span.share));
    return Math.max(...truth.map((value, at) => Math.abs(value - (position.array[at] ?? 0))));
  });
  expect(Math.max(...off)).toBeGreaterThan(0.001);
  expect(Math.max(...off)).toBeLessThan(0.032);
  advance(position, [{ first: 0, places: middle, ways }], span, 0);
  expect(position.array).toEqual(middle);
});

test("legs go on over the end of a stride, and poses do not change halfway", () => {
  const person = { ...models.person.vary(stream(1, 0, "person")), pose: "walking" as const, phase: 0.95 };
  const here = place("person", person, { class: "person", position: [0, 0, 0], headingDegrees: 0 });
  const next = { position: here.position, rotation: here.rotation, parameters: { phase: 0.15, pose: "standing" } };
  const { parameters } = between({ ...here, next }, 0.5);
  expect(parameters.phase).toBeCloseTo(0.05, 9);
  expect(parameters.pose).toBe("walking");
});

test("only sequences with an open shutter and several sub-frames, or a rolling shutter, move things while they are exposed", () => {
  const spec = fakeSpec(0, "train");
  const sequence = { number: 0, frame: 0, frames: 2, fps: FPS };
  const blurred = {
    ...spec,
    sequence,
    instances: [car()],
    camera: { ...spec.camera, shutterSeconds: SHUTTER },
    image: { ...spec.image, subframes: 8 },
  };
  expect(exposureSpan(blurred)).toEqual(span);
  expect(exposureSpan({ ...blurred, image: spec.image })).toBeUndefined();
  // Rows that are exposed in turn are so in a single sub-frame, too.
  const rolling = { ...blurred, camera: { ...blurred.camera, rollingShutterSeconds: 0.02 } };
  expect(exposureSpan(rolling)?.seconds).toBeCloseTo(SHUTTER / 2 + 0.01, 12);
  expect(exposureSpan({ ...rolling, image: spec.image })).toEqual({ seconds: 0.01, share: 0.1 });
  expect(exposureSpan({ ...blurred, camera: spec.camera })).toBeUndefined();
  const { sequence: _, ...single } = blurred;
  expect(exposureSpan(single)).toBeUndefined();
});

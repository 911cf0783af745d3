import { expect, test } from "vitest";
import { audit, audited } from "../../src/lab/audit";
import { stream } from "../../src/recipe/random";

type Light = (x: number, y: number) => number;

/** Something like a photograph, over the unit square: light from above, and blurred spots of many sizes. */
function scene(name: string): Light {
  const random = stream(5, 0, name);
  const spots = Array.from({ length: 60 }, (_, at) => ({
    x: random(),
    y: random(),
    radius: 0.25 / (1 + at / 6) + 0.02,
    light: 160 * (random() - 0.5),
  }));
  return (x, y) =>
    spots.reduce(
      (sum, spot) => sum + spot.light * Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.radius ** 2),
      170 - 80 * y,
    );
}

/** A picture of what a function says, with some noise. */
function picture(light: Light, width: number, height: number, noise = 0) {
  const random = stream(6, width, "noise");
  const data = Uint8ClampedArray.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    return light(x / width, y / height) + noise * (random() - 0.5);
  });
  return { width, height, channels: 1, data };
}

const inputs = Array.from({ length: 24 }, (_, at) => audited(`in-${at}.jpg`, picture(scene(`input ${at}`), 90, 60)));
const outputs = Array.from({ length: 24 }, (_, at) => audited(`out-${at}.png`, picture(scene(`output ${at}`), 80, 60)));

test("none of the outputs is taken for an input", () => {
  expect(audit(outputs, inputs)).toEqual([]);
});

test.each<[what: string, change: (light: Light) => Light]>([
  ["the whole of an input, brighter", (light) => (x, y) => 1.15 * light(x, y) + 12],
  ["an input in a mirror", (light) => (x, y) => light(1 - x, y)],
  ["a part of an input", (light) => (x, y) => light(0.13 + 0.74 * x, 0.21 + 0.74 * y)],
  ["a part of an input in a mirror, darker", (light) => (x, y) => 0.8 * light(0.95 - 0.68 * x, 0.04 + 0.68 * y)],
  ["an input behind a thing of ours", (light) => (x, y) => (Math.hypot(x - 0.6, y - 0.7) < 0.12 ? 30 : light(x, y))],
])("a canary, %s, is found, with its input, and none else", (_, change) => {
  const canary = audited("canary.png", picture(change(scene("input 7")), 96, 72, 12));
  expect(audit([...outputs, canary], inputs).map(({ output, input }) => [output, input])).toEqual([["canary.png", "in-7.jpg"]]);
});

test("pictures without any detail are no copies of each other", () => {
  const flat = (file: string, level: number) =>
    audited(
      file,
      picture(() => level, 40, 40),
    );
  expect(audit([flat("a.png", 200)], [flat("b.jpg", 200)])).toEqual([]);
});

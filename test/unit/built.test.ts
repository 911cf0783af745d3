import { expect, test } from "vitest";
import { stream } from "../../src/recipe/random";
import { builtParts } from "../../src/scene/built";
import { buildModel, models } from "../../src/scene/models";

const bicycle = { model: "bicycle", parameters: models.bicycle.vary(stream(1, 0, "bicycle")) };
const bytesIn = (parts: ReturnType<typeof buildModel>) =>
  parts.flatMap(({ geometry: { attributes, index } }) =>
    [...Object.values(attributes), ...(index ? [index] : [])].map(({ array }) => Buffer.from(array.buffer).toString("base64")),
  );

test("parts are built once for equal parameters and detail, and anew for others", () => {
  const parts = builtParts(bicycle, "far");
  expect(builtParts(structuredClone(bicycle), "far")).toBe(parts);
  expect(bytesIn(parts)).toEqual(bytesIn(buildModel(bicycle, "far")));
  expect(builtParts(bicycle, "middle")).not.toBe(parts);
  const other = { ...bicycle, parameters: models.bicycle.vary(stream(2, 0, "bicycle")) };
  expect(bytesIn(builtParts(other, "far"))).toEqual(bytesIn(buildModel(other, "far")));
});

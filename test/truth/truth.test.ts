import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compare } from "./compare";
import { reference } from "./reference";
import { openRenderer, type Renderer } from "./renderer";
import { compareShapes } from "./shapes";
import { truthSpecs } from "./specs";
import { type All, truthTable } from "./table";

/** A picture of every scene here; more with `npm run truth`. */
const SPECS = Number(process.env.TRUTH_SPECS ?? 5);
const specs = await truthSpecs(SPECS);
const out = fileURLToPath(new URL("../../out", import.meta.url));

let renderer: Renderer;
const all: All[] = [];
beforeAll(async () => {
  renderer = await openRenderer();
});
afterAll(async () => {
  await renderer?.[Symbol.asyncDispose]();
  const table = truthTable(all);
  console.log(`\n${table}\n`);
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/truth.md`, `${table}\n`);
});

describe.each(specs.map((spec) => ({ spec, name: `${spec.recipe}, seed ${spec.seed}, index ${spec.index}` })))(
  "$name",
  ({ spec }) => {
    let found: All;
    beforeAll(async () => {
      const picture = await renderer.render(spec);
      const truth = reference(spec);
      found = { ...compare(spec, truth, picture), ...compareShapes(spec, truth, picture.labels) };
      all.push(found);
    });

    test("shows the instances that rays meet, but for ties at edges", () => {
      const { pixels, wrong, sameId } = found;
      expect(wrong.length / pixels, JSON.stringify(wrong.slice(0, 5))).toBeLessThan(0.0005);
      expect(sameId / pixels).toBeGreaterThan(0.996);
    });

    test("has the depth of the surface that rays meet", () => {
      const { depths, sameDepth, depthEdgeTies } = found;
      expect((sameDepth + depthEdgeTies) / depths).toBeGreaterThan(0.9995);
      expect(sameDepth / depths).toBeGreaterThan(0.993);
    });

    test("has boxes within a pixel, but for ties", () => {
      const { boxes, sameBox, tiedBoxes } = found;
      // A pixel that no tie explains may belong to a box that has no other at this side.
      expect(boxes - sameBox - tiedBoxes).toBeLessThanOrEqual(found.wrong.length);
    });

    test("projects 3D boxes and keypoints to a hundredth of a pixel", () => {
      expect(found.cornerError).toBeLessThan(0.01);
      expect(found.keypointError).toBeLessThan(0.01);
      if (found.keypoints >= 20) expect(found.sameVisibility / found.keypoints).toBeGreaterThan(0.95);
    });
  },
);

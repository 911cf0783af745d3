import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareAmodal } from "./amodal";
import { compare } from "./compare";
import { references } from "./reference";
import { openRenderer, type Renderer } from "./renderer";
import { compareShapes } from "./shapes";
import { truthSpecs } from "./specs";
import { compareSurfaces } from "./surfaces";
import { type All, truthTable } from "./table";

/** A picture of every scene here; more with `npm run truth`. */
const SPECS = Number(process.env.TRUTH_SPECS ?? 5);
/** Those before this one are in the findings of an earlier run: the table goes on where that stopped. */
const FROM = Number(process.env.TRUTH_FROM ?? 0);
const specs = await truthSpecs(FROM, SPECS);
const out = fileURLToPath(new URL("../../out", import.meta.url));

let renderer: Renderer;
const all: All[] = [];
beforeAll(async () => {
  renderer = await openRenderer();
});
afterAll(async () => {
  await renderer?.[Symbol.asyncDispose]();
  const findings: All[] = FROM > 0 ? [...JSON.parse(readFileSync(`${out}/truth.json`, "utf8")).slice(0, FROM), ...all] : all;
  const table = truthTable(findings);
  console.log(`\n${table}\n`);
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/truth.json`, JSON.stringify(findings));
  writeFileSync(`${out}/truth.md`, `${table}\n`);
});

describe.each(specs.map((spec) => ({ spec, name: `${spec.recipe}, seed ${spec.seed}, index ${spec.index}` })))(
  "$name",
  ({ spec }) => {
    let found: All;
    beforeAll(async () => {
      const picture = await renderer.render(spec);
      const truth = references(spec, picture.cells);
      const { exact, ...layers } = compare(spec, truth, picture);
      found = {
        ...layers,
        ...compareSurfaces(spec, truth, picture),
        ...compareAmodal(spec, truth.exact, picture.labels, exact),
        ...compareShapes(spec, truth, picture.labels),
      };
      all.push(found);
    });

    // In pictures this small many pixels lie beside an edge, which the grid of the rasterizer moves.
    test("shows the instances that rays meet, but for ties at edges", () => {
      const { pixels, wrong, sameId, gridId } = found;
      expect(wrong.length / pixels, JSON.stringify(wrong.slice(0, 5))).toBeLessThan(0.0005);
      expect(sameId / pixels).toBeGreaterThan(0.99);
      // Together they have to reach more, see below: where much is far away, one picture alone may fall short by a few pixels.
      expect(gridId / pixels).toBeGreaterThan(0.999);
    });

    test("has the depth of the surface that rays meet", () => {
      const { depths, sameDepth, depthEdgeTies } = found;
      expect((sameDepth + depthEdgeTies) / depths).toBeGreaterThan(0.9995);
      expect(sameDepth / depths).toBeGreaterThan(0.975);
    });

    test("has boxes within a pixel, but for ties", () => {
      const { boxes, sameBox, tiedBoxes } = found;
      // A pixel that no tie explains may belong to a box that has no other at this side.
      expect(boxes - sameBox - tiedBoxes).toBeLessThanOrEqual(found.wrong.length);
    });

    test("has the normals, points and parts of the surface that rays meet, and draws them where ids are", () => {
      expect(found.uneven).toBe(0);
      expect((found.sameNormal + found.normalTies) / found.surfaces).toBeGreaterThan(0.9995);
      expect((found.samePoint + found.pointTies) / found.surfaces).toBeGreaterThan(0.9995);
      expect((found.samePart + found.partTies) / found.surfaces).toBeGreaterThan(0.9995);
    });

    test("has visible and amodal fractions within 0.002, but for ties", () => {
      // A pixel that no tie explains is missing from one thing and too many in another. Silhouettes go on beyond the frame, where ids are not compared.
      const beyond = Math.ceil(0.005 * found.fractions);
      expect(found.fractions - found.sameFraction - found.tiedFractions).toBeLessThanOrEqual(2 * found.wrong.length + beyond);
    });

    test("projects 3D boxes and keypoints to a hundredth of a pixel", () => {
      expect(found.cornerError).toBeLessThan(0.01);
      expect(found.keypointError).toBeLessThan(0.01);
      const { keypoints, sameVisibility, tiedVisibility } = found;
      if (keypoints > 0) expect((sameVisibility + tiedVisibility) / keypoints).toBeGreaterThan(0.995);
    });
  },
);

/** What all pictures together have to reach: the figure for ids, and what pictures of this size leave of the others. */
describe("all pictures together, with corners on the grid of the rasterizer", () => {
  const share = (part: (one: All) => number, whole: (one: All) => number) => {
    const sum = (of: (one: All) => number) => all.reduce((total, one) => total + of(one), 0);
    return sum(part) / sum(whole);
  };

  test("show the instances that rays meet in 99.95 % of their pixels", () => {
    expect(all).toHaveLength(specs.length);
    expect(share(({ gridId }) => gridId, ({ pixels }) => pixels)).toBeGreaterThanOrEqual(0.9995); // biome-ignore format: a share
    expect(share(({ wrong }) => wrong.length, ({ pixels }) => pixels)).toBeLessThan(0.0002); // biome-ignore format: a share
  });

  test("have depths and points that agree in more than 99.85 % of them, normals and parts in more than 99.9 %", () => {
    expect(share(({ gridDepth }) => gridDepth, ({ depths }) => depths)).toBeGreaterThan(0.9985); // biome-ignore format: a share
    expect(share(({ gridPoint }) => gridPoint, ({ surfaces }) => surfaces)).toBeGreaterThan(0.9985); // biome-ignore format: a share
    for (const part of ["gridNormal", "gridPart"] as const)
      expect(share((one) => one[part], ({ surfaces }) => surfaces), part).toBeGreaterThan(0.999); // biome-ignore format: a share
  });

  test("have boxes within a pixel and fractions within 0.002, but for one thing in two hundred", () => {
    expect(share(({ gridBox }) => gridBox, ({ boxes }) => boxes)).toBeGreaterThan(0.995); // biome-ignore format: a share
    expect(share(({ gridPixel }) => gridPixel, ({ fractions }) => fractions)).toBeGreaterThan(0.99); // biome-ignore format: a share
  });

  test("have keypoints that are seen or hidden as their labels say, but for one in two hundred", () => {
    expect(share((one) => one.gridVisibility, ({ keypoints }) => keypoints)).toBeGreaterThan(0.995); // biome-ignore format: a share
  });
});

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { tabletopParameters } from "../../scenes/tabletop/parameters";
import { tabletop } from "../../scenes/tabletop/scene";
import { parseRecipe } from "../../src/recipe/parse";
import { drawCount } from "../../src/recipe/quantity";
import { stream } from "../../src/recipe/random";
import type { Recipe } from "../../src/recipe/schema";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { prepare, sample } from "../../src/sample";
import { modelBounds } from "../../src/scene/models";
import { penetration, type Skin, skinOf, touch } from "./touching";
import { worldSpecs } from "./world-specs";

const SPECS = worldSpecs(3);
const HOOK_TIMEOUT = 3_600_000;
/** Deepest that anything may be in anything else, and farthest that it may be from all else, metres. */
const DEEPEST = 0.0015;
const FLOATING = 0.003;
/** Share of the things asked for that must be there. */
const KEPT = { household: 0.95, randomized: 0.95, "bin-picking": 0.9 } as const;

const STILL = new Set(["table", "tote", "wall", "floor"]);
const names = ["household", "randomized", "bin-picking"] as const;

function shipped(name: string, more = "") {
  const text = readFileSync(new URL(`../../scenes/tabletop/recipes/${name}.yaml`, import.meta.url), "utf8");
  return parseRecipe(text + more, { source: name, scenes: sceneParameters });
}

/** How many things a recipe asks for in an image. */
function wanted({ parameters, seed }: Recipe, index: number): number {
  const { objects, distractors } = tabletopParameters.parse(parameters);
  return drawCount(objects, stream(seed, index, "objects")) + drawCount(distractors, stream(seed, index, "distractors"));
}

const loose = ({ instances }: SceneSpec) => instances.filter((one) => !STILL.has(one.class));

/** What is wrong with where things are in an image, in words. */
type Faults = { readonly inside: readonly string[]; readonly floating: readonly string[] };

/** Looks at one image at a time: the triangles of hundreds do not fit into memory. */
function faultsOf({ index, instances }: SceneSpec): Faults {
  const all = instances.filter(({ class: name }) => name !== "wall" && name !== "floor").map(skinOf);
  const lying = all.filter(({ instance }) => !STILL.has(instance.class));
  const nameOf = ({ instance }: Skin) => `${index}: ${instance.class} at ${instance.position}`;
  return {
    inside: lying.flatMap((a) =>
      all.flatMap((b) => {
        const depth = a === b ? 0 : penetration(a, b);
        return depth < DEEPEST ? [] : `${nameOf(a)} is ${depth} m inside ${b.instance.class}`;
      }),
    ),
    floating: lying.filter((skin) => !all.some((other) => other !== skin && touch(skin, other, FLOATING))).map(nameOf),
  };
}

beforeAll(() => prepare(shipped("household")));

describe.each(names)("the recipe %s", (name) => {
  const recipe = shipped(name);
  let specs: SceneSpec[] = [];
  let faults: Faults[] = [];
  beforeAll(() => {
    specs = Array.from({ length: SPECS }, (_, index) => sample(recipe, index));
    faults = specs.map(faultsOf);
  }, HOOK_TIMEOUT);

  it("keeps nearly all things where they were dropped", () => {
    const asked = specs.reduce((sum, { index }) => sum + wanted(recipe, index), 0);
    const there = specs.reduce((sum, spec) => sum + loose(spec).length, 0);
    expect(asked).toBeGreaterThan(4 * SPECS);
    expect(there / asked).toBeGreaterThanOrEqual(KEPT[name]);
  });

  it("lets nothing run into anything else", () => {
    expect(faults).toHaveLength(SPECS);
    expect(faults.flatMap(({ inside }) => inside)).toEqual([]);
  });

  it("lets nothing float", () => {
    expect(faults.flatMap(({ floating }) => floating)).toEqual([]);
  });

  it("looks at the middle of the table from within the room", () => {
    for (const { camera, instances } of specs) {
      const wall = instances.find((one) => one.class === "wall");
      if (!wall) throw new Error("no walls");
      const { min, max } = modelBounds(wall);
      for (const axis of [0, 1, 2] as const) {
        expect(camera.position[axis]).toBeGreaterThan(wall.position[axis] + min[axis] + 0.05);
        expect(camera.position[axis]).toBeLessThan(wall.position[axis] + max[axis] - 0.05);
      }
      expect(Math.hypot(camera.target[0], camera.target[2])).toBeLessThan(0.1);
    }
  });
});

describe("the tabletop", () => {
  it("is the same again, and alone", () => {
    const recipe = shipped("randomized");
    const alone = sample(recipe, 4);
    sample(recipe, 1);
    expect(sample(recipe, 4)).toEqual(alone);
  });

  it("keeps table, room, camera and light when there are other objects", () => {
    const [few, many] = [3, 20].map((objects) =>
      sample(
        parseRecipe(`scene: tabletop\nrandomTextures: { share: 0.5 }\nparameters: { objects: ${objects} }`, {
          source: "a",
          scenes: sceneParameters,
        }),
        2,
      ),
    );
    if (!few || !many) throw new Error("no samples");
    expect(loose(many).length).toBeGreaterThan(loose(few).length);
    const still = ({ instances }: SceneSpec): InstanceSpec[] => instances.filter((one) => STILL.has(one.class));
    expect(still(many)).toEqual(still(few));
    expect(many.camera).toEqual(few.camera);
    expect(many.room).toEqual(few.room);
  });

  it("draws only the classes that the recipe wants", () => {
    const recipe = parseRecipe("scene: tabletop\nparameters: { things: [pear], objects: 6 }", {
      source: "a",
      scenes: sceneParameters,
    });
    expect(new Set(loose(sample(recipe, 0)).map((one) => one.class))).toEqual(new Set(["pear"]));
  });

  it("paints the share that the recipe wants", () => {
    const painted = (share: number) => {
      const text = `scene: tabletop\nrandomTextures: { share: ${share} }\nparameters: { objects: 4, distractors: 3 }`;
      const spec = sample(parseRecipe(text, { source: "a", scenes: sceneParameters }), 1);
      return spec.instances.filter((one) => one.texture).length / spec.instances.length;
    };
    expect(painted(0)).toBe(0);
    expect(painted(1)).toBe(1);
  });

  it("has things before stuff, and every class of its instances", () => {
    const kinds = tabletop.classes.map(({ kind }) => kind);
    expect(kinds.lastIndexOf("thing")).toBeLessThan(kinds.indexOf("stuff"));
    const known = new Set(tabletop.classes.map(({ name }) => name));
    for (const name of names) for (const one of sample(shipped(name), 0).instances) expect(known).toContain(one.class);
  });
});

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { tabletop } from "../../scenes/tabletop/scene";
import { parseRecipe } from "../../src/recipe/parse";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import { prepare, sample } from "../../src/sample";
import { modelBounds } from "../../src/scene/models";
import { penetration, skinOf, touch } from "./touching";

/** Dropping things takes up to two seconds a spec: few of them, so that the test stays quick. */
const SPECS = 4;
const HOOK_TIMEOUT = 60_000;
const TOLERANCE = 0.003;
/** The aim is 3 mm everywhere. */
const DEEPEST = { household: TOLERANCE, randomized: 0.0035 } as const;

const STILL = new Set(["table", "tote", "wall", "floor"]);
const names = ["household", "randomized"] as const;

function shipped(name: string, more = "") {
  const text = readFileSync(new URL(`../../scenes/tabletop/recipes/${name}.yaml`, import.meta.url), "utf8");
  return parseRecipe(text + more, { source: name, scenes: sceneParameters });
}

const loose = ({ instances }: SceneSpec) => instances.filter((one) => !STILL.has(one.class));

beforeAll(() => prepare(shipped("household")));

describe.each(names)("the recipe %s", (name) => {
  let specs: SceneSpec[] = [];
  beforeAll(() => {
    const recipe = shipped(name);
    specs = Array.from({ length: SPECS }, (_, index) => sample(recipe, index));
  }, HOOK_TIMEOUT);

  it("puts several things on the table", () => {
    const counts = specs.map((spec) => loose(spec).length);
    expect(Math.min(...counts)).toBeGreaterThan(2);
  });

  it("lets nothing run into anything else", () => {
    for (const spec of specs) {
      const skins = spec.instances.filter((one) => one.class !== "wall" && one.class !== "floor").map(skinOf);
      for (const a of skins) {
        if (STILL.has(a.instance.class)) continue;
        for (const b of skins) {
          if (a === b) continue;
          expect(penetration(a, b), `${spec.index}: ${a.instance.class} in ${b.instance.class}`).toBeLessThan(DEEPEST[name]);
        }
      }
    }
  });

  it("lets nothing float", () => {
    for (const spec of specs) {
      const skins = spec.instances.filter((one) => one.class !== "wall" && one.class !== "floor").map(skinOf);
      for (const skin of skins.filter(({ instance }) => !STILL.has(instance.class))) {
        const held = skins.some((other) => other !== skin && touch(skin, other, TOLERANCE));
        expect(held, `${spec.index}: ${skin.instance.class} at ${skin.instance.position}`).toBe(true);
      }
    }
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
        parseRecipe(`scene: tabletop\nparameters: { objects: ${objects}, randomTextures: 0.5 }`, {
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
      const text = `scene: tabletop\nparameters: { objects: 4, distractors: 3, randomTextures: ${share} }`;
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

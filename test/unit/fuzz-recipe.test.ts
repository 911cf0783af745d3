import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { parseRecipe } from "../../src/recipe/parse";
import { resolvedJson } from "../../src/recipe/resolve";
import { numbers } from "./numbers";

/** How many recipes; `npm run test:fuzz` makes more of them. */
const many = Number(process.env.FUZZ ?? 60);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const scenes = fileURLToPath(new URL("../../scenes/", import.meta.url));
const recipes = readdirSync(scenes, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith(".yaml"))
  .sort()
  .map((file) => readFileSync(path.join(scenes, file), "utf8"));

/** What breaks readers of YAML and of JSON, and those who trust them. */
const hostile = [
  "__proto__: { polluted: true }",
  "constructor: { prototype: { polluted: true } }",
  "count: 1e308",
  "count: 999999999999999999999",
  "count: -0",
  "seed: .nan",
  "seed: .inf",
  "name: ../../etc/passwd",
  `name: "${"a".repeat(5000)}"`,
  "image: { width: 4294967296, height: 4294967296 }",
  "splits: { train: 1e-320 }",
  "splits: { __proto__: 1 }",
  "sun: { elevationDegrees: { uniform: [.nan, 5] } }",
  "sun: { elevationDegrees: { choice: [] } }",
  "sun: { elevationDegrees: { normal: { mean: 0, sd: -1 } } }",
  "parameters: !!js/function 'function () {}'",
  "? [complex, key]\n: 1",
  "<<: *nobody",
  "assets: [{ file: /etc/shadow }]",
  "\u0000",
  "\uFEFF",
  "\t",
  "---",
  "[".repeat(2000),
  "{a: ".repeat(500),
  Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1}, `.repeat(at === 0 ? 0 : 9)}]`).join("\n"),
];

/** A recipe that comes with Diorama, with a few things wrong. */
function mutated(at: number): string {
  const below = numbers(seed * 1_000_003 + at);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  let text = pick(recipes);
  for (let left = 1 + below(3); left > 0; left--) {
    const lines = text.split("\n");
    const [from, to] = [below(lines.length), below(lines.length)];
    const spot = below(text.length + 1);
    const changes = [
      () => lines.toSpliced(from, 1).join("\n"),
      () => lines.toSpliced(from, 0, lines[to] ?? "").join("\n"),
      () => lines.toSpliced(from, 0, pick(hostile)).join("\n"),
      () => `${text}\n${pick(hostile)}\n`,
      () => text.slice(0, spot),
      () => text.slice(0, spot) + String.fromCharCode(below(0x180)) + text.slice(spot + below(3)),
      () =>
        text.replace(/-?\d+(\.\d+)?/g, (number) =>
          below(6) === 0 ? pick(["-1", "1e309", "0", ".nan", "1e-9", "''", "[]"]) : number,
        ),
      () =>
        text.replaceAll(/\b[a-z]{4,}\b/g, (word) =>
          below(12) === 0 ? pick(["null", "true", "__proto__", "toString", word + word]) : word,
        ),
    ];
    text = pick(changes)();
  }
  return text;
}

test(`${many} broken recipes (seed ${seed}) are refused in words, or are recipes that say all that they mean`, () => {
  const outcomes = { refused: 0, taken: 0 };
  for (let at = 0; at < many; at++) {
    const text = mutated(at);
    const told = `recipe ${at} of seed ${seed}:\n${text.slice(0, 2000)}`;
    try {
      const recipe = parseRecipe(text, { source: "fuzzed.yaml", scenes: sceneParameters });
      outcomes.taken++;
      const again = parseRecipe(resolvedJson(recipe), { source: "again.json", scenes: sceneParameters });
      expect(again, told).toEqual(recipe);
      expect(Number.isSafeInteger(recipe.count) && recipe.count > 0, told).toBe(true);
      expect(recipe.name, told).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
      expect(JSON.stringify(recipe), told).not.toMatch(/"polluted"/);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "RecipeError") throw new Error(told, { cause: error });
      outcomes.refused++;
      expect(error.message, told).toMatch(/^The recipe fuzzed\.yaml has (a|\d+) problem/);
      expect(error.message.length, told).toBeLessThan(50_000);
    }
    expect(Object.hasOwn(Object.prototype, "polluted"), told).toBe(false);
  }
  expect(outcomes.refused).toBeGreaterThan(many / 10);
  expect(outcomes.taken).toBeGreaterThan(many / 50);
});

import { z } from "zod";
import { RecipeError } from "../errors";
import { explain, type Problem, valueAt } from "./explain";
import { nearest } from "./nearest";
import { type Mistake, readText } from "./read";
import { type Recipe, recipeOf, type SceneParameters } from "./schema";

/** A file that is no recipe at all has hundreds of problems; these are enough to see that. */
const mostListed = 20;
/** Finding the place of a problem takes time; so many are found and sorted at most. */
const mostSorted = 500;

/**
 * Reads a recipe in YAML or JSON and fills in the defaults. `source` is the file name for messages. Throws RecipeError whose
 * message lists every problem: where, what was given, what was expected, an example.
 */
export function parseRecipe(text: string, { source, scenes }: { source: string; scenes: SceneParameters }): Recipe {
  return parseText(text, { source, what: "recipe", check: (input) => check(input, scenes) });
}

/** Reads any other file with a schema of its own, in YAML or JSON, with the same messages. `what` is its name in them. */
export function parseFile<S extends z.ZodType>(
  text: string,
  { source, what, schema }: { source: string; what: string; schema: S },
): z.output<S> {
  return parseText(text, {
    source,
    what,
    check(input) {
      const result = schema.safeParse(input);
      if (result.success) return { value: result.data };
      return { problems: explain(result.error.issues, input, z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })) };
    },
  });
}

/** A recipe from plain data that has no text, such as one that was changed. `where` says which, for the message. Throws RecipeError. */
export function recipeFrom(input: unknown, { where, scenes }: { where: string; scenes: SceneParameters }): Recipe {
  const { value, problems } = check(input, scenes);
  if (value) return value;
  const said = problems.map(
    ({ path, given, expected, example }) =>
      `${where}: ${path.join(".")}: ${given} given; expected ${expected}, for example ${example}.`,
  );
  throw new RecipeError(said.join("\n"));
}

type Checked<T> = { value: T; problems?: undefined } | { value?: undefined; problems: Problem[] };
type Reader<T> = { source: string; what: string; check: (input: unknown) => Checked<T> };

function parseText<T>(text: string, { source, what, check }: Reader<T>): T {
  const reading = readText(text);
  if (reading.misread) throw failure(source, what, reading.misread);
  const { value, problems } = check(reading.value);
  if (problems === undefined) return value;
  const placed = problems.slice(0, mostSorted).map((problem) => ({
    place: reading.placeOf(problem.path, problem.about),
    text: described(problem, what),
  }));
  throw failure(source, what, placed, problems.length);
}

function check(input: unknown, scenes: SceneParameters): Checked<Recipe> {
  const names = Object.keys(scenes);
  const asked = valueAt(input, ["scene"]);
  const scene = names.find((name) => name === asked);
  const supposed = scene ?? names[0];
  const parameters = supposed === undefined ? undefined : scenes[supposed];
  if (supposed === undefined || parameters === undefined) throw new Error("There are no scenes to make a recipe for.");
  const schema = recipeOf(supposed, parameters);
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  const problems = explain(result.error.issues, input, z.toJSONSchema(schema, { io: "input" }));
  return { problems: scene === undefined ? withoutScene(problems, asked, names) : problems };
}

/** With no scene to go by, the parameters cannot be judged; all the rest can. */
function withoutScene(problems: readonly Problem[], asked: unknown, names: readonly string[]): Problem[] {
  const meant = typeof asked === "string" ? nearest(asked, names) : undefined;
  const scene = { expected: `one of ${names.join(", ")}`, example: `scene: ${meant ?? names[0]}` };
  return problems
    .filter(({ path }) => path[0] !== "parameters")
    .map((problem) => (problem.path[0] === "scene" ? { ...problem, ...scene } : problem));
}

function described({ path, given, expected, example }: Problem, what: string): string {
  const field = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const name = field.replace(/^\./, "") || `the ${what}`;
  return [name, `  given:    ${given}`, `  expected: ${expected}`, `  example:  ${example}`].join("\n");
}

function failure(source: string, what: string, problems: readonly Mistake[], total = problems.length): RecipeError {
  const many = total === 1 ? "a problem" : `${total} problems`;
  const sorted = problems.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const lines = sorted.slice(0, mostListed).map(({ place, text }) => `${source}:${place.line}:${place.column}: ${text}`);
  const more = total > mostListed ? [`and ${total - mostListed} more.`] : [];
  return new RecipeError([`The ${what} ${source} has ${many}.`, ...lines, ...more].join("\n"));
}

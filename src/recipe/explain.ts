/** Turns what zod found into what the user should know: which field, what was given, what was expected, an example. */
import type { z } from "zod";
import { exampleAt, expectedAt, keysAt, type Path, shown } from "./expected";
import { nearest } from "./nearest";

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** One thing wrong in a recipe. */
export type Problem = {
  readonly path: Path;
  /** Whether the field itself should not be there, or its value is wrong. */
  readonly about: "key" | "value";
  readonly given: string;
  readonly expected: string;
  readonly example: string;
};

/** Problems in `input` for the issues of its parse. `schema` is the JSON Schema of what was parsed. */
export function explain(issues: readonly Issue[], input: unknown, schema: Schema): Problem[] {
  return issues.flatMap((issue) => explainOne(issue, issue.path.map(asStep), input, schema));
}

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    return Reflect.get(value, step);
  }, input);
}

function explainOne(issue: Issue, path: Path, input: unknown, schema: Schema): Problem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...path, key], schema));
  if (issue.code === "invalid_union") return explainUnion(issue.errors, path, input, schema);
  const problem = wrongValue(path, input, schema);
  if (issue.code === "invalid_key") {
    return [
      { ...problem, about: "key", given: `the name ${shown(path.at(-1))}`, expected: issue.issues[0]?.message ?? "another name" },
    ];
  }
  const saysItself = issue.code === "custom" || issue.code === "invalid_format";
  return [saysItself ? { ...problem, expected: issue.message } : problem];
}

function wrongValue(path: Path, input: unknown, schema: Schema): Problem {
  const given = shown(valueAt(input, path));
  return { path, about: "value", given, expected: expectedAt(schema, path), example: exampleAt(schema, path) };
}

function unknownKey(path: Path, schema: Schema): Problem {
  const key = String(path.at(-1));
  const group = path.slice(0, -1);
  const known = keysAt(schema, group);
  const meant = nearest(key, known);
  return {
    path,
    about: "key",
    given: `the unknown field ${shown(key)}`,
    expected: `one of ${known.join(", ")}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    example: exampleAt(schema, meant === undefined ? group : [...group, meant]),
  };
}

/**
 * The user meant the branch that has all the keys that were given: then what is wrong inside it is the problem. Where no
 * branch has them, a key is misspelt or two distributions are mixed. Anything but a group is wrong as a whole.
 */
function explainUnion(branches: readonly Issue[][], path: Path, input: unknown, schema: Schema): Problem[] {
  const value = valueAt(input, path);
  const whole = [wrongValue(path, input, schema)];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return whole;
  const meant = branches.find((issues) => !issues.some((issue) => issue.path.length === 0));
  const keys = Object.keys(value);
  if (meant && keys.length > 0) {
    return meant.flatMap((issue) => explainOne(issue, [...path, ...issue.path.map(asStep)], input, schema));
  }
  const known = keysAt(schema, path);
  const unknown = keys.filter((key) => !known.includes(key));
  return unknown.length > 0 ? unknown.map((key) => unknownKey([...path, key], schema)) : whole;
}

function asStep(step: PropertyKey): string | number {
  return typeof step === "symbol" ? String(step) : step;
}

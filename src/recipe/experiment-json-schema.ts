import { z } from "zod";
import { experimentSchema, variableParts } from "./experiment";
import { recipeJsonSchema } from "./json-schema";
import { factorGroups } from "./sampling";
import type { SceneParameters } from "./schema";

type Schema = z.core.JSONSchema.BaseSchema;

/** The file that experiments refer to for what a field may hold; `npm run schema` writes both into one folder. */
const RECIPES = "recipe.schema.json";

/** JSON Schema (draft 2020-12) of experiments. What a level may put into a field is said by the schema of recipes, to which this refers. */
export function experimentJsonSchema(scenes: SceneParameters): Schema {
  const fields = fieldsOf(recipeJsonSchema(scenes));
  const described = experimentSchema.meta({
    title: "Diorama experiment",
    description: "The same scenes, with chosen factors changed; see docs/experiments.md.",
  });
  const schema = z.toJSONSchema(described, { target: "draft-2020-12", io: "input" });
  const properties = schema.properties ?? {};
  const factors = [...fields].filter(([, { isFactor }]) => isFactor).map(([path]) => path);
  return {
    ...schema,
    properties: {
      ...properties,
      set: { ...withFields(properties.set, fields, (path) => ({ $ref: valueRef(path) })), additionalProperties: false },
      factors: withFields(properties.factors, fields, levels),
      ablations: ablations(properties.ablations, factors),
    },
    // A factor with a name of its own, or no factor of this list, is checked when the experiment is read.
    anyOf: [{ required: ["factors"] }, { required: ["ablations"] }],
    $defs: {
      ...schema.$defs,
      level: strict({ name, set: { $ref: "#/properties/set" } }),
      ...Object.fromEntries([...fields].map(([path, { where }]) => [path, value(where)])),
    },
  };
}

/** A field of recipes: where schemas for it stand in the schema of recipes, one for each different scene's, and what it says of itself. */
type Field = { readonly where: readonly string[]; readonly description: string | undefined; readonly isFactor: boolean };

/** All fields that an experiment may change, by their path. */
function fieldsOf(recipes: Schema): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const scene of recipes.oneOf ?? []) for (const part of variableParts) visit(follow("", scene), ["properties", part], part);
  return found;

  function visit(pointer: string, steps: readonly string[], path: string): void {
    const own = [pointer, ...steps].join("/");
    const schema = at(recipes, own);
    if (schema === undefined) return;
    const target = follow(own, schema);
    const properties = at(recipes, target)?.properties;
    const isFactor = schema.kind !== undefined || at(recipes, target)?.kind !== undefined;
    if (properties === undefined || isFactor) {
      const before = found.get(path);
      const description = schema.description ?? at(recipes, target)?.description;
      const known = new Set([...(before?.where ?? []), own]);
      found.set(path, { where: [...known], description: before?.description ?? description, isFactor });
    } else for (const name of Object.keys(properties)) visit(target, ["properties", name], `${path}.${name}`);
  }

  /** Where a schema stands after all references; two scenes that share a part share the place. */
  function follow(pointer: string, schema: Schema): string {
    if (schema.$ref === undefined) return pointer;
    const target = schema.$ref.slice(1);
    return follow(target, at(recipes, target) ?? {});
  }
}

/** What a JSON pointer (RFC 6901) without escapes leads to. */
function at(whole: Schema, pointer: string): Schema | undefined {
  let found: unknown = whole;
  for (const step of pointer.split("/").slice(1)) found = (found as Readonly<Record<string, unknown>> | undefined)?.[step];
  return found as Schema | undefined;
}

function valueRef(path: string): string {
  return `#/$defs/${path}`;
}

function value(where: readonly string[]): Schema {
  const refs = where.map((pointer) => ({ $ref: `${RECIPES}#${pointer}` }));
  const [only] = refs;
  return only && refs.length === 1 ? only : { anyOf: refs };
}

/** Completion for the paths of fields, in a map that may have other names too. */
function withFields(
  schema: z.core.JSONSchema._JSONSchema | undefined,
  fields: ReadonlyMap<string, Field>,
  of: (path: string) => Schema,
): Schema {
  const properties = [...fields].map(([path, { description }]) => [path, { ...(description && { description }), ...of(path) }]);
  return { ...(typeof schema === "object" ? schema : {}), properties: Object.fromEntries(properties) };
}

const name: Schema = { type: "string", minLength: 1 };

/** An object of these fields and no others. */
function strict(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

/** The levels of a field: names or numbers that it may have, or names for anything that may stand there. */
function levels(path: string): Schema {
  const own = { $ref: valueRef(path) };
  const bare: Schema = { type: ["string", "number"], ...own };
  const items = { anyOf: [bare, strict({ name, value: own }), { $ref: "#/$defs/level" }] };
  return { type: "array", minItems: 2, maxItems: 64, items };
}

function ablations(schema: z.core.JSONSchema._JSONSchema | undefined, factors: readonly string[]): Schema {
  const some: Schema = { type: "array", minItems: 1, items: { enum: [...factorGroups, ...factors] } };
  return { ...(typeof schema === "object" ? schema : {}), anyOf: [{ const: "all" }, some] };
}

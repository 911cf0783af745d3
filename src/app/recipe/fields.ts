/** The form's sections and fields, read from the schema of the recipe: whatever the schema gains, the form has. */
import { z } from "zod";
import { recipeOf } from "../../recipe/schema";
import { plainTitle } from "./titles";

export type FieldPath = readonly string[];

type About = {
  readonly path: FieldPath;
  readonly title: string;
  readonly description: string;
  /** What counts where the recipe says nothing; undefined where something else decides. */
  readonly usual: unknown;
};

/** A number, or a distribution of numbers where `isDistributed`. */
export type NumberField = About & {
  readonly kind: "number";
  readonly isDistributed: boolean;
  readonly isWhole: boolean;
  readonly min: number;
  readonly max: number;
  /** A word, as in the schema: "metres". */
  readonly unit: string;
};
/** One of some names, or a weighted choice between them where `isDistributed`. */
export type NameField = About & { readonly kind: "name"; readonly isDistributed: boolean; readonly names: readonly string[] };
/** Some of some names. */
export type NamesField = About & { readonly kind: "names"; readonly names: readonly string[] };
export type FlagField = About & { readonly kind: "flag" };
export type TextField = About & { readonly kind: "text"; readonly pattern?: string };
/** Anything else, written as YAML in one line. */
export type YamlField = About & { readonly kind: "yaml" };
export type Field = NumberField | NameField | NamesField | FlagField | TextField | YamlField;

export type Section = {
  /** Its path in words: the key under which it stays open or shut. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly Field[];
};

type Schema = z.core.JSONSchema.BaseSchema;

/** Fields that other parts of the studio edit. */
const elsewhere: readonly string[] = ["scene", "assets"];

/** Sections in the order of the form; what is not named here comes last. The fields of the recipe that are no group of fields are in `Dataset`. */
const order: readonly string[] = ["parameters", "image", "weather", "sun", "moon", "camera", "sensor", "labels"];

/** Sections of the recipes of a scene. Throws for a scene that is not in the table. */
export function sectionsOf(scene: string, parameters: z.ZodObject): readonly Section[] {
  const schema = z.toJSONSchema(recipeOf(scene, parameters), { io: "input" });
  const entries = propertiesOf(schema).filter(([name]) => !elsewhere.includes(name));
  const isGroup = ([, property]: readonly [string, Schema]) => property.properties !== undefined;
  const rank = ([name]: readonly [string, Schema]) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  const dataset: Section = {
    name: "dataset",
    title: "Dataset",
    description: "Name, size, splits and files.",
    fields: entries.filter((entry) => !isGroup(entry)).map(([name, property]) => fieldOf([name], property)),
  };
  const groups = entries
    .filter(isGroup)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(([name, property]) => sectionsIn([name], property));
  return [...groups, dataset];
}

/** A group of fields, and the groups in it as sections of their own. */
function sectionsIn(path: FieldPath, schema: Schema): readonly Section[] {
  const entries = propertiesOf(schema).map(([name, property]) => [[...path, name], property] as const);
  const own = entries.filter(([, property]) => property.properties === undefined);
  const title = path[0] === "parameters" ? "Scene" : path.map(plainTitle).join(" · ");
  const section = {
    name: path.join("."),
    title,
    description: schema.description ?? "",
    fields: own.map(([at, property]) => fieldOf(at, property)),
  };
  const inner = entries.filter(([, property]) => property.properties !== undefined);
  return [section, ...inner.flatMap(([at, property]) => sectionsIn(at, property))];
}

function propertiesOf(schema: Schema): readonly (readonly [string, Schema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    typeof property === "object" ? [[name, property] as const] : [],
  );
}

function fieldOf(path: FieldPath, schema: Schema): Field {
  const unit = typeof schema.unit === "string" ? schema.unit : "";
  const about: About = {
    path,
    title: plainTitle(path.at(-1) ?? ""),
    description: schema.description ?? "",
    usual: schema.default,
  };
  const kind = typeof schema.kind === "string" ? schema.kind : schema.type;
  const range = { min: schema.minimum ?? 0, max: schema.maximum ?? 1, unit };
  switch (kind) {
    case "quantity":
      return { ...about, kind: "number", isDistributed: true, isWhole: false, ...range };
    case "count":
      return { ...about, kind: "number", isDistributed: true, isWhole: true, ...range };
    case "number":
    case "integer":
      return { ...about, kind: "number", isDistributed: false, isWhole: kind === "integer", ...range };
    case "option":
      return { ...about, kind: "name", isDistributed: true, names: namesIn(schema.anyOf?.[0]) };
    case "boolean":
      return { ...about, kind: "flag" };
    case "string":
      if (schema.enum) return { ...about, kind: "name", isDistributed: false, names: namesIn(schema) };
      return { ...about, kind: "text", ...(schema.pattern === undefined ? {} : { pattern: schema.pattern }) };
    default: {
      const names = kind === "array" && !Array.isArray(schema.items) ? namesIn(schema.items) : [];
      return names.length > 0 ? { ...about, kind: "names", names } : { ...about, kind: "yaml" };
    }
  }
}

function namesIn(schema: unknown): readonly string[] {
  const names = typeof schema === "object" && schema !== null && "enum" in schema ? schema.enum : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** What a field of the recipe expects, in words: read from the JSON Schema, so that messages and editors say the same. */
import { stringify } from "yaml";
import type { z } from "zod";

type Node = z.core.JSONSchema.BaseSchema;
export type Path = readonly (string | number)[];

/** Keys that may stand in the group at this path, for example `mean` or `fovDegrees`. */
export function keysAt(schema: Node, path: Path): string[] {
  const node = trail(schema, path).at(-1);
  if (node === undefined) return [];
  return [node, ...branches(node)].flatMap((group) => Object.keys(group.properties ?? {}));
}

/** What is expected at this path: "a number from 10 to 120 degrees, or a distribution of such numbers …". */
export function expectedAt(schema: Node, path: Path): string {
  const nodes = trail(schema, path);
  const node = nodes.at(-1);
  // The numbers inside a distribution have the unit of their field.
  const unit = nodes.findLast((outer) => typeof outer.unit === "string")?.unit;
  return node === undefined ? "something else" : words(node, typeof unit === "string" ? ` ${unit}` : "");
}

/** A line of YAML that would be right for the field at this path, or for the field whose distribution the path leads into. */
export function exampleAt(schema: Node, path: Path): string {
  const nodes = trail(schema, path);
  const field = nodes.findIndex((node) => node.kind !== undefined);
  const deepest = field > 0 ? field : nodes.length - 1;
  for (let depth = deepest; depth > 0; depth--) {
    const node = nodes[depth];
    const value = node && (distributionLike(node, path[depth]) ?? exampleOf(node));
    if (value !== undefined) return `${path[depth - 1]}: ${yamlLine(value)}`;
  }
  return `scene: ${child(schema, "scene")?.const}`;
}

/** An example of the distribution that the user began to write. */
function distributionLike(node: Node, begun: string | number | undefined): unknown {
  const [fixed] = branches(node);
  if (node.kind === "option" && begun !== undefined) return { choice: fixed?.enum?.slice(0, 2), weights: [3, 1] };
  const { minimum: low, maximum: high } = node;
  if (node.kind === undefined || low === undefined || high === undefined) return undefined;
  if (begun === "uniform") return { uniform: [low, high] };
  if (begun === "log-uniform") return { "log-uniform": [low > 0 ? low : high / 100, high] };
  if (begun === "normal") return { normal: { mean: (low + high) / 2, sd: (high - low) / 10 } };
  return begun === "choice" || begun === "weights" ? { choice: [low, high], weights: [3, 1] } : undefined;
}

/** A value that was given, on one line, shortened when long. Texts are in quotes to tell "5" from 5. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "string" ? JSON.stringify(value) : yamlLine(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

function yamlLine(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true }).trim();
}

/** The schema nodes from the root to the path, as far as the schema knows it. */
function trail(schema: Node, path: Path): Node[] {
  const nodes = [schema];
  for (const key of path) {
    const next = child(schema, key);
    if (next === undefined) return nodes;
    schema = next;
    nodes.push(schema);
  }
  return nodes;
}

function child(node: Node, key: string | number): Node | undefined {
  const found =
    typeof key === "number" ? (node.prefixItems?.[key] ?? node.items) : (node.properties?.[key] ?? node.additionalProperties);
  if (found !== undefined && isNode(found)) return found;
  for (const branch of branches(node)) {
    const inside = child(branch, key);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function branches(node: Node): Node[] {
  return (node.anyOf ?? node.oneOf ?? []).filter(isNode);
}

function isNode(node: unknown): node is Node {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function words(node: Node, unit: string): string {
  const [first] = branches(node);
  if (node.kind === "option" && first) return `${words(first, unit)}; or { choice: [names], weights: [numbers] }`;
  if (first && (node.kind === "quantity" || node.kind === "count"))
    return `${words(first, unit)}, or a distribution of such numbers (uniform, normal, choice or log-uniform)`;
  if (first)
    return branches(node)
      .map((branch) => words(branch, unit))
      .join(", or ");
  if (node.enum) return `one of ${node.enum.join(", ")}`;
  if (node.const !== undefined) return String(node.const);
  if (node.type === "integer") return `a whole number${range(node)}${unit}`;
  if (node.type === "number") return `a number${range(node)}${unit}`;
  if (node.type === "boolean") return "true or false";
  if (node.type === "array") return listWords(node, unit);
  if (node.properties) return `a group of fields (${Object.keys(node.properties).join(", ")})`;
  if (isNode(node.additionalProperties)) return `names, each with ${words(node.additionalProperties, unit)}`;
  return "a text";
}

function listWords(node: Node, unit: string): string {
  const [first] = node.prefixItems ?? [];
  if (isNode(first)) return `a list of two numbers, each ${words(first, unit)}`;
  const items = isNode(node.items) ? `, each ${words(node.items, unit)}` : "";
  return `a list${node.minItems === undefined ? "" : ` of at least ${node.minItems}`}${items}`;
}

function range({ minimum, maximum, exclusiveMinimum }: Node): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (exclusiveMinimum !== undefined)
    return ` greater than ${exclusiveMinimum}${maximum === undefined ? "" : `, up to ${maximum}`}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? "" : ` of at most ${maximum}`;
}

/** The example of a field is its own, or its default; of a group, that of its first field. */
function exampleOf(node: Node): unknown {
  const own = node.examples?.[0] ?? node.const;
  if (own !== undefined) return own;
  for (const [name, inner] of Object.entries(node.properties ?? {})) {
    const value = isNode(inner) ? exampleOf(inner) : undefined;
    if (value !== undefined) return { [name]: value };
  }
  if (node.default !== undefined) return node.default;
  return node.kind === "quantity" || node.kind === "count" ? { uniform: [node.minimum, node.maximum] } : undefined;
}

/** Reads the text of a recipe, YAML or JSON, as plain data, and knows where in the text everything stands. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Path } from "./expected";

/** A line and column of a text, both from 1. */
type Place = { readonly line: number; readonly column: number };

/** Something wrong in a text, in words. */
export type Mistake = { readonly place: Place; readonly text: string };

/** What was read (or why it could not be): the data, and a function that says where the thing at a path (or its closest surroundings) stands. */
type Reading =
  | { readonly misread: readonly Mistake[] }
  | { readonly misread?: undefined; readonly value: unknown; readonly placeOf: (path: Path, what: "key" | "value") => Place };

const start: Place = { line: 1, column: 1 };

/** Characters. A hundred times a long recipe; the YAML package takes minutes for a megabyte of brackets. */
const longest = 200_000;

/** More aliases than any recipe needs; each could stand for a large part of the document. */
const mostAliases = 100;

/** Keys that mean something else to JavaScript than to the user. */
const forbiddenKeys: readonly unknown[] = ["__proto__", "constructor", "prototype"];

/** What the commonest mistakes mean to somebody who does not know the words of the YAML specification. */
const plainWords: Partial<Record<YAMLError["code"], string>> = {
  MULTIPLE_DOCS: "a second document begins here; expected one recipe in a file",
  RESOURCE_EXHAUSTION: "the text is nested too deeply",
  TAG_RESOLVE_FAILED: "a tag that is not known; expected plain values without !tags",
};

/** Reads YAML 1.2 (and so JSON). Never throws for a bad text: it says what is wrong. */
export function readText(text: string): Reading {
  if (text.length > longest) {
    return misreadAt(start, `the text has ${text.length} characters; expected a recipe of at most ${longest}`);
  }
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof ReferenceError) return misreadAt(start, `too many aliases; expected at most ${mostAliases}`);
    if (error instanceof RangeError) return misreadAt(start, "the text is nested too deeply");
    throw error;
  }
}

function misreadAt(place: Place, text: string): Reading {
  return { misread: [{ place, text }] };
}

function readYaml(text: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    place: placeAt(pos[0]),
    text: plainWords[code] ?? message,
  }));
  const misread = [...broken, ...dangers(document).map(({ offset, text }) => ({ place: placeAt(offset), text }))];
  if (misread.length > 0) return { misread: firstOfEachPlace(misread) };
  const value: unknown = document.toJS({ maxAliasCount: mostAliases });
  return { value, placeOf: (path, what) => placeAt(offsetOf(document, path, what)) };
}

/** One broken bracket is reported many times over; the first report is the one that helps. */
function firstOfEachPlace(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<string>();
  return mistakes.filter(({ place: { line, column } }) => {
    const isNew = !seen.has(`${line}:${column}`);
    seen.add(`${line}:${column}`);
    return isNew;
  });
}

/** What is good YAML but cannot become a recipe. */
function dangers(document: Document.Parsed): { offset: number; text: string }[] {
  const found: { offset: number; text: string }[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.add(node.anchor);
      if (isMap(node)) found.push(...badKeys(node.items.map(({ key }) => key)));
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return;
      found.push({ offset: range?.[0] ?? 0, text: `*${source} given; expected an anchor &${source} before it` });
    },
  });
  return found;
}

/** Keys given twice, and keys that no field can have. (The check in the YAML package takes minutes for a long text.) */
function badKeys(keys: readonly unknown[]): { offset: number; text: string }[] {
  const seen = new Set<unknown>();
  return keys.filter(isScalar).flatMap(({ value, range }) => {
    const isAgain = seen.has(value);
    seen.add(value);
    const offset = range?.[0] ?? 0;
    if (forbiddenKeys.includes(value)) return [{ offset, text: `"${value}" cannot be the name of a field` }];
    return isAgain ? [{ offset, text: `"${value}" is given a second time; expected every field once` }] : [];
  });
}

function offsetOf(document: Document.Parsed, path: Path, what: "key" | "value"): number {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const found = childOf(node, step);
    if (found === undefined) return offset;
    const wantsKey = what === "key" && depth === path.length - 1;
    offset = (wantsKey ? found.key : found.value)?.range?.[0] ?? found.key?.range?.[0] ?? offset;
    node = found.value;
  }
  return offset;
}

type Child = { readonly key: Node | undefined; readonly value: Node | null };

function childOf(node: Node | null | undefined, step: string | number): Child | undefined {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(step)];
    return value && { key: undefined, value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair && { key: pair.key, value: pair.value };
}

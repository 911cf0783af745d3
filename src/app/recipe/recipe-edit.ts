/** Edits of a recipe in its text. Comments and the order of everything else stay. */
import { type Document, isCollection, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";

/** A model as it is written into a recipe; what is left out has the default of the recipe. */
export type NewAsset = { readonly file: string; readonly class: string; readonly upAxis?: "z"; readonly count?: unknown };

/** What the Models panel can change of an entry. */
export type AssetChange = { readonly class: string } | { readonly scale: number | string } | { readonly upAxis: string };

/** The recipe with more entries at the end of `assets`. Undefined when the text is no YAML; then it has to be mended by hand. */
export function withAssets(text: string, added: readonly NewAsset[]): string | undefined {
  return edited(text, (document) => {
    if (!isSeq(document.get("assets"))) document.set("assets", document.createNode([]));
    for (const asset of added) document.addIn(["assets"], document.createNode(asset, { flow: true }));
  });
}

/** The recipe with another value in entry `at` of `assets`. Undefined like `withAssets`. */
export function withAssetChange(text: string, at: number, change: AssetChange): string | undefined {
  return edited(text, (document) => {
    for (const [name, value] of Object.entries(change)) document.setIn(["assets", at, name], value);
  });
}

/** The recipe without entry `at` of `assets`. Undefined like `withAssets`. */
export function withoutAsset(text: string, at: number): string | undefined {
  return edited(text, (document) => {
    document.deleteIn(["assets", at]);
    const left = document.get("assets");
    if (isSeq(left) && left.items.length === 0) document.delete("assets");
  });
}

/** The recipe with these values in a group of fields, such as `background`. Undefined like `withAssets`. */
export function withFields(text: string, group: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  return edited(text, (document) => {
    if (!isMap(document.get(group))) document.set(group, document.createNode(fields, { flow: true }));
    for (const [field, value] of Object.entries(fields)) document.setIn([group, field], document.createNode(value));
  });
}

/** The recipe without a group of fields, or without one field of it. Undefined like `withAssets`. */
export function withoutField(text: string, path: readonly string[]): string | undefined {
  return edited(text, (document) => {
    document.deleteIn(path);
    const [group = ""] = path;
    const left = document.get(group);
    if (isMap(left) && left.items.length === 0) document.delete(group);
  });
}

/** The recipe with another value at a path; groups on the way are made. Undefined like `withAssets`. */
export function withValue(text: string, path: readonly string[], value: unknown): string | undefined {
  return edited(text, (document) => {
    const before = document.getIn(path, true);
    const isScalarNow = value === null || typeof value !== "object";
    if (isScalar(before) && isScalarNow) {
      before.value = value;
      // The source of a number or a quoted text would be written again in place of the new value.
      delete before.source;
      delete before.type;
      return;
    }
    for (let depth = 1; depth < path.length; depth++) {
      const group = path.slice(0, depth);
      if (!isMap(document.getIn(group))) document.setIn(group, document.createNode({}));
    }
    const node = document.createNode(value, { flow: true });
    if (isNode(before)) {
      // A remark behind the value, or over it, is about the field and not about what it was.
      node.comment = before.comment ?? null;
      node.commentBefore = before.commentBefore ?? null;
      if (before.spaceBefore) node.spaceBefore = true;
    }
    document.setIn(path, node);
  });
}

/** The recipe without what stands at a path, and without groups that are left empty. Undefined like `withAssets`. */
export function withoutValue(text: string, path: readonly string[]): string | undefined {
  return edited(text, (document) => {
    document.deleteIn(path);
    for (let depth = path.length - 1; depth > 0; depth--) {
      const group = document.getIn(path.slice(0, depth));
      if (!isCollection(group) || group.items.length > 0) return;
      document.deleteIn(path.slice(0, depth));
    }
  });
}

/** What the text says, as plain data; undefined when it is no YAML. Defaults are not filled in. */
export function valuesIn(text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** What stands at a path of plain data; undefined when nothing does. */
export function valueIn(data: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value: unknown, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    data,
  );
}

function edited(text: string, edit: (document: Document) => void): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  try {
    edit(document);
  } catch {
    return undefined;
  }
  return document.toString({ lineWidth: 0 });
}

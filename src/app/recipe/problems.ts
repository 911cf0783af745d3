/** What is wrong with a recipe, taken apart for showing. */

export type Problem = {
  /** 1-based; 0 when the message names no line. */
  readonly line: number;
  /** The field, or the whole sentence. */
  readonly title: string;
  /** What was given, what was expected, an example. */
  readonly details: readonly (readonly [name: string, value: string])[];
};

/** Splits the message of a RecipeError ("file:line:column: field", each with indented "name: value" lines below it) into its problems. */
export function problemsIn(message: string): readonly Problem[] {
  const problems = message.split(/\n(?=\S)/).flatMap((block): readonly Problem[] => {
    const [, line, text = ""] = /^\S*?:(\d+):\d+: ([\s\S]*)$/.exec(block) ?? [];
    if (line === undefined) return [];
    const [title = "", ...rest] = text.split("\n");
    return [{ line: Number(line), title, details: rest.map(detail) }];
  });
  return problems.length > 0 ? problems : [{ line: 0, title: message, details: [] }];
}

function detail(line: string): readonly [name: string, value: string] {
  const [, name = "", value = line] = /^\s+(\w+):\s+(.*)$/.exec(line) ?? [];
  return [name, value];
}

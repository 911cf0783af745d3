/** What is wrong with a recipe, taken apart for showing. */

export type Problem = {
  /** 1-based; 0 when the message names no line. */
  readonly line: number;
  readonly text: string;
};

/** Splits the message of a RecipeError ("file:line:column: text", each with indented lines below it) into its problems. */
export function problemsIn(message: string): readonly Problem[] {
  const problems = message.split(/\n(?=\S)/).flatMap((block): readonly Problem[] => {
    const [, line, text = ""] = /^\S*?:(\d+):\d+: ([\s\S]*)$/.exec(block) ?? [];
    return line === undefined ? [] : [{ line: Number(line), text }];
  });
  return problems.length > 0 ? problems : [{ line: 0, text: message }];
}

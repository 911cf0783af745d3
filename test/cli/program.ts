import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built command line, as npm runs it. `npm test` builds first. */
const builtProgram = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export type Result = { code: number | null; output: string; errors: string };

/**
 * Runs the command line in a folder. `watch` sees what it has written to standard error so far, each time it writes; `more.onOutput` the same of standard output.
 * `more.program` is another one than the built one.
 */
export function runProgram(
  folder: string,
  programArguments: readonly string[],
  watch?: (child: ChildProcess, errors: string) => void,
  more: { onStart?(child: ChildProcess): void; onOutput?(child: ChildProcess, output: string): void; program?: string } = {},
): Promise<Result> {
  const { program = builtProgram } = more;
  if (!existsSync(program)) throw new Error("The command line is not built; run npm test, which builds first");
  const child = spawn(process.execPath, [program, ...programArguments], { cwd: folder });
  more.onStart?.(child);
  const result = { output: "", errors: "" };
  child.stdout.on("data", (text) => {
    result.output += text;
    more.onOutput?.(child, result.output);
  });
  child.stderr.on("data", (text) => {
    result.errors += text;
    watch?.(child, result.errors);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...result })));
}

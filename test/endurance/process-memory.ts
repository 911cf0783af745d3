import { readdirSync, readFileSync } from "node:fs";

/** Of a process and all that it started, from Linux's /proc. */
export type Memory = { readonly node: number; readonly browser: number };

/** Bytes that processes have to themselves, and their share of what they have in common (Pss): sums count nothing twice. */
export function memoryOf(root: number): Memory {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = parentOf(pid);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return { node: pss(root), browser: below(root).reduce((sum, pid) => sum + pss(pid), 0) };
}

function parentOf(pid: number): number | undefined {
  const line = /^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return line === undefined ? undefined : Number(line);
}

function pss(pid: number): number {
  return Number(/^Pss:\s*(\d+) kB$/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** A process may end while it is looked at. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

import { readdirSync, readFileSync } from "node:fs";

/** Of a process and all that it started, from Linux's /proc. */
export type Memory = { readonly node: number; readonly browser: number };

/**
 * Bytes that processes have for their own data, and their share of what they have in common (Pss): sums count nothing twice. Files that are mapped, such as the program
 * itself, do not count: their share changes with whoever else runs the same browser.
 */
export function memoryOf(root: number): Memory {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = parentOf(pid);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return { node: ownBytes(root), browser: below(root).reduce((sum, pid) => sum + ownBytes(pid), 0) };
}

function parentOf(pid: number): number | undefined {
  const line = /^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return line === undefined ? undefined : Number(line);
}

function ownBytes(pid: number): number {
  const rollup = textOf(`/proc/${pid}/smaps_rollup`);
  const kilobytes = [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s*(\d+) kB$/gm)].map(([, count]) => Number(count));
  return kilobytes.reduce((sum, count) => sum + count, 0) * 1024;
}

/** A process may end while it is looked at. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

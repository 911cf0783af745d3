import type { Findings } from "./compare";
import type { ShapeFindings } from "./shapes";

/** What is found in one spec. */
export type All = Findings & ShapeFindings;

/** Findings of many specs, scene by scene and all together, as a Markdown table. */
export function truthTable(all: readonly All[]): string {
  const scenes = [...new Set(all.map(({ scene }) => scene))];
  const groups = [...scenes.map((scene) => [scene, all.filter((one) => one.scene === scene)] as const), ["all", all] as const];
  const rows = [columns.map(([name]) => name), columns.map(() => "---"), ...groups.map(([name, group]) => row(name, group))];
  const widths = columns.map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  return rows
    .map(
      (cells) =>
        `| ${cells.map((cell, at) => (cell === "---" ? "-".repeat(widths[at] ?? 3) : cell.padEnd(widths[at] ?? 0))).join(" | ")} |`,
    )
    .join("\n");
}

type Sum = (of: (one: All) => number) => number;

const columns: readonly (readonly [name: string, value: (sum: Sum, group: readonly All[]) => string])[] = [
  ["scene", (_, [first]) => first?.scene ?? ""],
  ["pictures", (_, group) => String(group.length)],
  [
    "ids agree",
    (sum) =>
      percent(
        sum((one) => one.sameId),
        sum((one) => one.pixels),
      ),
  ],
  [
    "edge ties",
    (sum) =>
      percent(
        sum((one) => one.edgeTies),
        sum((one) => one.pixels),
      ),
  ],
  [
    "depth ties",
    (sum) =>
      percent(
        sum((one) => one.depthTies),
        sum((one) => one.pixels),
      ),
  ],
  [
    "other ids",
    (sum) =>
      percent(
        sum((one) => one.wrong.length),
        sum((one) => one.pixels),
      ),
  ],
  [
    "depth agrees",
    (sum) =>
      percent(
        sum((one) => one.sameDepth),
        sum((one) => one.depths),
      ),
  ],
  [
    "its ties",
    (sum) =>
      percent(
        sum((one) => one.depthEdgeTies),
        sum((one) => one.depths),
      ),
  ],
  ["boxes", (sum) => String(sum((one) => one.boxes))],
  [
    "box ± 1 px",
    (sum) =>
      percent(
        sum((one) => one.sameBox),
        sum((one) => one.boxes),
      ),
  ],
  [
    "box ties",
    (sum) =>
      percent(
        sum((one) => one.tiedBoxes),
        sum((one) => one.boxes),
      ),
  ],
  ["3D corners", (sum) => String(sum((one) => one.corners))],
  ["error px", (_, group) => pixels(group.map((one) => one.cornerError))],
  ["keypoints", (sum) => String(sum((one) => one.keypoints))],
  ["error px ", (_, group) => pixels(group.map((one) => one.keypointError))],
  [
    "seen agrees",
    (sum) =>
      percent(
        sum((one) => one.sameVisibility),
        sum((one) => one.keypoints),
      ),
  ],
];

function row(name: string, group: readonly All[]): string[] {
  const sum: Sum = (of) => group.reduce((total, one) => total + of(one), 0);
  return columns.map(([, value], at) => (at === 0 ? name : value(sum, group)));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * part) / whole).toFixed(3)} %`;
}

function pixels(errors: readonly number[]): string {
  return Math.max(0, ...errors).toExponential(0);
}

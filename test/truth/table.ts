import type { AmodalFindings } from "./amodal";
import type { Findings } from "./compare";
import type { ShapeFindings } from "./shapes";
import type { SurfaceFindings } from "./surfaces";

/** What is found in one spec. */
export type All = Findings & SurfaceFindings & AmodalFindings & ShapeFindings;

/** Findings of many specs as a Markdown table: a row for each figure, a column for each scene and for all together. */
export function truthTable(all: readonly All[]): string {
  const scenes = [...new Set(all.map(({ scene }) => scene))];
  const groups = [...scenes.map((scene) => [scene, all.filter((one) => one.scene === scene)] as const), ["all", all] as const];
  const head = ["", ...groups.map(([name]) => name)];
  const rows = figures.map(([name, value]) => [name, ...groups.map(([, group]) => value(group))]);
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

type Figure = readonly [name: string, value: (group: readonly All[]) => string];

const figures: readonly Figure[] = [
  ["pictures", (group) => String(group.length)],
  count("pixels", (one) => one.pixels),
  share("ids agree", "sameId", "pixels"),
  share("… with corners on the grid", "gridId", "pixels"),
  share("… tied at an edge", "edgeTies", "pixels"),
  share("… tied in depth", "depthTies", "pixels"),
  [
    "… not explained",
    (group) =>
      percent(
        sum(group, (one) => one.wrong.length),
        sum(group, (one) => one.pixels),
      ),
  ],
  share("depth within 1 mm or 1e-4", "sameDepth", "depths"),
  share("… with corners on the grid", "gridDepth", "depths"),
  share("… tied", "depthEdgeTies", "depths"),
  share("normal within 0.5°", "sameNormal", "surfaces"),
  share("… with corners on the grid", "gridNormal", "surfaces"),
  share("… tied", "normalTies", "surfaces"),
  share("point within 1 mm or 1e-4", "samePoint", "surfaces"),
  share("… with corners on the grid", "gridPoint", "surfaces"),
  share("… tied", "pointTies", "surfaces"),
  share("part agrees", "samePart", "surfaces"),
  share("… with corners on the grid", "gridPart", "surfaces"),
  share("… tied", "partTies", "surfaces"),
  count("boxes", (one) => one.boxes),
  share("box within 1 px", "sameBox", "boxes"),
  share("… with corners on the grid", "gridBox", "boxes"),
  share("… and equal to the pixel", "equalBox", "boxes"),
  share("… tied", "tiedBoxes", "boxes"),
  count("visible and in-frame fractions", (one) => one.fractions),
  share("fraction within 0.002", "sameFraction", "fractions"),
  share("… with corners on the grid", "gridFraction", "fractions"),
  share("… or within one pixel there", "gridPixel", "fractions"),
  share("… tied", "tiedFractions", "fractions"),
  count("corners of 3D boxes", (one) => one.corners),
  largest("largest error, px", (one) => one.cornerError),
  count("keypoints", (one) => one.keypoints),
  largest("largest error, px", (one) => one.keypointError),
  share("seen or hidden agrees", "sameVisibility", "keypoints"),
  share("… with corners on the grid", "gridVisibility", "keypoints"),
  share("… tied", "tiedVisibility", "keypoints"),
];

/** The findings that are counts. */
type Count = { [Name in keyof All]: All[Name] extends number ? Name : never }[keyof All];

/** A row with the share of one count in another. */
function share(name: string, part: Count, whole: Count): Figure {
  return [
    name,
    (group) =>
      percent(
        sum(group, (one) => one[part]),
        sum(group, (one) => one[whole]),
      ),
  ];
}

function count(name: string, of: (one: All) => number): Figure {
  return [name, (group) => String(sum(group, of))];
}

function largest(name: string, of: (one: All) => number): Figure {
  return [name, (group) => Math.max(0, ...group.map(of)).toExponential(0)];
}

function sum(group: readonly All[], of: (one: All) => number): number {
  return group.reduce((total, one) => total + of(one), 0);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * part) / whole).toFixed(3)} %`;
}

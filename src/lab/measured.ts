import { differenceHash, imageFeatures, type Pixels } from "./image-features";
import type { LabelledBox } from "./label-files";
import { mean } from "./statistics";

/** A labelled thing in a picture: its class, and its box in shares of the picture's sides. */
export type Thing = { readonly class: string; readonly share: number; readonly isCut: boolean };

/** What is known of one picture. */
export type Measured = {
  readonly file: string;
  readonly features: Readonly<Record<string, number>>;
  readonly hash: string;
  readonly things: readonly Thing[];
  /** Sentences on boxes that cannot be. */
  readonly problems: readonly string[];
};

/** Less than this of a pixel is rounding: YOLO files have six digits. */
const ROUNDING = 0.02;

/** Measures one picture. `boxes` are left out where the whole set has no labels. */
export function measured(file: string, pixels: Pixels, boxes: readonly LabelledBox[] | undefined): Measured {
  const { width, height } = pixels;
  const own = (boxes ?? []).map(({ class: name, box: [x, y, w, h], unit }) => {
    const [sx, sy] = unit === "share" ? [width, height] : [1, 1];
    return { class: name, box: [x * sx, y * sy, w * sx, h * sy] as const };
  });
  const problems = own.flatMap(({ class: name, box }) => boxProblems(name, box, pixels).map((problem) => `${file}: ${problem}`));
  // What has no area has no shape either; it is told among the problems.
  const shapes = own.filter(({ box: [, , w, h] }) => w > 0 && h > 0);
  const things = shapes.map(({ class: name, box: [x, y, w, h] }) => ({
    class: name,
    share: (w * h) / (width * height),
    isCut: x <= ROUNDING || y <= ROUNDING || x + w >= width - ROUNDING || y + h >= height - ROUNDING,
  }));
  const features = {
    ...imageFeatures(pixels),
    ...(boxes
      ? boxFeatures(
          shapes.map(({ box }) => box),
          things,
          pixels,
        )
      : {}),
  };
  return { file, features, hash: differenceHash(pixels), things, problems };
}

type Box = LabelledBox["box"];

function boxProblems(name: string, [x, y, w, h]: Box, { width, height }: Pixels): string[] {
  const told = [x, y, w, h].map((value) => Math.round(value * 100) / 100).join(", ");
  if (![x, y, w, h].every(Number.isFinite)) return [`the box [${told}] of ${name} has something that is no number`];
  if (w <= 0 || h <= 0) return [`the box [${told}] of ${name} has no area`];
  const isInside = x >= -ROUNDING && y >= -ROUNDING && x + w <= width + ROUNDING && y + h <= height + ROUNDING;
  return isInside ? [] : [`the box [${told}] of ${name} leaves the picture of ${width} x ${height} pixels`];
}

/** Features of the boxes in one picture, in shares of its sides. */
function boxFeatures(boxes: readonly Box[], things: readonly Thing[], { width, height }: Pixels): Record<string, number> {
  return {
    boxes: boxes.length,
    boxArea: mean(things.map(({ share }) => share)),
    boxAspectLog2: mean(boxes.map(([, , w, h]) => Math.log2(w / h))),
    boxMiddleX: mean(boxes.map(([x, , w]) => (x + w / 2) / width)),
    boxMiddleY: mean(boxes.map(([, y, , h]) => (y + h / 2) / height)),
    atTheEdge: boxes.length === 0 ? 0 : things.filter(({ isCut }) => isCut).length / boxes.length,
  };
}

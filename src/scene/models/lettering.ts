import type { Wall } from "./facade";
import { panel } from "./facade";
import type { Surface } from "./sketch";

/** Capital letters and digits, 3 × 5 dots: one digit a row from the top, its bits from left to right. M, N and W make do with three. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: "25755",
  B: "65656",
  C: "34443",
  D: "65556",
  E: "74647",
  F: "74644",
  G: "34553",
  H: "55755",
  I: "72227",
  J: "11152",
  K: "55655",
  L: "44447",
  M: "57755",
  N: "65555",
  O: "25552",
  P: "65644",
  Q: "25563",
  R: "65655",
  S: "34216",
  T: "72222",
  U: "55557",
  V: "55552",
  W: "55775",
  X: "55255",
  Y: "55222",
  Z: "71247",
  "0": "75557",
  "1": "26227",
  "2": "71747",
  "3": "71717",
  "4": "55711",
  "5": "74717",
  "6": "74757",
  "7": "71111",
  "8": "75757",
  "9": "75717",
};

const COLUMNS = 4;
const ROWS = 5;

/** Width of a text in metres when its letters are `height` metres high. */
export function textWidth(text: string, height: number): number {
  return ((text.length * COLUMNS - 1) * height) / ROWS;
}

/** Writes a text in block capitals on a wall, centred at `right`, standing on `up`. Letters that are not in the table stay blank. */
export function write(surface: Surface, wall: Wall, text: string, right: number, up: number, height: number, out: number): void {
  const dot = height / ROWS;
  const start = right - textWidth(text, height) / 2;
  for (const [at, letter] of [...text].entries()) {
    for (const [row, digit] of [...(GLYPHS[letter] ?? "")].entries()) {
      const low = up + (ROWS - 1 - row) * dot;
      for (const [from, to] of runs(Number(digit))) {
        const left = start + (at * COLUMNS + from) * dot;
        panel(surface, wall, [left, left + (to - from) * dot], [low, low + dot], out);
      }
    }
  }
}

/** The stretches of dots that are set in a row of three. */
function runs(bits: number): readonly (readonly [number, number])[] {
  if (bits === 5)
    return [
      [0, 1],
      [2, 3],
    ];
  const set = [4, 2, 1].map((bit) => (bits & bit) !== 0);
  const from = set.indexOf(true);
  return from < 0 ? [] : [[from, set.lastIndexOf(true) + 1]];
}

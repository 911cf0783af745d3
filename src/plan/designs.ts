/** Experimental designs: which levels of which factors stand together. A row has the position of a level for each factor. */
import { RecipeError } from "../errors";
import { factorLetters } from "../recipe/experiment";
import { fieldOf } from "./galois";

/** Position of a level, for each factor. */
export type Row = readonly number[];

/** Every combination of levels once; the last factor changes fastest. */
export function fullDesign(levels: readonly number[]): Row[] {
  return levels.reduce<number[][]>((rows, many) => rows.flatMap((row) => range(many).map((at) => [...row, at])), [[]]);
}

/** All first levels, then each other level alone. */
export function oneFactorDesign(levels: readonly number[]): Row[] {
  const first = levels.map(() => 0);
  return [first, ...levels.flatMap((many, factor) => range(many - 1).map((at) => first.with(factor, at + 1)))];
}

/**
 * Rows in which each two factors have every pair of levels equally often: an orthogonal array of strength 2 over a finite field (Rao, 1947; Bose
 * and Bush, 1952; Hedayat, Sloane and Stufken, Orthogonal Arrays, 1999, section 3.4). Factors with fewer levels than the field has elements take some
 * of theirs twice (dummy levels: Addelman, 1962), so that their pairs come in proportion. The full design where that is not larger.
 */
export function orthogonalDesign(levels: readonly number[]): Row[] {
  const field = fieldOf(Math.max(...levels));
  const { size } = field;
  // Columns: the points of a projective space, each by its coordinates with a leading 1.
  let dimensions = 1;
  while ((size ** dimensions - 1) / (size - 1) < levels.length) dimensions++;
  dimensions = Math.max(dimensions, 2);
  if (levels.reduce((product, many) => product * many, 1) <= size ** dimensions) return fullDesign(levels);
  const points = fullDesign(range(dimensions).map(() => size));
  const columns = points.filter((point) => point.find((coordinate) => coordinate !== 0) === 1).slice(0, levels.length);
  return points.map((point) =>
    columns.map((column, factor) => {
      const element = column.reduce((sum, weight, at) => field.add(sum, field.multiply(weight, point[at] ?? 0)), 0);
      return element % (levels[factor] ?? 1);
    }),
  );
}

/** A factor that is the product of others: its position, the others as bits, and the sign. */
export type Generator = { readonly factor: number; readonly word: number; readonly sign: 1 | -1 };

/** Reads generators such as `D = ABC` or `E = -AB` for so many factors of two levels. Throws a RecipeError. */
export function generatorsOf(texts: readonly string[], factors: number): Generator[] {
  const known = factorLetters.slice(0, factors);
  const generators = texts.map((text): Generator => {
    const [left = "", right = ""] = text.replaceAll(/\s/g, "").split("=");
    const letters = right.replace("-", "");
    const unknown = [...left, ...letters].find((letter) => !known.includes(letter));
    if (unknown !== undefined)
      throw wrong(text, `${unknown} is no factor; expected letters of the ${factors} factors in their order, ${known}`);
    if (new Set(letters).size < letters.length) throw wrong(text, "a letter stands twice; expected each once");
    return { factor: known.indexOf(left), word: bitsOf(letters), sign: right.startsWith("-") ? -1 : 1 };
  });
  const made = generators.reduce((bits, { factor }) => bits | (1 << factor), 0);
  for (const [at, { factor, word }] of generators.entries()) {
    const text = texts[at] ?? "";
    if (word & made) throw wrong(text, "it is made of a factor that is made itself; expected only factors without a generator");
    if (generators.findIndex((other) => other.factor === factor) !== at)
      throw wrong(text, "its factor has a generator already; expected one for each");
  }
  return generators;
}

function wrong(text: string, why: string): RecipeError {
  return new RecipeError(`design.fractional: "${text}" given, and ${why}, for example "D = ABC".`);
}

/** The two-level design in which the factors of generators are products of the others (Box and Hunter, The 2^(k-p) fractional factorial designs, Technometrics 1961). */
export function fractionalDesign(factors: number, generators: readonly Generator[]): Row[] {
  const own = range(factors).filter((at) => !generators.some(({ factor }) => factor === at));
  return fullDesign(own.map(() => 2)).map((row) => {
    const whole = Array.from({ length: factors }, () => 0);
    for (const [at, factor] of own.entries()) whole[factor] = row[at] ?? 0;
    for (const { factor, word, sign } of generators) {
      // A product of signs is negative when an odd number of them is.
      const low = range(factors).filter((at) => (word >> at) & 1 && whole[at] === 0).length;
      whole[factor] = (low % 2 === 0) === (sign === 1) ? 1 : 0;
    }
    return whole;
  });
}

type Word = { readonly bits: number; readonly sign: 1 | -1 };

/** All products of factors that are constant: the defining relation without I. */
function definingWords(generators: readonly Generator[]): Word[] {
  const words: Word[] = [];
  for (const { factor, word, sign } of generators) {
    const one = { bits: word | (1 << factor), sign };
    words.push(one, ...words.map((other): Word => ({ bits: other.bits ^ one.bits, sign: other.sign === sign ? 1 : -1 })));
  }
  return words;
}

/** What a fraction cannot tell apart. */
export type Confounding = {
  /** Length of the shortest product of factors that is constant: III confounds factors with pairs, IV pairs with pairs, V neither. */
  readonly resolution: number;
  readonly definingRelation: readonly string[];
  /** For each factor and pair of factors, the factors and pairs that look the same. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
};

/** Resolution and aliases up to pairs of a fraction. */
export function confounding(factors: number, generators: readonly Generator[]): Confounding {
  const words = definingWords(generators);
  const singles = range(factors).map((at) => 1 << at);
  const effects = [...singles, ...singles.flatMap((one, at) => singles.slice(at + 1).map((other) => one | other))];
  const aliases = effects.flatMap((effect) => {
    const same = words.map(({ bits, sign }) => ({ bits: bits ^ effect, sign })).filter(({ bits }) => sizeOf(bits) <= 2);
    return same.length > 0 ? [[lettersOf(effect), same.map(named)] as const] : [];
  });
  return {
    resolution: Math.min(...words.map(({ bits }) => sizeOf(bits))),
    definingRelation: words.map(named),
    aliases: Object.fromEntries(aliases),
  };
}

function named({ bits, sign }: Word): string {
  return `${sign < 0 ? "-" : ""}${lettersOf(bits)}`;
}

function lettersOf(bits: number): string {
  return [...factorLetters].filter((_, at) => (bits >> at) & 1).join("");
}

function bitsOf(letters: string): number {
  return [...letters].reduce((bits, letter) => bits | (1 << factorLetters.indexOf(letter)), 0);
}

function sizeOf(bits: number): number {
  return lettersOf(bits).length;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

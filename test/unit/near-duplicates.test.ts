import { expect, test } from "vitest";
import { closePairs, hashDistance } from "../../src/lab/near-duplicates";
import { stream } from "../../src/recipe/random";

const random = stream(3, 0, "hashes");
const hash = () => Array.from({ length: 64 }, () => (random() < 0.5 ? "0" : "1")).join("");
/** The hash with some bits turned. */
const near = (one: string, bits: number) => {
  const turned = new Set<number>();
  while (turned.size < bits) turned.add(Math.floor(random() * 64));
  return [...one].map((bit, at) => (turned.has(at) ? (bit === "0" ? "1" : "0") : bit)).join("");
};

/** Random hashes; each tenth is a neighbour of an earlier one, 0 to 6 bits away, many of them of the same. */
function some(count: number): { file: string; hash: string }[] {
  const all: { file: string; hash: string }[] = [];
  for (let at = 0; at < count; at++)
    all.push({
      file: `${at}`,
      hash: at % 3 === 2 ? near(all[Math.floor(random() * Math.min(at, 40))]?.hash ?? "", at % 7) : hash(),
    });
  return all;
}

test("pairs are those that a comparison of all with all finds", () => {
  const [set, others] = [some(300), some(200)];
  const within = set.flatMap((one, at) =>
    set.slice(at + 1).flatMap((two) => {
      const bits = hashDistance(one.hash, two.hash);
      return bits <= 3 ? [{ files: [one.file, two.file], bits }] : [];
    }),
  );
  expect(within.length).toBeGreaterThan(20);
  expect(closePairs(set, undefined, 3)).toEqual(within);
  const mixed = [...others, ...set.slice(0, 50).map(({ file, hash: own }) => ({ file: `copy ${file}`, hash: near(own, 2) }))];
  const between = set.flatMap((one) =>
    mixed.flatMap((two) => {
      const bits = hashDistance(one.hash, two.hash);
      return bits <= 3 ? [{ files: [one.file, two.file], bits }] : [];
    }),
  );
  expect(between.length).toBeGreaterThan(49);
  expect(closePairs(set, mixed, 3)).toEqual(between);
});

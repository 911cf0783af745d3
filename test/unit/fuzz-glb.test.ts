import process from "node:process";
import type { Mesh } from "three";
import { expect, test, vi } from "vitest";
import { flatten } from "../../src/scene/assets/flatten";
import { loadModel } from "../../src/scene/assets/load";
import { packed, seedModels } from "./fuzz-glb-models";
import { boundsByHand } from "./glb-by-hand";
import { numbers } from "./numbers";

/** `npm run test:fuzz` breaks many more files. */
const many = Number(process.env.FUZZ_GLB ?? 100);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const HANG_MS = 30_000;

const hostile: readonly unknown[] = [
  -1,
  0,
  0.5,
  3,
  255,
  65_536,
  2 ** 31,
  1e9,
  1e300,
  null,
  "",
  "x",
  "__proto__",
  true,
  [],
  {},
  [[]],
];

/** A model that can be loaded, with a few things wrong. */
function mutated(at: number): Uint8Array<ArrayBuffer> {
  const below = numbers(seed * 1_000_003 + at);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const { json, bin } = pick(seedModels);
  const broken: unknown = structuredClone(json);
  const bytes = bin.slice();
  const words = new DataView(bytes.buffer);
  const inJson = () => changeSomewhere(broken, below, pick);
  const inBytes = () => {
    if (bytes.length > 0) bytes[below(bytes.length)] = below(256);
  };
  const inFloats = () => {
    if (bytes.length >= 4) words.setFloat32(4 * below(bytes.length >> 2), pick([Number.NaN, Infinity, 3e38, -1e30, 1e-40]), true);
  };
  for (let left = 1 + below(3); left > 0; left--) pick([inJson, inJson, inJson, inBytes, inFloats])();
  const file = packed(broken, bytes);
  const view = new DataView(file.buffer);
  const cut = below(12);
  if (cut === 0) return file.slice(0, below(file.length));
  if (cut === 1) view.setUint32(pick([4, 8, 12, 16]), pick([0, 1, 7, 1 << 20, 0x7fffffff, 0xffffffff]), true);
  if (cut === 2) file[below(Math.min(file.length, 400))] = below(256);
  return file;
}

type Below = (limit: number) => number;
type Pick = <T>(all: readonly T[]) => T;

/** Replaces, deletes or doubles something at a random place of a tree. */
function changeSomewhere(root: unknown, below: Below, pick: Pick): void {
  let place = root;
  for (;;) {
    if (typeof place !== "object" || place === null) return;
    const keys = Object.keys(place);
    if (keys.length === 0) return;
    const key = pick(keys);
    const holder = place as Record<string, unknown>;
    const value = holder[key];
    if (typeof value === "object" && value !== null && below(6) > 0) {
      place = value;
      continue;
    }
    const change = below(4);
    if (change === 0) delete holder[key];
    else if (change === 1 && Array.isArray(place)) place.push(structuredClone(pick(place)));
    else if (typeof value === "number" && below(2) === 0) holder[key] = value + pick([-1, 1, 2, 4, -4, 100]);
    else holder[key] = structuredClone(pick(hostile));
    return;
  }
}

/** The loaded triangles, or why there are none. */
async function loaded(file: Uint8Array<ArrayBuffer>) {
  const model = await loadModel("fuzzed.glb", { "fuzzed.glb": file });
  try {
    return flatten(model.root);
  } finally {
    model.dispose();
  }
}

test(`${many} broken models (seed ${seed}) are refused in words, or are what they say`, async () => {
  // three.js tells the console what it thinks of a file.
  for (const method of ["warn", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  const outcomes = { taken: 0, refused: 0, compared: 0 };
  const words = new Set<string>();
  for (let at = 0; at < many; at++) {
    const file = mutated(at);
    const told = `model ${at} of seed ${seed}`;
    let timer: NodeJS.Timeout | undefined;
    const hang = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${told} hangs`)), HANG_MS);
    });
    const outcome = await Promise.race([loaded(file).catch((error: unknown) => error), hang]);
    clearTimeout(timer);
    if (!Array.isArray(outcome)) {
      outcomes.refused++;
      const message = outcome instanceof Error ? outcome.message : String(outcome);
      if (process.env.FUZZ_TELL) words.add(message.replaceAll(/\d+/g, "N"));
      expect(message, told).toMatch(/^\S[^\n]*$/);
      // The engine's own words come with ours before them.
      if (/Cannot |is not (a|defined)|undefined/.test(message)) expect(message, told).toMatch(/^it is (damaged|no glTF)/);
      expect(message.length, told).toBeLessThan(600);
      continue;
    }
    outcomes.taken++;
    const parts = outcome.map(({ geometry }) => geometry as Mesh["geometry"]);
    for (const geometry of parts) {
      const { position, normal } = geometry.attributes;
      expect(Array.from(position?.array ?? [Number.NaN]).every(Number.isFinite), told).toBe(true);
      expect(Array.from(normal?.array ?? [Number.NaN]).every(Number.isFinite), told).toBe(true);
      expect(
        Array.from(geometry.index?.array ?? []).every((corner) => corner < (position?.count ?? 0)),
        told,
      ).toBe(true);
    }
    const byHand = boundsByHand(file);
    if (byHand === undefined) continue;
    outcomes.compared++;
    const corners = parts.reduce((sum, { index }) => sum + (index?.count ?? 0), 0);
    expect(corners, told).toBe(byHand.corners);
    for (const axis of [0, 1, 2]) {
      const values = parts.flatMap((geometry) => [
        geometry.boundingBox?.min.getComponent(axis),
        geometry.boundingBox?.max.getComponent(axis),
      ]);
      const [low, high] = [Math.min(...values.map(Number)), Math.max(...values.map(Number))];
      const scale = Math.max(1, Math.abs(byHand.min[axis] ?? 0), Math.abs(byHand.max[axis] ?? 0));
      expect(Math.abs(low - (byHand.min[axis] ?? 0)) / scale, told).toBeLessThan(1e-4);
      expect(Math.abs(high - (byHand.max[axis] ?? 0)) / scale, told).toBeLessThan(1e-4);
    }
  }
  if (process.env.FUZZ_TELL) console.log(JSON.stringify(outcomes), [...words].sort().join("\n"));
  expect(outcomes.refused).toBeGreaterThan(many / 10);
  expect(outcomes.taken).toBeGreaterThan(many / 10);
  expect(outcomes.compared).toBeGreaterThan(many / 20);
});

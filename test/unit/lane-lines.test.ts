import { describe, expect, test } from "vitest";
import { laneLineLabels } from "../../src/annotate/lane-lines";
import type { SceneSpec, Vec3 } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { fakeSpec } from "./fake-frame";

const [WIDTH, HEIGHT, EYE] = [160, 120, 1.5];
/** Looks along -z, 1.5 m above flat ground. A board stands across the road 10 m ahead, from 1 m left to 0.5 m right, as high as the camera and 0.5 m above the ground. */
const board = { z: 10, left: -1, right: 0.5, bottom: 0.5, top: 1.5 } as const;
const base = fakeSpec(0, "train");
const focal = HEIGHT / 2 / Math.tan((50 * Math.PI) / 360);

function specOf(...lines: readonly (readonly Vec3[])[]): SceneSpec {
  return {
    ...base,
    image: { width: WIDTH, height: HEIGHT, subframes: 1 },
    camera: { ...base.camera, position: [0, EYE, 0], target: [0, EYE, -1], rollDegrees: 0, fovDegrees: 50, near: 0.5 },
    laneLines: lines.map((points) => ({ role: "edge", kind: "solid", colour: "#ffffff", widthMetres: 0.1, points })),
  };
}

function frameOf(): Frame {
  const depth = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, down] = [(at % WIDTH) + 0.5 - WIDTH / 2, Math.floor(at / WIDTH) + 0.5 - HEIGHT / 2].map((pixels) => pixels / focal);
    const ground = down !== undefined && down > 0 ? EYE / down : 0;
    const [across = 0, height] = [(x ?? 0) * board.z, EYE - (down ?? 0) * board.z];
    const isBoard = across > board.left && across < board.right && height > board.bottom && height < board.top;
    return isBoard && (ground === 0 || ground > board.z) ? board.z : ground;
  });
  return { width: WIDTH, height: HEIGHT, ids: new Uint32Array(depth.length), colour: new Uint8ClampedArray(), depth };
}

/** Where a point of the ground falls, pixels. */
const pixelOf = (x: number, z: number) => [WIDTH / 2 + (focal * x) / z, HEIGHT / 2 + (focal * EYE) / z] as const;
/** The sight line to ground at this distance grazes the lower edge of the board, metres. */
const HIDDEN_FROM = (board.z * EYE) / (EYE - board.bottom);

describe("what can be seen of lines of lanes", () => {
  test("a line beside what stands there is seen all along", () => {
    const [line] = laneLineLabels(frameOf(), specOf([[8, 0, 4], [8, 0, -30], [8, 0, -60]])); // biome-ignore format: a line
    expect(line?.visibility).toEqual([0, 2, 2]);
    expect(line?.visible).toEqual(line?.image);
    expect(line?.visibleFraction).toBe(1);
  });

  test("a line that leads behind something is seen up to there", () => {
    const [line] = laneLineLabels(frameOf(), specOf([[0, 0, -4], [0, 0, -12], [0, 0, -40]])); // biome-ignore format: a line
    expect(line?.visibility).toEqual([2, 2, 1]);
    expect(line?.image).toHaveLength(1);
    expect(line?.visible).toHaveLength(1);
    const [start, corner, end = [0, 0]] = line?.visible[0] ?? [];
    expect([start, corner]).toEqual(line?.image[0]?.slice(0, 2));
    expect(Math.abs(end[1] - pixelOf(0, HIDDEN_FROM)[1])).toBeLessThan(1.5);
    const length = (from: number, to: number) => pixelOf(0, from)[1] - pixelOf(0, to)[1];
    expect(line?.visibleFraction).toBeCloseTo(length(4, HIDDEN_FROM) / length(4, 40), 1);
  });

  test("a line that crosses behind something is seen on both sides of it", () => {
    const [line] = laneLineLabels(frameOf(), specOf([[-6, 0, -20], [6, 0, -20]])); // biome-ignore format: a line
    expect(line?.visible).toHaveLength(2);
    const [left, right] = line?.visible ?? [];
    const edge = (x: number) => WIDTH / 2 + (focal * x) / board.z;
    expect(Math.abs((left?.at(-1)?.[0] ?? 0) - edge(board.left))).toBeLessThan(1.5);
    expect(Math.abs((right?.[0]?.[0] ?? 0) - edge(board.right))).toBeLessThan(1.5);
    expect(line?.visibleFraction).toBeCloseTo(1 - (edge(board.right) - edge(board.left)) / ((focal * 12) / 20), 1);
  });
});

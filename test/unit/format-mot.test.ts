import { beforeAll, describe, expect, test } from "vitest";
import { datasetOf, type Files, textOf } from "./fake-dataset";
import { classesOf, fakePictures } from "./fake-pictures";
import { seenIn } from "./measure";
import { decodeGrey } from "./png-decode";
import { loadPngEncoder } from "./png-wasm";

const classes = classesOf(["car", "person", "traffic light"]);

/** Reads a sequence as TrackEval does: by its seqinfo.ini. */
function readSequence(files: Files, folder: string) {
  const info = new Map(
    textOf(files, `${folder}/seqinfo.ini`)
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => line.split("=") as [string, string]),
  );
  const rows = textOf(files, `${folder}/gt/gt.txt`)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  const images = Array.from({ length: Number(info.get("seqLength")) }, (_, at) =>
    files.has(`${folder}/${info.get("imDir")}/${String(at + 1).padStart(6, "0")}${info.get("imExt")}`),
  );
  return { info, rows, images };
}

describe("MOTChallenge", () => {
  let files: Files;
  const fakes = fakePictures(classes).slice(0, 3);

  beforeAll(async () => {
    await loadPngEncoder();
    const inSequences = fakes.map((fake, at) => {
      const sequence = { number: Math.floor(at / 2), frame: at % 2, frames: 2, fps: 12.5 };
      return { ...fake, spec: { ...fake.spec, index: at, split: "train", sequence } };
    });
    files = await datasetOf(inSequences, { formats: ["mot"], layers: ["image", "instance"], classes });
  });

  test("every sequence has its folder, images from 1 on, and says how it is to be read", () => {
    const folders = [...files.keys()]
      .filter((path) => path.endsWith("seqinfo.ini"))
      .map((path) => path.replace("/seqinfo.ini", ""));
    expect(folders).toHaveLength(2);
    const { info, images } = readSequence(files, folders[0] ?? "");
    expect(info.get("name")).toBe(folders[0]?.replace("train/", ""));
    expect([info.get("frameRate"), info.get("seqLength")]).toEqual(["12.5", "2"]);
    expect([info.get("imWidth"), info.get("imHeight")].map(Number)).toEqual([fakes[0]?.frame.width, fakes[0]?.frame.height]);
    expect(images).toEqual([true, true]);
  });

  test("tracks are those of the instance masks, and their boxes hold all that is seen of them", () => {
    const folder = [...files.keys()].find((path) => path.endsWith("seqinfo.ini"))?.replace("/seqinfo.ini", "") ?? "";
    const { rows } = readSequence(files, folder);
    expect(new Set(rows.map(([frame, track]) => `${frame} ${track}`)).size).toBe(rows.length);
    for (const frame of [1, 2]) {
      const mask = files.get(`masks/instance/train/${String(frame - 1).padStart(6, "0")}.png`);
      if (!mask) throw new Error(`no mask of frame ${frame}`);
      const size = fakes[frame - 1]?.frame;
      const seen = seenIn(decodeGrey(mask), size?.width ?? 0, size?.height ?? 0);
      const tracks = rows.filter(([at]) => at === frame);
      expect(tracks.map(([, track]) => track)).toEqual([...seen.keys()].sort((a, b) => a - b));
      for (const [, track = 0, left = 0, top = 0, width = 0, height = 0, counts, , share = 0] of tracks) {
        const [x, y, w, h] = seen.get(track)?.box ?? [0, 0, 0, 0];
        expect(left - 1).toBeLessThanOrEqual(x);
        expect(top - 1).toBeLessThanOrEqual(y);
        expect(left - 1 + width).toBeGreaterThanOrEqual(x + w);
        expect(top - 1 + height).toBeGreaterThanOrEqual(y + h);
        expect(counts).toBe(1);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});

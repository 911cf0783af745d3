import { beforeAll, describe, expect, test } from "vitest";
import { joinedFile, type Part } from "../../src/cli/joined-file";
import { datasetOf, type Files, jsonOf, textOf } from "./fake-dataset";
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
  const inSequences = fakes.map((fake, at) => {
    const sequence = { number: Math.floor(at / 2), frame: at % 2, frames: 2, fps: 12.5 };
    return { ...fake, spec: { ...fake.spec, index: at, split: "train", sequence } };
  });

  beforeAll(async () => {
    await loadPngEncoder();
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

  test("tracks go on across the end of a shard: joined shards are the files of a single run", async () => {
    const fakes = fakePictures(classes).slice(0, 5);
    // Sequences of three images, shards of two: both shards but the last end in the middle of a sequence.
    const images = fakes.map((fake, at) => {
      const sequence = { number: Math.floor(at / 3), frame: at % 3, frames: 3, fps: 10 };
      return { ...fake, spec: { ...fake.spec, index: at, split: "train", sequence } };
    });
    const wish = { formats: ["mot", "coco", "coco-keypoints"], layers: ["image", "instance"], classes } satisfies Parameters<
      typeof datasetOf
    >[1];
    const whole = await datasetOf(images, wish);
    const shards: Part[] = [];
    for (const from of [0, 2, 4]) {
      const files = await datasetOf(images.slice(from, from + 2), wish);
      const read = async (file: string) => Buffer.from(files.get(file) ?? new Uint8Array());
      shards.push({ place: `shard ${from}`, paths: [...files.keys()], read });
    }
    const joined = async (file: string) => (await joinedFile(file, shards)).toString();
    const files = [...whole.keys()].filter((file) => /gt\.txt$|seqinfo\.ini$|annotations\/.*_train\.json$/.test(file));
    expect(files).toHaveLength(6);
    for (const file of files) expect((await joined(file)) === textOf(whole, file), file).toBe(true);
    expect(await joined(files.find((file) => file.endsWith("0000/seqinfo.ini")) ?? "")).toContain("seqLength=3\n");
    const tracks = (name: string) =>
      (jsonOf(whole, `coco/annotations/${name}_train.json`) as { annotations: { instance_id: number; track_id: number }[] })
        .annotations;
    for (const name of ["instances", "person_keypoints"]) {
      expect(tracks(name).length).toBeGreaterThan(0);
      for (const { instance_id, track_id } of tracks(name)) expect(track_id).toBe(instance_id);
    }
  });
});

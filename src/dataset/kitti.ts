import type { Box, DroppedLabel, InstanceLabel } from "../annotate/labels";
import type { Sample } from "../encode/sample";
import type { ImageSpec } from "../recipe/spec";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { type LevelFrame, levelFrame, uprightBox } from "./level-frame";
import { imageName, stem } from "./names";
import { uniqueNames } from "./safe-names";
import { bySplit } from "./splits";
import { expectStraight } from "./straight";
import { textFile, utf8 } from "./text";

/**
 * KITTI object detection (Geiger et al., 2012; readme.txt of its development kit): `training/image_2/000000.png`, `label_2/`, `calib/`, and
 * `ImageSets/<split>.txt` as OpenPCDet and MMDetection3D have it. Boxes stand upright in axes at the camera that are level, and `P2` holds
 * the tilt of the camera: the corners of a box fall where its thing is, however the camera is held.
 */
export const kitti: Format = {
  title: "KITTI 3D boxes",
  folder: "kitti",
  pictures: { image: (sample) => `training/image_2/${imageName(sample)}` },
  labels: ["box-3d", "amodal"],
  open: openKitti,
};

/** What KITTI calls things that we call otherwise, or write in small letters. */
const kittiNames: Readonly<Record<string, string>> = {
  car: "Car",
  van: "Van",
  truck: "Truck",
  person: "Pedestrian",
  pedestrian: "Pedestrian",
  cyclist: "Cyclist",
  tram: "Tram",
};

function openKitti({ classes, splits: names, sink }: DatasetOptions): Dataset {
  const things = classes.filter(({ kind }) => kind === "thing").map(({ name }) => name);
  const safe = uniqueNames(
    things.map((name) => kittiNames[name] ?? name),
    typeName,
    ["DontCare"],
  );
  const typeOf = new Map(things.map((thing, at) => [thing, safe[at] ?? thing]));
  const splits = bySplit(names, (split) => textFile(sink, `ImageSets/${split}.txt`));
  return {
    async add(sample) {
      const { index, spec, labels } = sample;
      expectStraight(labels.camera, "kitti");
      const frame = levelFrame(labels.camera);
      const rows = labels.instances.map((label) => labelRow(typeOf.get(label.class) ?? label.class, label, frame, sample));
      rows.push(...labels.dropped.filter(({ ignore }) => ignore).map(dontCareRow));
      await sink.write(`training/label_2/${stem(index)}.txt`, utf8(rows.map((row) => `${row}\n`).join("")));
      await sink.write(`training/calib/${stem(index)}.txt`, utf8(calibration(frame)));
      await splits.of(spec.split).add(`${stem(index)}\n`);
    },
    async finish() {
      for (const [, list] of splits.entries()) await list.close();
    },
  };
}

/** Columns are told apart by spaces. */
function typeName(name: string): string {
  return name.replaceAll(/\s|\p{Cc}|\p{Cs}/gu, "_");
}

/** The 15 columns of an object. */
function labelRow(type: string, label: InstanceLabel, frame: LevelFrame, { index, spec: { image } }: Sample): string {
  const { box3d, amodal, boundingBox } = label;
  if (!box3d || !amodal) throw new Error(`Sample ${index} has no 3D box or no silhouette of instance ${label.instanceId}.`);
  const { location, size, rotationY } = uprightBox(box3d, frame);
  const [x, y, z] = location;
  const [left, top, width, height] = boundingBox;
  const truncated = shareOutside(amodal.boundingBox, image);
  const numbers = [wrapped(rotationY - Math.atan2(x, z)), left, top, left + width, top + height];
  const box = [size.height, size.width, size.length, x, y, z, rotationY];
  return [
    type,
    truncated.toFixed(2),
    amodal.occlusionLevel,
    ...numbers.map((value) => value.toFixed(2)),
    ...box.map((value) => value.toFixed(4)),
  ].join(" ");
}

/** A region to ignore: only its box is known. */
function dontCareRow({ boundingBox: [left, top, width, height] }: DroppedLabel): string {
  const box = [left, top, left + width, top + height].map((value) => value.toFixed(2)).join(" ");
  return `DontCare -1 -1 -10 ${box} -1 -1 -1 -1000 -1000 -1000 -10`;
}

/** The share of a box that lies beside the picture. */
function shareOutside([left, top, width, height]: Box, picture: ImageSpec): number {
  const inside = (from: number, length: number, side: number) => Math.max(0, Math.min(from + length, side) - Math.max(from, 0));
  return 1 - (inside(left, width, picture.width) * inside(top, height, picture.height)) / (width * height);
}

/** All lines of a real file, in their order: some readers go by it. There is one camera, and the scanner would stand where it stands. */
function calibration({ projection }: LevelFrame): string {
  const line = (name: string, values: readonly number[]) =>
    `${name}: ${values.map((value) => value.toExponential(12)).join(" ")}\n`;
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const imuToScanner = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  const scannerToCamera = [0, -1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0];
  return [
    ...["P0", "P1", "P2", "P3"].map((name) => line(name, projection)),
    line("R0_rect", identity),
    line("Tr_velo_to_cam", scannerToCamera),
    line("Tr_imu_to_velo", imuToScanner),
  ].join("");
}

/** The same angle from -π to π. */
function wrapped(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

import type { InstanceLabel } from "../annotate/labels";
import type { Sample } from "../encode/sample";
import type { ClassSpec } from "../recipe/spec";
import type { Dataset, DatasetOptions } from "./dataset";
import { stem } from "./names";
import { bySplit } from "./splits";
import { utf8 } from "./text";
import { yamlText } from "./yaml-text";

/** What is special about one of the tasks of YOLO. */
export type YoloTask = {
  /** Names of the classes, from 0. Those that are left out get no labels. */
  readonly classes: readonly ClassSpec[];
  /** The numbers behind the class of an instance, in pixels and divided by the size of the picture by `share`; none for no row. */
  readonly row: (label: InstanceLabel, sample: Sample) => readonly string[] | undefined;
  /** More lines for data.yaml. */
  readonly yaml?: readonly string[];
};

/**
 * YOLO as Ultralytics reads it (https://docs.ultralytics.com/datasets): `images/<split>/000000.png`, `labels/<split>/000000.txt` with
 * a row for each instance, and `data.yaml`. An image without labels has an empty file. `data.yaml` names no `path`, so that
 * its own folder is the root wherever it lies.
 */
export function yoloDataset({ splits: names, sink }: DatasetOptions, { classes, row, yaml = [] }: YoloTask): Dataset {
  const numbers = new Map(classes.map(({ name }, at) => [name, at]));
  const splits = bySplit(names, () => ({ images: 0 }));
  return {
    async add(sample) {
      const { index, spec, labels } = sample;
      splits.of(spec.split).images++;
      const rows = labels.instances.flatMap((label) => {
        const number = numbers.get(label.class);
        const values = number === undefined ? undefined : row(label, sample);
        return values ? [[String(number), ...values].join(" ")] : [];
      });
      await sink.write(`labels/${spec.split}/${stem(index)}.txt`, utf8(rows.map((line) => `${line}\n`).join("")));
    },
    async finish() {
      const used = [...splits.entries()].flatMap(([name, { images }]) => (images > 0 ? [name] : []));
      const lines = [...splitLines(used), ...yaml, "names:", ...classes.map(({ name }, at) => `  ${at}: ${yamlText(name)}`)];
      await sink.write("data.yaml", utf8(`${lines.join("\n")}\n`));
    },
  };
}

/** A length in pixels as a share of a side of the picture. Six digits are less than 0.01 pixels in the largest picture; never an exponent. */
export function share(pixels: number, side: number): string {
  return (pixels / side).toFixed(6);
}

/** Centre and size of the tight box. */
export function boxRow({ boundingBox: [x, y, width, height] }: InstanceLabel, { spec: { image } }: Sample): string[] {
  return [
    share(x + width / 2, image.width),
    share(y + height / 2, image.height),
    share(width, image.width),
    share(height, image.height),
  ];
}

export function things(classes: readonly ClassSpec[]): ClassSpec[] {
  return classes.filter(({ kind }) => kind === "thing");
}

/** Both train and val have to be there, and have images: a dataset without one of them uses the other's. */
/** Lines of data.yaml that say where the splits are. A split without images is replaced by another. */
export function splitLines(used: readonly string[]): string[] {
  const [first = "train"] = used;
  const train = used.includes("train") ? "train" : first;
  const val = ["val", "valid", "validation", "dev"].find((name) => used.includes(name)) ?? train;
  const lines = [`train: images/${train}`, `val: images/${val}`];
  return used.includes("test") ? [...lines, "test: images/test"] : lines;
}

import type { InstanceLabel } from "../annotate/labels";
import type { Sample } from "../encode/sample";
import { RecipeError } from "../errors";
import type { SequenceSpec } from "../recipe/spec";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imageEnding } from "./names";
import { type TextFile, textFile, utf8 } from "./text";

/**
 * MOTChallenge (Milan et al., MOT16, 2016; Dendorfer et al., MOT20, 2020): a folder for each sequence, with `img1/000001.png`,
 * `gt/gt.txt` and `seqinfo.ini`. Boxes are amodal and may go on beside the picture, as those
 * of the challenge; coordinates and frames begin at 1.
 */
export const mot: Format = {
  title: "MOTChallenge tracks",
  folder: "mot",
  pictures: { image: (sample) => `${folderOf(sample)}/img1/${motFrame(sample)}` },
  labels: ["amodal"],
  open: openMot,
};

/** Numbers of classes of MOT16 and later; what it does not know comes after them. */
const motClasses: Readonly<Record<string, number>> = { person: 1, pedestrian: 1, car: 3, bicycle: 4, motorcycle: 5 };
const FIRST_OWN = 14;

function openMot({ classes, sink }: DatasetOptions): Dataset {
  const things = classes.filter(({ kind }) => kind === "thing").map(({ name }) => name);
  const own = things.filter((name) => motClasses[name] === undefined);
  const numberOf = (name: string) => motClasses[name] ?? FIRST_OWN + own.indexOf(name);
  let open: { readonly sample: Sample; readonly rows: TextFile; frames: number } | undefined;

  async function finishSequence(): Promise<void> {
    if (!open) return;
    await open.rows.close();
    await sink.write(`${folderOf(open.sample)}/seqinfo.ini`, utf8(seqInfo(open.sample, open.frames)));
    open = undefined;
  }

  return {
    async add(sample) {
      const { number, frame } = sequenceOf(sample);
      if (open && sequenceOf(open.sample).number !== number) await finishSequence();
      open ??= { sample, rows: textFile(sink, `${folderOf(sample)}/gt/gt.txt`), frames: 0 };
      open.frames++;
      await open.rows.add(
        sample.labels.instances.map((label) => `${row(label, frame, numberOf(label.class), sample)}\n`).join(""),
      );
    },
    async finish() {
      await finishSequence();
      await sink.write("classes.txt", utf8(things.map((name) => `${numberOf(name)} ${name}\n`).join("")));
    },
  };
}

/** frame, track, left, top, width, height, whether it counts, class, share that is seen. */
function row({ instanceId, amodal }: InstanceLabel, frame: number, classNumber: number, { index }: Sample): string {
  if (!amodal) throw new Error(`Sample ${index} has no silhouette of instance ${instanceId}.`);
  const [left, top, width, height] = amodal.boundingBox;
  return [frame + 1, instanceId, left + 1, top + 1, width, height, 1, classNumber, amodal.visibleFraction.toFixed(5)].join(",");
}

function seqInfo(sample: Sample, frames: number): string {
  const { width, height } = sample.spec.image;
  const rows = {
    name: nameOf(sample),
    imDir: "img1",
    frameRate: sequenceOf(sample).fps,
    seqLength: frames,
    imWidth: width,
    imHeight: height,
    imExt: `.${imageEnding(sample)}`,
  };
  return `[Sequence]\n${Object.entries(rows)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("")}`;
}

/** `train/street-0003` */
function folderOf(sample: Sample): string {
  return `${sample.spec.split}/${nameOf(sample)}`;
}

function nameOf(sample: Sample): string {
  return `${sample.spec.recipe}-${String(sequenceOf(sample).number).padStart(4, "0")}`;
}

/** `000001.png` */
function motFrame(sample: Sample): string {
  return `${String(sequenceOf(sample).frame + 1).padStart(6, "0")}.${imageEnding(sample)}`;
}

function sequenceOf({ index, spec: { sequence } }: Sample): SequenceSpec {
  if (sequence) return sequence;
  throw new RecipeError(
    `Image ${index} is no part of a sequence, which the format mot needs; expected sequence: { frames: 10, fps: 10 }.`,
  );
}

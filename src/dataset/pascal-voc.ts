import type { InstanceLabel } from "../annotate/labels";
import { vocColour } from "../encode/png";
import type { Sample } from "../encode/sample";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imageName, stem } from "./names";
import { uniqueNames } from "./safe-names";
import { bySplit } from "./splits";
import { escaped, textFile, utf8 } from "./text";

/**
 * Pascal VOC (Everingham and Winn, The PASCAL Visual Object Classes Challenge 2012 Development Kit): `JPEGImages/000000.png`,
 * `Annotations/000000.xml`, `SegmentationClass/` and `SegmentationObject/` with palette, `ImageSets/{Main,Segmentation}/<split>.txt`.
 * Boxes are whole pixels, counted from 1, both ends included. `labelmap.txt` is how CVAT and Datumaro learn the classes.
 */
export const pascalVoc: Format = {
  title: "Pascal VOC",
  folder: "pascal-voc",
  pictures: {
    image: (sample) => `JPEGImages/${imageName(sample)}`,
    "voc-classes": ({ index }) => `SegmentationClass/${stem(index)}.png`,
    "voc-objects": ({ index }) => `SegmentationObject/${stem(index)}.png`,
  },
  open: openVoc,
};

function openVoc({ name, classes, splits: names, sink }: DatasetOptions): Dataset {
  const things = classes.filter(({ kind }) => kind === "thing").map((entry) => entry.name);
  const safe = uniqueNames(things, labelmapName, ["background"]);
  const nameOf = new Map(things.map((thing, at) => [thing, safe[at] ?? thing]));
  const splits = bySplit(names, (split) =>
    ["Main", "Segmentation"].map((task) => textFile(sink, `ImageSets/${task}/${split}.txt`)),
  );
  return {
    async add(sample) {
      const xml = annotationXml(name, sample, (label) => nameOf.get(label.class) ?? label.class);
      await sink.write(`Annotations/${stem(sample.index)}.xml`, utf8(xml));
      for (const list of splits.of(sample.spec.split)) await list.add(`${stem(sample.index)}\n`);
    },
    async finish() {
      for (const [, lists] of splits.entries()) for (const list of lists) await list.close();
      const lines = ["background", ...safe].map((label, at) => `${label}:${vocColour(at).join(",")}::\n`);
      await sink.write("labelmap.txt", utf8(`# label:color_rgb:parts:actions\n${lines.join("")}`));
    },
  };
}

/** A line of the labelmap ends at a colon, and is a comment after a hash. */
function labelmapName(name: string): string {
  return name.replaceAll(/[:#]|\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "_").trim();
}

function annotationXml(folder: string, sample: Sample, nameOf: (label: InstanceLabel) => string): string {
  const { spec, labels } = sample;
  const { width, height } = spec.image;
  return `<annotation>
  <folder>${escaped(folder)}</folder>
  <filename>${imageName(sample)}</filename>
  <source>
    <database>Diorama</database>
  </source>
  <size>
    <width>${width}</width>
    <height>${height}</height>
    <depth>3</depth>
  </size>
  <segmented>1</segmented>
${labels.instances.map((label) => objectXml(label, nameOf(label), width, height)).join("")}</annotation>
`;
}

function objectXml({ boundingBox: [x, y, w, h] }: InstanceLabel, name: string, width: number, height: number): string {
  const touchesEdge = x === 0 || y === 0 || x + w === width || y + h === height;
  return `  <object>
    <name>${escaped(name)}</name>
    <pose>Unspecified</pose>
    <truncated>${touchesEdge ? 1 : 0}</truncated>
    <difficult>0</difficult>
    <bndbox>
      <xmin>${x + 1}</xmin>
      <ymin>${y + 1}</ymin>
      <xmax>${x + w}</xmax>
      <ymax>${y + h}</ymax>
    </bndbox>
  </object>
`;
}

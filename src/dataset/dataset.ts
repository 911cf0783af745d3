import type { Surface } from "../encode/ply";
import type { LayerName, Sample } from "../encode/sample";
import type { TargetRow } from "../plan/targets";
import type { LabelKind } from "../recipe/labels";
import type { Recipe } from "../recipe/schema";
import type { ClassSpec, InstanceSpec } from "../recipe/spec";
import type { CardFacts } from "./card";
import type { Files } from "./sink";

/** Turns samples into files. Samples come in the order of their indices, which may have gaps. */
export type Dataset = {
  add(sample: Sample): Promise<void>;
  /** Writes what can only be known at the end. */
  finish(): Promise<void>;
};

/** An image that somebody looked at and did not want in the dataset. */
export type Rejected = { readonly index: number; readonly note?: string };

export type DatasetOptions = {
  /** Name of the dataset, for its description. */
  readonly name: string;
  /** All classes of the scene, in order, things before stuff: `SceneSpec.classes`. */
  readonly classes: readonly ClassSpec[];
  /** All splits that a sample can belong to. */
  readonly splits: readonly string[];
  /** Pictures that the recipe asks for; a sample may have more, for other formats. */
  readonly layers: readonly LayerName[];
  /** How large a file of many samples may get, in bytes. */
  readonly partBytes: number;
  /** How COCO files say which pixels a thing has. Outlines when left out. */
  readonly cocoMasks?: Recipe["output"]["cocoMasks"];
  /** What the dataset is for, if the recipe says so, and the version of this program. */
  readonly about: {
    readonly objective?: string | undefined;
    readonly version: string;
    /** Pictures of the user that the images may show: the field of the recipe and what it names. */
    readonly pictures?: readonly { readonly field: string; readonly file: string }[];
    /** The objective's targets beside what was labelled, if it has some. */
    readonly targets?: (perClass: CardFacts["perClass"]) => readonly TargetRow[];
    /** Images that somebody left out. */
    readonly rejected?: readonly Rejected[];
  };
  /** Builds the model of an instance, in its own space. */
  readonly meshOf: (instance: InstanceSpec) => Promise<Surface>;
  /** Takes the files. A dataset neither closes nor aborts it: who made the sink does. */
  readonly sink: Files;
};

/** A dataset format. */
export type Format = {
  /** What people call it. */
  readonly title: string;
  /** Its folder in a dataset of several formats. Formats with the same one share their pictures. */
  readonly folder: string;
  /** Pictures that it consists of, and the path of each. They are rendered and written for it. */
  readonly pictures: { readonly [layer in LayerName]?: (sample: Sample) => string };
  /** Labels that it needs besides class, box and mask. */
  readonly labels?: readonly LabelKind[];
  /** True when it has a place of its own for whatever pictures the recipe asks for. */
  readonly holdsLayers?: boolean;
  /** Front matter for its README.md, where it wants one in its folder. */
  readonly frontMatter?: (facts: CardFacts) => string;
  /** Starts the files that go with the pictures: labels and lists. Throws a RecipeError when the scene does not fit the format. */
  readonly open: (options: DatasetOptions) => Dataset;
};

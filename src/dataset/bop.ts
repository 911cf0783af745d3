import type { Box, InstanceLabel } from "../annotate/labels";
import { rotationMatrix } from "../annotate/rotation";
import { fillPolygons } from "../encode/fill";
import { joined } from "../encode/join";
import { greyLabelPng } from "../encode/png";
import type { Sample } from "../encode/sample";
import type { ImageSpec } from "../recipe/spec";
import { type BopModels, bopModels } from "./bop-models";
import type { Dataset, DatasetOptions, Format } from "./dataset";
import { imageEnding, stem } from "./names";
import { bySplit } from "./splits";
import { expectStraight } from "./straight";
import { utf8 } from "./text";

const MILLIMETRES = 1000;
/** Images in the folder of a scene. */
const SCENE = 1000;

/**
 * BOP, scene-wise (https://github.com/thodan/bop_toolkit/blob/master/docs/bop_datasets_format.md): poses, visible and whole masks, depth in
 * millimetres and models as PLY. Poses are from the middle of a model's box to camera axes. The centre of the first pixel is at
 * (0.5, 0.5), as bop_toolkit renders it.
 */
export const bop: Format = {
  title: "BOP poses",
  folder: "bop",
  pictures: {
    image: (sample) => `${sceneFolder(sample)}/rgb/${picture(sample)}.${imageEnding(sample)}`,
    "depth-mm": (sample) => `${sceneFolder(sample)}/depth/${picture(sample)}.png`,
  },
  labels: ["box-3d", "amodal"],
  open: openBop,
};

/** What is known of the scene that is being written: rows of its three files, as JSON text. */
type Scene = { folder: string; readonly rows: { camera: Uint8Array[]; gt: Uint8Array[]; info: Uint8Array[] } };

function openBop(options: DatasetOptions): Dataset {
  const { sink } = options;
  const models = bopModels(options);
  const splits = bySplit(options.splits, (): Scene => ({ folder: "", rows: { camera: [], gt: [], info: [] } }));
  let firstCamera: string | undefined;

  async function finishScene({ folder, rows }: Scene): Promise<void> {
    if (folder === "") return;
    for (const [name, list] of Object.entries({ scene_camera: rows.camera, scene_gt: rows.gt, scene_gt_info: rows.info })) {
      const comma = utf8(",\n");
      const lines = list.flatMap((row, at) => (at === 0 ? [row] : [comma, row]));
      await sink.write(`${folder}/${name}.json`, joined([utf8("{\n"), ...lines, utf8("\n}\n")]));
      list.length = 0;
    }
  }

  return {
    async add(sample) {
      expectStraight(sample.labels.camera, "bop");
      const scene = splits.of(sample.spec.split);
      const folder = sceneFolder(sample);
      if (scene.folder !== folder) await finishScene(scene);
      scene.folder = folder;
      const image = sample.index % SCENE;
      const { instances } = sample.labels;
      for (const [at, label] of instances.entries()) {
        const name = `${picture(sample)}_${stem(at)}.png`;
        await sink.write(`${folder}/mask/${name}`, maskPng(whole(label).polygons, sample.spec.image));
        await sink.write(`${folder}/mask_visib/${name}`, maskPng(label.polygons, sample.spec.image));
      }
      const row = (value: unknown) => utf8(`"${image}": ${JSON.stringify(value)}`);
      firstCamera ??= cameraFile(sample);
      scene.rows.camera.push(row(cameraEntry(sample)));
      scene.rows.gt.push(row(instances.map((label) => poseEntry(label, sample, models))));
      scene.rows.info.push(row(instances.map(infoEntry)));
    },
    async finish() {
      for (const [, scene] of splits.entries()) await finishScene(scene);
      if (firstCamera !== undefined) await sink.write("camera.json", utf8(firstCamera));
      await models.write();
    },
  };
}

/** `train_pbr/000012`: BOP's name for rendered training images. */
function sceneFolder({ index, spec: { split } }: Pick<Sample, "index" | "spec">): string {
  return `${split === "train" ? "train_pbr" : split}/${stem(Math.floor(index / SCENE))}`;
}

function picture({ index }: Pick<Sample, "index">): string {
  return stem(index % SCENE);
}

function whole({ amodal, instanceId }: InstanceLabel) {
  if (!amodal) throw new Error(`There is no silhouette of instance ${instanceId}.`);
  return amodal;
}

function maskPng(polygons: readonly (readonly number[])[], { width, height }: ImageSpec): Uint8Array<ArrayBuffer> {
  const { cells } = fillPolygons(polygons, [0, 0, width, height]);
  return greyLabelPng(
    cells.map((cell) => cell * 255),
    width,
    height,
  );
}

function cameraEntry({ labels: { camera } }: Sample) {
  const [a, b, c, tx = 0, d, e, f, ty = 0, g, h, i, tz = 0] = camera.worldToCamera;
  return {
    cam_K: camera.intrinsics,
    depth_scale: 1,
    cam_R_w2c: [a, b, c, d, e, f, g, h, i],
    cam_t_w2c: [tx, ty, tz].map((metres) => metres * MILLIMETRES),
  };
}

/** The camera of the first image; each image has its own in `scene_camera.json`. */
function cameraFile({ labels, spec: { image } }: Sample): string {
  const [fx, , cx, , fy, cy] = labels.camera.intrinsics;
  return `${JSON.stringify({ cx, cy, depth_scale: 1, fx, fy, height: image.height, width: image.width }, null, 2)}\n`;
}

function poseEntry({ box3d, instanceId }: InstanceLabel, { spec, index }: Sample, models: BopModels) {
  const instance = spec.instances[instanceId - 1];
  if (!box3d || !instance) throw new Error(`Sample ${index} has no 3D box of instance ${instanceId}.`);
  return {
    obj_id: models.idOf(instance),
    cam_R_m2c: rotationMatrix(box3d.camera.rotation),
    cam_t_m2c: box3d.camera.centre.map((metres) => metres * MILLIMETRES),
  };
}

/** Boxes as bop_toolkit's calc_gt_info.py computes them: from the first to the last pixel, so one less than the number of pixels. */
function infoEntry(label: InstanceLabel) {
  const { boundingBox, areaPixels, areaInFrame } = whole(label);
  const between = ([x, y, width, height]: Box) => [x, y, width - 1, height - 1];
  return {
    bbox_obj: between(boundingBox),
    bbox_visib: between(label.boundingBox),
    px_count_all: areaPixels,
    px_count_valid: areaInFrame,
    px_count_visib: label.areaPixels,
    visib_fract: label.areaPixels / areaPixels,
  };
}

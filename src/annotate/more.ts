import type { Region } from "../camera/silhouette";
import type { LabelKind } from "../recipe/labels";
import type { SceneSpec } from "../recipe/spec";
import type { Frame } from "../render/frame";
import type { LaterOf, ShapeOf } from "../scene/table";
import type { Amodal } from "./amodal";
import { box3d } from "./box-3d";
import { distanceOf } from "./distance";
import { keypointsOf } from "./keypoints";
import type { MoreLabels } from "./labels";
import { coveringNeighbours } from "./neighbours";
import { orientedBox } from "./oriented-box";
import { poseOf } from "./pose";
import { type View, viewOf } from "./view";

type Context = {
  readonly frame: Frame;
  readonly spec: SceneSpec;
  readonly shapeOf: ShapeOf;
  readonly laterOf: LaterOf;
  readonly amodalOf: AmodalOf;
};

/** Gives the silhouette of an instance whose visible pixels are in a region; draws it once. */
export type AmodalOf = (instanceId: number, region: Region) => Amodal;

/** Makes one kind of label for one instance after another. */
type Annotator = (context: Context, view: View) => (instanceId: number, region: Region) => MoreLabels;

/** Every kind of label that can be asked for. */
const annotators = {
  neighbours({ frame, spec }) {
    const neighbours = coveringNeighbours(frame, spec.instances.length);
    return (id) => ({ coveredBy: neighbours[id] ?? [] });
  },
  "oriented-box":
    ({ frame }) =>
    (id, region) => ({ orientedBox: orientedBox(frame, id, region) }),
  "box-3d": (context, view) => (id) => ({ box3d: boxOf(context, view, id) }),
  pose:
    ({ spec }, view) =>
    (id) => ({ pose: poseOf(instanceOf(spec, id), view) }),
  keypoints:
    ({ frame, spec, shapeOf, laterOf }, view) =>
    (id) => {
      const { keypoints } = shapeOf(id);
      return keypoints ? { keypoints: keypointsOf(instanceOf(spec, id), id, keypoints, view, frame, laterOf(id)) } : {};
    },
  distance: (context, view) => (id, region) => ({
    distance: distanceOf(boxOf(context, view, id), context.frame, id, region),
  }),
  amodal:
    ({ amodalOf }) =>
    (id, region) => ({ amodal: amodalOf(id, region) }),
} satisfies Record<LabelKind, Annotator>;

/** Makes the wanted kinds of labels of an instance, from its id and the region of its visible pixels. */
export function moreLabels(wanted: readonly LabelKind[], context: Context): (instanceId: number, region: Region) => MoreLabels {
  const view = viewOf(context.spec);
  const ready = wanted.map((kind) => annotators[kind](context, view));
  return (instanceId, region) => Object.assign({}, ...ready.map((make) => make(instanceId, region)));
}

function boxOf({ spec, shapeOf, laterOf }: Context, view: View, id: number) {
  return box3d(instanceOf(spec, id), shapeOf(id), view, spec.camera.near, laterOf(id));
}

function instanceOf({ instances }: SceneSpec, id: number) {
  const instance = instances[id - 1];
  if (!instance) throw new Error(`There is no instance ${id}; the spec has ${instances.length}`);
  return instance;
}

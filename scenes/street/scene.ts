import { draw } from "../../src/recipe/quantity";
import type { ClassSpec } from "../../src/recipe/spec";
import { animate } from "../motion/animate";
import { footprints, type Placed } from "../put";
import type { Scene } from "../scene";
import { bicycles, cyclists } from "./bicycles";
import { placeCamera } from "./camera";
import { events } from "./events";
import { furniture } from "./furniture";
import { lightsOn } from "./headlights";
import { houses } from "./houses";
import { islands } from "./islands";
import { laneLines } from "./lane-lines";
import { planStreet } from "./layouts";
import type { StreetParameters } from "./parameters";
import { parkedCars } from "./parked";
import { people } from "./people";
import { sitters } from "./sitters";
import { surfaces } from "./surfaces";
import { traffic } from "./traffic";
import { works } from "./works";

const classes: readonly ClassSpec[] = [
  { name: "car", kind: "thing", supercategory: "vehicle" },
  { name: "truck", kind: "thing", supercategory: "vehicle" },
  { name: "bus", kind: "thing", supercategory: "vehicle" },
  { name: "motorcycle", kind: "thing", supercategory: "vehicle" },
  { name: "person", kind: "thing", supercategory: "person" },
  { name: "bicycle", kind: "thing", supercategory: "vehicle" },
  { name: "traffic light", kind: "thing", supercategory: "outdoor" },
  { name: "traffic sign", kind: "thing", supercategory: "outdoor" },
  { name: "bench", kind: "thing", supercategory: "outdoor" },
  { name: "bin", kind: "thing", supercategory: "outdoor" },
  { name: "hydrant", kind: "thing", supercategory: "outdoor" },
  { name: "traffic cone", kind: "thing", supercategory: "outdoor" },
  { name: "barrier", kind: "thing", supercategory: "outdoor" },
  { name: "warning triangle", kind: "thing", supercategory: "outdoor" },
  { name: "box", kind: "thing", supercategory: "load" },
  { name: "pallet", kind: "thing", supercategory: "load" },
  { name: "tyre", kind: "thing", supercategory: "load" },
  { name: "dog", kind: "thing", supercategory: "animal" },
  { name: "cat", kind: "thing", supercategory: "animal" },
  { name: "deer", kind: "thing", supercategory: "animal" },
  { name: "road", kind: "stuff", supercategory: "flat" },
  { name: "road marking", kind: "stuff", supercategory: "flat" },
  { name: "sidewalk", kind: "stuff", supercategory: "flat" },
  { name: "building", kind: "stuff", supercategory: "construction" },
  { name: "wall", kind: "stuff", supercategory: "construction" },
  { name: "vegetation", kind: "stuff", supercategory: "nature" },
  { name: "pole", kind: "stuff", supercategory: "construction" },
  { name: "ground", kind: "stuff", supercategory: "nature" },
  { name: "sky", kind: "stuff", supercategory: "sky" },
];

/**
 * A street, streets that cross, or a roundabout, between rows of houses. What comes first takes its ground first, and each group
 * draws from streams of its own: other pedestrians leave the cars where they are, other cars leave the trees.
 */
export const street: Scene<StreetParameters> = {
  classes,
  background: "sky",
  layout({ parameters, weather, random, seconds }) {
    const plan = planStreet(parameters, random);
    const camera = placeCamera(plan, parameters, random);
    const { viewpoint, view, free } = camera;
    const middle = islands(plan, random);
    const rare = events(plan, parameters, camera, footprints(middle), random);
    const kept = [...rare.sight, ...footprints([...middle, ...rare.placed])];
    const dug = works(plan, parameters, view, [free, ...kept], random);
    const still = furniture(plan, parameters, { free, taken: [...kept, ...footprints(dug)] }, random);
    const sitting = sitters(still, [free, ...kept, ...footprints(dug)], random);
    const ground = [free, ...kept, ...footprints([...dug, ...still, ...sitting])];
    const parked = parkedCars(plan, parameters, ground, random);
    const driven = lightsOn(traffic(plan, parameters, view, [...ground, ...footprints(parked)], random), weather);
    const vehicles = [...parked, ...driven];
    const standing = bicycles(plan, parameters, view, ground, random);
    const ridden = cyclists(plan, parameters, view, [...ground, ...footprints(vehicles)], random);
    const cycles = [...standing, ...ridden];
    const walkers = people(plan, parameters, view, [...ground, ...footprints([...vehicles, ...cycles])], random);
    const gapShare = draw(parameters.gapShare, random("gaps"));
    const placed = [...rare.placed, ...vehicles, ...walkers, ...sitting, ...cycles, ...dug, ...still, ...middle];
    const around = [...houses(plan, parameters, gapShare, random), ...surfaces(plan, random)];
    const layout = { viewpoint, laneLines: laneLines(plan), instances: [...instances(placed), ...around] };
    if (seconds === undefined) return layout;
    const moving = animate(placed, { seconds, random, observer: camera.observer });
    return {
      ...layout,
      at: (time) => ({
        viewpoint: camera.viewpointAt(moving.observed(time)),
        instances: [...moving.instances(time), ...around],
      }),
    };
  },
};

function instances(placed: readonly Placed[]) {
  return placed.flatMap(({ instance, also = [] }) => [instance, ...also]);
}

import { draw, drawCount } from "../../src/recipe/quantity";
import { chance, pick, uniform } from "../../src/recipe/random";
import type { ClassSpec, InstanceSpec, RoomSpec } from "../../src/recipe/spec";
import { place } from "../../src/scene/models";
import { stripLights } from "../../src/scene/models/store-room";
import type { Scene, Streams } from "../scene";
import { placeCamera } from "./camera";
import { type Order, stockBay } from "./facings";
import type { ShelfParameters } from "./parameters";
import { frontHeading, type Plan, planShelf, type Row, toWorld } from "./plan";

const classes: readonly ClassSpec[] = [
  { name: "bottle", kind: "thing", supercategory: "goods" },
  { name: "can", kind: "thing", supercategory: "goods" },
  { name: "carton", kind: "thing", supercategory: "goods" },
  { name: "bag", kind: "thing", supercategory: "goods" },
  { name: "price tag", kind: "thing", supercategory: "label" },
  { name: "shelf", kind: "stuff", supercategory: "furniture" },
  { name: "floor", kind: "stuff", supercategory: "room" },
  { name: "wall", kind: "stuff", supercategory: "room" },
  { name: "ceiling", kind: "stuff", supercategory: "room" },
  { name: "background", kind: "stuff", supercategory: "room" },
];

/** A supermarket shelf with rows of goods, seen from the front or along the aisle. */
export const shelf: Scene<ShelfParameters> = {
  classes,
  background: "background",
  layout({ parameters, random, seconds }) {
    const { plan, endRow } = planShelf(parameters, random);
    const order: Order = {
      frontedShare: draw(parameters.frontedShare, random("frontedShare")),
      gapShare: draw(parameters.gapShare, random("gapShare")),
      misplacedShare: draw(parameters.misplacedShare, random("misplacedShare")),
      fallenShare: draw(parameters.fallenShare, random("fallenShare")),
      depthRows: plan.viewpoint === "aisle" ? 1 : drawCount(parameters.depthRows, random("depthRows")),
    };
    const { viewpoint, viewpointAt } = placeCamera(plan, parameters, random);
    // Where an aisle ends, a row across it: the one that the camera looks at.
    const end = plan.viewpoint === "aisle" ? [endRow(viewpoint.target[0] > viewpoint.position[0] ? "east" : "west")] : [];
    const rows = [...plan.rows, ...end];
    const goods = rows.flatMap(({ side, bays }) => bays.flatMap((bay, at) => stockBay(plan, side, bay, at, order, random)));
    const instances = [...goods, ...units(plan, rows, random), ...room(plan, random)];
    return {
      viewpoint,
      instances,
      room: light(plan, parameters, random),
      shadowReachMetres: 3,
      ...(seconds !== undefined && { at: (time: number) => ({ viewpoint: viewpointAt(time), instances }) }),
    };
  },
};

/** The bays themselves, all in the same steel. */
function units(plan: Plan, rows: readonly Row[], random: Streams): readonly InstanceSpec[] {
  const looks = random("steel");
  const colour = pick(looks, ["#e8e8e4", "#d8d8d4", "#c4c8cc", "#8c9096"]);
  const railColour = pick(looks, ["#f0f0ec", "#d4d6d8", "#c8202c", "#2b6cb0", "#4a4e54", "#f3c62c"]);
  const backColour = pick(looks, ["#e4e4e0", "#d0d0cc", "#b4b8bc"]);
  const headerColour = pick(looks, ["#2f7d46", "#c8202c", "#2b4a80", "#f08a24", "#3a3c40"]);
  const signed = chance(looks, 0.6);
  const unit = (side: Row["side"], { category, left, boards }: Row["bays"][number]) =>
    place(
      "shelf-unit",
      {
        width: plan.bayWidth,
        depth: plan.depth,
        height: plan.height,
        boards: [...boards],
        colour,
        railColour,
        backColour,
        header: signed ? category.toUpperCase() : null,
        headerColour,
      },
      {
        class: "shelf",
        position: toWorld(plan, side, [left + plan.bayWidth / 2, 0, -plan.depth / 2]),
        headingDegrees: frontHeading(side),
      },
    );
  return rows.flatMap(({ side, bays }) => bays.map((bay) => unit(side, bay)));
}

/** Floor, walls and ceiling. */
function room(plan: Plan, random: Streams): readonly InstanceSpec[] {
  const looks = random("room");
  const { width, depth, middle } = plan.room;
  const stripe = pick(looks, ["#2f7d46", "#c8202c", "#2b4a80", "#e8e4da", "#f08a24"]);
  const colours = {
    floor: pick(looks, ["#c8c6c0", "#b8b4aa", "#d4cfc4", "#a8aaac"]),
    walls: pick(looks, ["#ece8de", "#dfe4e6", "#e8dcc4"]),
    ceiling: "#fbfbf8",
  } as const;
  const side = (surface: "floor" | "walls" | "ceiling", name: string) =>
    place(
      "store-room",
      { surface, width, depth, height: plan.ceiling, colour: colours[surface], stripe },
      { class: name, position: [0, 0, middle], headingDegrees: 0 },
    );
  return [side("floor", "floor"), side("walls", "wall"), side("ceiling", "ceiling")];
}

/** Strip lights over the aisle: their light comes from above and from the front, and from all round off the ceiling. */
function light(plan: Plan, parameters: ShelfParameters, random: Streams): RoomSpec {
  const lamps = random("lamps");
  const { width, depth, middle } = plan.room;
  const strips = stripLights({ width, depth, height: plan.ceiling });
  return {
    lampKelvin: draw(parameters.lampKelvin, random("lampKelvin")),
    // Steep between two shelves: the one behind must not shade the aisle.
    lampElevationDegrees: plan.viewpoint === "aisle" ? uniform(lamps, 70, 80) : uniform(lamps, 42, 60),
    lampAzimuthDegrees: uniform(lamps, 150, 210),
    lampRadiusDegrees: 20,
    lampShare: uniform(lamps, 0.4, 0.6),
    ceilingColour: "#f0eee8",
    floorColour: "#e6e2da",
    lamps: { ...strips, middle: [strips.middle[0], strips.middle[1] + middle] },
  };
}

import { draw } from "../../src/recipe/quantity";
import { pick, uniform } from "../../src/recipe/random";
import type { InstanceSpec, LampGridSpec, RoomSpec } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import { TRUSS } from "../../src/scene/models/hall-roof";
import type { Markings } from "../../src/scene/models/markings";
import type { Streams } from "../scene";
import type { WarehouseParameters } from "./parameters";
import { aisleX, BAY, type Plan, RACK_DEPTH, rackHeight, rowLength, rows, sections } from "./plan";

type Stripe = Markings["stripes"][number];

const FLOORS = ["#a5a4a0", "#96969a", "#b0aca4", "#8f9490", "#7e858c"] as const;

/** Floor and paint, walls, roof, lamps and racks. */
export function hall(plan: Plan, random: Streams): InstanceSpec[] {
  const style = random("hall look");
  const { width, north, south, height } = plan;
  const length = south - north;
  const middle = (north + south) / 2;
  const walls = { ...models["hall-walls"].vary(style), width, length, height, docks: plan.docks };
  const roof = { ...models["hall-roof"].vary(style), width, length, height };
  const floor = { width, length, material: "polished", colour: pick(style, FLOORS) } as const;
  const here = { position: [0, 0, middle], headingDegrees: 0 } as const;
  return [
    place("ground", floor, { class: "floor", ...here }),
    ...paint(plan, random),
    place("hall-walls", walls, { class: "wall", ...here }),
    place("hall-roof", roof, { class: "ceiling", ...here }),
    ...lights(plan),
    ...racks(plan),
  ];
}

/** The light of the hall: from above, soft, and much of it thrown back by floor and walls. */
export function roomLight(plan: Plan, parameters: WarehouseParameters, random: Streams): RoomSpec {
  const style = random("room light");
  return {
    lampKelvin: draw(parameters.kelvin, random("kelvin")),
    lampElevationDegrees: uniform(style, 70, 86),
    lampAzimuthDegrees: uniform(style, 0, 360),
    lampRadiusDegrees: plan.light === "skylights" ? uniform(style, 10, 16) : uniform(style, 6, 12),
    lampShare: plan.light === "skylights" ? uniform(style, 0.42, 0.58) : uniform(style, 0.36, 0.5),
    ceilingColour: "#c8cbcc",
    floorColour: "#8f8e8a",
    lamps: lampGrid(plan),
  };
}

function racks(plan: Plan): InstanceSpec[] {
  const { levels, levelHeight, rackLook } = plan;
  const beams = Array.from({ length: levels - 1 }, (_, at) => (at + 1) * levelHeight);
  const shared = { bayWidth: BAY, depth: RACK_DEPTH, beams, height: rackHeight(levels, levelHeight), ...rackLook };
  return rows(plan).flatMap(({ x, headingDegrees }) =>
    sections(plan.bays).map(({ bays, z }) =>
      place("rack", { ...shared, bays }, { class: "rack", position: [x, 0, z], headingDegrees }),
    ),
  );
}

/** Bands of glass between the trusses, or rows of lamps over the aisles and the open floor. */
function lights(plan: Plan): InstanceSpec[] {
  const { pitchMetres, sizeMetres, middle, heightMetres } = lampGrid(plan);
  const skylights = plan.light === "skylights";
  const [width, length] = sizeMetres;
  const look = skylights ? ({ kind: "skylight", colour: "#eef4fa" } as const) : ({ kind: "strip", colour: "#fff6e6" } as const);
  const columns = skylights ? Math.round(plan.width / pitchMetres[0]) : plan.aisles;
  const lines = Math.round((plan.south - plan.north) / pitchMetres[1]);
  return grid(columns, lines).map(([column, line]) => {
    const position = [middle[0] + column * pitchMetres[0], heightMetres, middle[1] + line * pitchMetres[1]] as const;
    return place("ceiling-light", { width, length, ...look }, { class: "lamp", position, headingDegrees: 0 });
  });
}

/** Where the lights are; the first is in the north-west. */
function lampGrid(plan: Plan): LampGridSpec {
  const { width, north, south, height, aisles } = plan;
  const length = south - north;
  if (plan.light === "skylights") {
    const pitch = [width / Math.max(2, Math.round(width / 6)), length / Math.round(length / 6)] as const;
    return {
      heightMetres: height - 0.1,
      pitchMetres: pitch,
      sizeMetres: [1.5, pitch[1] * 0.8],
      middle: [(pitch[0] - width) / 2, north + pitch[1] / 2],
    };
  }
  const pitch = [aisles > 1 ? aisleX(plan, 1) - aisleX(plan, 0) : width, length / Math.round(length / 4.2)] as const;
  return {
    heightMetres: height - TRUSS - 0.14,
    pitchMetres: pitch,
    sizeMetres: [0.28, 1.6],
    middle: [aisleX(plan, 0), north + pitch[1] / 2],
  };
}

function grid(columns: number, lines: number): (readonly [number, number])[] {
  return Array.from({ length: columns * lines }, (_, at) => [at % columns, Math.floor(at / columns)] as const);
}

/** Yellow lines along the racks and round the places before the doors, and a white crossing for people on foot. */
function paint(plan: Plan, random: Streams): InstanceSpec[] {
  const style = random("paint");
  const length = rowLength(plan.bays);
  const edges = rows(plan).map(({ x, headingDegrees }): Stripe => {
    const towards = headingDegrees === 90 ? 1 : -1;
    return [x + towards * (RACK_DEPTH / 2 + 0.2), -length / 2, 0.1, length];
  });
  const cross: Stripe[] = [0.9, 5].map((z) => [0, z, plan.width - 2.4, 0.1]);
  const lanes = lanePlaces(plan).flatMap((x): Stripe[] => {
    const [from, to] = [LANES_FROM, plan.south - LANES_TO];
    return [-0.85, 0.85].map((side) => [x + side, (from + to) / 2, 0.08, to - from]);
  });
  const zebra = uniform(style, -0.35, 0.35) * plan.width;
  const crossing = Array.from({ length: 7 }, (_, at): Stripe => [zebra + (at - 3) * 0.45, 2.95, 0.2, 3.6]);
  const tone = pick(style, ["#d9b21f", "#d8a11c", "#e0c23a"]);
  const here = { class: "floor marking", position: [0, 0, 0], headingDegrees: 0 } as const;
  return [
    place("markings", { colour: tone, stripes: [...edges, ...cross, ...lanes] }, here),
    place("markings", { colour: "#e2e2de", stripes: crossing }, here),
  ];
}

/** First and last z of the places for pallets before the doors; the latter counts from the southern wall. */
export const LANES_FROM = 6;
export const LANES_TO = 2.2;

/** x of the middles of the lanes of pallets: two beside each door. */
export function lanePlaces({ docks, width }: Plan): number[] {
  return docks.flatMap((x) => [x - 0.95, x + 0.95]).filter((x) => Math.abs(x) < width / 2 - 1.4);
}

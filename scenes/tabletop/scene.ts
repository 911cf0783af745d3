import { draw } from "../../src/recipe/quantity";
import { pick, uniform } from "../../src/recipe/random";
import type { ClassSpec, RoomSpec } from "../../src/recipe/spec";
import { initPhysics } from "../../src/scene/settle";
import type { Scene } from "../scene";
import { placeCamera } from "./camera";
import { drop } from "./drop";
import type { TabletopParameters } from "./parameters";
import { type Plan, planTabletop, type Streams } from "./plan";

const thing = (supercategory: string) => (name: string) => ({ name, kind: "thing", supercategory }) satisfies ClassSpec;
const stuff = (supercategory: string) => (name: string) => ({ name, kind: "stuff", supercategory }) satisfies ClassSpec;

const classes: readonly ClassSpec[] = [
  ...["mug", "bowl", "plate", "fork", "knife", "spoon"].map(thing("kitchen")),
  ...["apple", "banana", "orange", "pear", "lemon"].map(thing("food")),
  ...["hammer", "screwdriver", "wrench", "pliers", "tape measure"].map(thing("tool")),
  ...["table", "tote"].map(stuff("furniture")),
  ...["distractor", "floor", "wall", "void"].map(stuff("indoor")),
];

/** Enough for a table; small, so that the shadow of a spoon can be seen. */
const SHADOW_REACH = 0.8;

/** Objects that were dropped onto a table or into a tote, in a room. Other objects do not change the table, the room or the camera. */
export const tabletop: Scene<TabletopParameters> = {
  classes,
  background: "void",
  takesAssets: true,
  prepare: initPhysics,
  layout({ parameters, assets = [], random, seconds }) {
    const plan = planTabletop(parameters, random);
    const { viewpoint, viewpointAt } = placeCamera(plan, parameters, random);
    const instances = [...drop(plan, parameters, assets, random), ...plan.supports, ...plan.room];
    return {
      viewpoint,
      instances,
      room: light(plan, parameters, random),
      shadowReachMetres: SHADOW_REACH,
      ...(seconds !== undefined && { at: (time: number) => ({ viewpoint: viewpointAt(time), instances }) }),
    };
  },
};

/** Height of the lamp over the floor, which only shiny things can tell. */
const LAMP_HEIGHT = 2.4;
/** Farther from the middle of one lamp to the next than anybody sees: there is one. */
const ALONE = 60;

function light(plan: Plan, parameters: TabletopParameters, random: Streams): RoomSpec {
  const lamp = random("lamp");
  const lampElevationDegrees = draw(parameters.lampElevationDegrees, random("lamp", "elevation"));
  const [lampAzimuthDegrees, lampRadiusDegrees] = [uniform(lamp, 0, 360), uniform(lamp, 5, 20)];
  const [elevation, azimuth, radius] = [lampElevationDegrees, lampAzimuthDegrees, lampRadiusDegrees].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as [number, number, number];
  const rise = LAMP_HEIGHT - plan.ground;
  const away = rise / Math.tan(elevation);
  const side = (2 * rise * Math.tan(radius)) / Math.sin(elevation);
  return {
    lampKelvin: draw(parameters.lampKelvin, random("lamp", "kelvin")),
    lampElevationDegrees,
    lampAzimuthDegrees,
    lampRadiusDegrees,
    lamps: {
      heightMetres: LAMP_HEIGHT,
      pitchMetres: [ALONE, ALONE],
      sizeMetres: [side, side],
      middle: [Math.sin(azimuth) * away, 0 - Math.cos(azimuth) * away],
    },
    lampShare: draw(parameters.lampShare, random("lamp", "share")),
    ceilingColour: pick(lamp, ["#f0efea", "#e6e4dc", "#dfe4e8"]),
    floorColour: pick(lamp, ["#a08c74", "#8c8c88", "#b0a698"]),
  };
}

import { draw, drawOption } from "../../src/recipe/quantity";
import type { Streams } from "../scene";
import { junction } from "./junction";
import type { StreetParameters } from "./parameters";
import { type DrawLayout, type layouts, PARKING_WIDTH, type Plan, type Profile } from "./plan";
import { roundabout } from "./roundabout";
import { curve, straightStreet } from "./through";

const LAYOUTS: Record<(typeof layouts)[number], DrawLayout> = { straight: straightStreet, curve, junction, roundabout };

/** Draws a place: the size of everything that does not move. */
export function planStreet(parameters: StreetParameters, random: Streams): Plan {
  const layout = drawOption(parameters.layout, random("layout"));
  const parking = drawOption(parameters.parking, random("parking"));
  const profile: Profile = {
    laneWidth: draw(parameters.laneWidth, random("laneWidth")),
    sidewalkWidth: draw(parameters.sidewalkWidth, random("sidewalkWidth")),
    parking: {
      right: parking === "both" || parking === "right" ? PARKING_WIDTH : 0,
      left: parking === "both" || parking === "left" ? PARKING_WIDTH : 0,
    },
    crosswalkDistance: draw(parameters.crosswalkDistance, random("crosswalk")),
    red: drawOption(parameters.signal, random("signal")) === "red",
    control: drawOption(parameters.control, random("control")),
  };
  const { laneWidth, sidewalkWidth } = profile;
  return { layout, laneWidth, sidewalkWidth, ...LAYOUTS[layout](profile, random("layout", layout)) };
}

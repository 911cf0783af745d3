import { draw, drawOption } from "../../src/recipe/quantity";
import { uniform } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import { TOTE_WALL } from "../../src/scene/models/tote";
import type { LayoutContext } from "../scene";
import type { TabletopParameters } from "./parameters";

export type Streams = LayoutContext<TabletopParameters>["random"];

/** What does not move, and where things are dropped. */
export type Plan = {
  /** The table, and the tote where there is one. */
  readonly supports: readonly InstanceSpec[];
  readonly room: readonly InstanceSpec[];
  /** From the middle of the table to the nearest wall, metres. */
  readonly reach: number;
  /** Height of what things fall onto. */
  readonly ground: number;
  /** Height over which things are dropped: clear of the rim of a tote. */
  readonly from: number;
  /** Half the sides of the area over which things are dropped; a circle where `round`. */
  readonly half: readonly [x: number, z: number];
  readonly round: boolean;
};

/** Chooses the table, the tote and the room. */
export function planTabletop(parameters: TabletopParameters, random: Streams): Plan {
  const support = drawOption(parameters.support, random("support"));
  const board = models.table.vary(random("table"));
  const scatter = draw(parameters.scatter, random("scatter"));
  const standing = place("table", board, { class: "table", position: [0, 0, 0], headingDegrees: 0 });
  const { room, reach: toWall } = walls(random);
  if (support === "table") {
    const reach = Math.min(scatter, Math.min(board.width, board.depth) / 2 - 0.08);
    return {
      supports: [standing],
      room,
      reach: toWall,
      ground: board.height,
      from: board.height,
      half: [reach, reach],
      round: true,
    };
  }
  const drawn = models.tote.vary(random("tote"));
  const position: Vec3 = [0, board.height, 0];
  const tote = place("tote", drawn, { class: "tote", position, headingDegrees: uniform(random("tote", "heading"), -4, 4) });
  const inside = (side: number) => side / 2 - TOTE_WALL - 0.02;
  return {
    supports: [standing, tote],
    room,
    reach: toWall,
    ground: board.height + TOTE_WALL,
    from: board.height + drawn.height,
    half: [inside(drawn.width), inside(drawn.depth)],
    round: false,
  };
}

/** The walls and the floor of a room with the table in it, and how near the walls are. */
function walls(random: Streams): Pick<Plan, "room" | "reach"> {
  const style = random("room");
  const [width, depth] = [uniform(style, 3.4, 5), uniform(style, 3.4, 5)];
  const position: Vec3 = [uniform(style, -0.5, 0.5), 0, uniform(style, -0.5, 0.5)];
  const wall = { ...models["chamber-walls"].vary(random("walls")), width, depth };
  const floor = { ...models["chamber-floor"].vary(random("floor")), width, depth };
  const room = [
    place("chamber-walls", wall, { class: "wall", position, headingDegrees: 0 }),
    place("chamber-floor", floor, { class: "floor", position, headingDegrees: 0 }),
  ];
  return { room, reach: Math.min(width / 2 - Math.abs(position[0]), depth / 2 - Math.abs(position[2])) };
}

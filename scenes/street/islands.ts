import { pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import { onPath, type Path } from "../../src/scene/path";
import { type Placed, put } from "../put";
import type { Streams } from "../scene";
import { facingBack } from "./joint";
import { type Arm, KERB_HEIGHT, type Plan } from "./plan";
import { postWithSign } from "./signs";
import { KERBSTONE } from "./surfaces";

/** Half the width of a refuge at the ring and at its outer end, and how far it keeps from the ring. */
const REFUGE = { wide: 0.62, narrow: 0.28, inner: 1.1, length: 7.5 } as const;

/** The island of a roundabout with what grows on it, and the refuges between the lanes of its arms. */
export function islands(plan: Plan, random: Streams): Placed[] {
  const { hub } = plan;
  if (!hub?.ring) return [];
  const [x, z] = hub.centre;
  const style = random("island");
  return [central([x, 0, z], hub.ring.island, style), ...hub.arms.flatMap((arm) => refuge(arm))];
}

function central(position: readonly [number, number, number], radius: number, random: Random): Placed {
  const path: Path = { start: [-radius, 0], headingDegrees: 0, pieces: [[2 * Math.PI * radius, 1 / radius]] };
  const apron = uniform(random, 0.9, 1.6);
  const rise = uniform(random, 0.25, 0.7);
  const island = {
    path,
    height: KERB_HEIGHT,
    kerbColour: KERBSTONE,
    apron,
    apronColour: pick(random, ["#8f6a5c", "#7f7c78", "#9a8474"]),
    material: "grass",
    colour: pick(random, ["#64794a", "#6d7f4d", "#5c7444"]),
    rise,
  } as const;
  const placed = put("island", island, { class: "ground", position, headingDegrees: 0 }, 0);
  return { ...placed, also: planting(position, radius - apron, KERB_HEIGHT + rise, random) };
}

/** A tree or a few in the middle, and beds of shrubs and flowers round them. */
function planting([x, , z]: readonly [number, number, number], radius: number, top: number, random: Random): InstanceSpec[] {
  const count = pick(random, [1, 3, 5], [3, 2, 1]);
  const kind = models.tree.vary(random);
  const trees = Array.from({ length: count }, (_, at) => {
    const [angle, reach] = [(2 * Math.PI * at) / count + uniform(random, 0, 0.5), count === 1 ? 0 : radius * 0.45];
    const crownRadius = Math.min(kind.crownRadius, count === 1 ? radius * 0.7 : radius * 0.3);
    const tree = { ...kind, crownRadius, height: kind.height * uniform(random, 0.7, 1) };
    const position = [x + Math.cos(angle) * reach, top - 0.12, z + Math.sin(angle) * reach] as const;
    return place("tree", tree, { class: "vegetation", position, headingDegrees: uniform(random, 0, 360) });
  });
  const shrubs = Array.from({ length: Math.round(radius * 4) }, (_, at) => {
    const angle = (at * 2.4) % (2 * Math.PI);
    const reach = radius * uniform(random, 0.5, 0.86);
    const size = uniform(random, 0.35, 0.7);
    return [Math.cos(angle) * reach, Math.sin(angle) * reach, size * 1.3, size] as const;
  });
  const flowers = pick(random, [
    ["#4a6b35", "#b8405a", "#56703a"],
    ["#4a6b35", "#d8b030", "#43623a"],
    ["#7a4a8a", "#56703a", "#43623a"],
  ] as const);
  const bed = { trees: shrubs, colours: flowers, shape: Math.floor(random() * 1e6) };
  return [...trees, place("grove", bed, { class: "vegetation", position: [x, top - 0.32, z], headingDegrees: 0 })];
}

/** A narrow raised island between the lanes of an arm, with a sign that says which side to pass. */
function refuge({ road, line }: Arm): Placed[] {
  const { x, z, headingDegrees } = onPath(road.path, line + REFUGE.inner + REFUGE.length / 2);
  const { wide, narrow, length } = REFUGE;
  const half = length / 2;
  // Two half circles and the lines that touch both: clockwise, outwards on the left, round the narrow end, and back.
  const apart = length - wide - narrow;
  const lean = Math.asin((wide - narrow) / apart);
  const side = apart * Math.cos(lean);
  const path: Path = {
    start: [-wide * Math.cos(lean), half - wide - wide * Math.sin(lean)],
    headingDegrees: (lean * 180) / Math.PI,
    pieces: [
      [side, 0],
      [narrow * (Math.PI - 2 * lean), 1 / narrow],
      [side, 0],
      [wide * (Math.PI + 2 * lean), 1 / wide],
    ],
  };
  const island = {
    path,
    height: KERB_HEIGHT,
    kerbColour: KERBSTONE,
    apron: 0.2,
    apronColour: "#8a8880",
    material: "paving",
    colour: "#8f8c86",
    rise: 0,
  } as const;
  const raised = put("island", island, { class: "sidewalk", position: [x, 0, z], headingDegrees }, 0.15);
  const sign = postWithSign("keep right", facingBack(road.path, line + REFUGE.inner + length - 0.5));
  return [{ ...raised, also: [sign.instance, ...(sign.also ?? [])] }];
}

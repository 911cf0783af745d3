import { chance, integer, pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, Vec3 } from "../../src/recipe/spec";
import { models, place } from "../../src/scene/models";
import { shaded } from "../../src/scene/models/colour";
import { type Load, load } from "../../src/scene/models/load";
import { PALLET } from "../../src/scene/models/pallet";
import { varyLook } from "../../src/scene/models/parcel";

/** What a pallet carries; `look` is that of single boxes. */
export type Goods = { readonly load: Load; readonly look: ReturnType<typeof varyLook> };

/** Where a pallet stands. Loads nearer to the camera than `LABELLED` that it sees from the front are labelled box by box. */
export type Spot = { readonly position: Vec3; readonly headingDegrees: number; readonly single: boolean };

/** Metres from the camera. */
export const LABELLED = 12;
const GAP = 0.006;

/** Draws goods that are at most `room` metres high. */
export function varyGoods(random: Random, room: number): Goods {
  const drawn = load.vary(random);
  const look = varyLook(random);
  const layer = Math.min(drawn.height / drawn.layers, room);
  const layers = drawn.kind === "drums" ? 1 : Math.max(1, Math.min(drawn.layers, Math.floor(room / layer)));
  const height = drawn.kind === "drums" ? Math.min(drawn.height, room) : layer * layers;
  const colour = drawn.kind === "boxes" ? look.colour : drawn.colour;
  return { look, load: { ...drawn, layers, height: Math.max(0.3, height), colour } };
}

/** The same goods with fewer layers now and then, as on a pallet that has been picked from. */
export function fewer({ load: full, look }: Goods, random: Random): Goods {
  if (full.kind === "drums" || full.layers < 2 || chance(random, 0.6)) return { load: full, look };
  const layers = integer(random, Math.ceil(full.layers / 2), full.layers);
  return { look, load: { ...full, layers, height: Math.max(0.3, (full.height / full.layers) * layers) } };
}

/** A pallet with goods on it: the pallet first. */
export function loadedPallet(goods: Goods, { position, headingDegrees, single }: Spot, random: Random): InstanceSpec[] {
  const pallet = place("pallet", models.pallet.vary(random), { class: "pallet", position, headingDegrees });
  const [x, y, z] = position;
  const top: Vec3 = [x, y + PALLET.height, z];
  if (single && goods.load.kind === "boxes") return [pallet, ...boxes(goods, top, headingDegrees, random)];
  return [pallet, place("load", goods.load, { class: "pallet load", position: top, headingDegrees })];
}

/** The boxes of a load one by one, a little out of line; some of the top layer may be gone. */
function boxes({ load: whole, look }: Goods, [x, y, z]: Vec3, headingDegrees: number, random: Random): InstanceSpec[] {
  const { columns, rows, layers, width, length, height } = whole;
  const angle = (headingDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const size = { width: width / columns - GAP, height: height / layers - 0.002, length: length / rows - GAP };
  const gone = chance(random, 0.3) ? uniform(random, 0.15, 0.6) : 0;
  const result: InstanceSpec[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let at = 0; at < columns * rows; at++) {
      const across = (((at % columns) + 0.5) / columns - 0.5) * width + uniform(random, -GAP, GAP) / 3;
      const along = ((Math.floor(at / columns) + 0.5) / rows - 0.5) * length + uniform(random, -GAP, GAP) / 3;
      const turn = pick(random, [0, 180]) + uniform(random, -0.25, 0.25);
      const missing = layer === layers - 1 && chance(random, gone);
      if (missing) continue;
      const position = [x + across * cos - along * sin, y + (layer * height) / layers, z + across * sin + along * cos] as const;
      const colour = shaded(look.colour, uniform(random, 0.88, 1.08));
      const parameters = { ...size, ...look, colour, mark: chance(random, 0.9) ? look.mark : ("label" as const) };
      result.push(place("parcel", parameters, { class: "box", position, headingDegrees: headingDegrees + turn }));
    }
  }
  return result;
}

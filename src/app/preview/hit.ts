/** Which object is under the pointer, and what its labels say of it. */
import type { InstanceLabel } from "../../annotate/labels";
import type { Point } from "../draw/shapes";
import { distance, spaced } from "../widgets/words";

/** The instance whose visible pixels are at a point, in pixels of the image; else the one with the smallest tight box round it. */
export function instanceAt(instances: readonly InstanceLabel[], point: Point): InstanceLabel | undefined {
  const near = instances.filter(({ boundingBox: [x, y, width, height] }) => {
    return point[0] >= x && point[1] >= y && point[0] < x + width && point[1] < y + height;
  });
  const area = ({ boundingBox }: InstanceLabel) => boundingBox[2] * boundingBox[3];
  return near.find(({ polygons }) => isInside(polygons, point)) ?? near.toSorted((a, b) => area(a) - area(b))[0];
}

/** Even-odd, so that the slits to holes count for nothing (Shimrat, 1962). */
function isInside(rings: readonly (readonly number[])[], [x, y]: Point): boolean {
  let crossings = 0;
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const [x1 = 0, y1 = 0] = ring.slice(at, at + 2);
      const [x2 = 0, y2 = 0] = [ring[(at + 2) % ring.length], ring[(at + 3) % ring.length]];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) crossings++;
    }
  }
  return crossings % 2 === 1;
}

type Fact = readonly [name: string, value: string];

/** Class, visible share, distance and tight box, as people read them; what was not measured is left out. */
export function labelFacts({ class: name, areaPixels, amodal, distance: away, boundingBox }: InstanceLabel): readonly Fact[] {
  const [x, y, width, height] = boundingBox;
  return [
    ["Class", spaced(name)],
    ["Visible", `${amodal ? `${Math.round(100 * amodal.visibleFraction)} %, ` : ""}${areaPixels.toLocaleString("en")} px`],
    ...(away ? [["Distance", distance(away.centreMetres)] as const] : []),
    ["Box", `${width} × ${height} at ${x}, ${y}`],
  ];
}

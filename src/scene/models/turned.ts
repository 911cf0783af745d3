import type { Vec3 } from "../../recipe/spec";
import type { Detail } from "./model";
import { addSheet, type Meshes, makeSheet, type Paint } from "./sheet";

/** One ring of a turned body. */
export type Ring = {
  /** Metres over the ground. */
  readonly up: number;
  /** Half the width; 0 closes the body. */
  readonly radius: number;
  /** Half the depth of an oval ring; as much as `radius` when left out. */
  readonly depth?: number;
  /** What the surface is made of from here up to the next ring that has a paint. */
  readonly paint?: Paint;
  /** A sharp edge. */
  readonly crease?: boolean;
  /** The ring is left out from this detail on. */
  readonly until?: "middle" | "far";
};

/** Columns round a turned body at each detail. */
export const COLUMNS = { near: 14, middle: 8, far: 5 } as const satisfies Record<Detail, number>;

/** Adds a body turned on a lathe: bottles, cans, and bags when the rings are oval. Rings go from the ground up. */
export function turn(meshes: Meshes, rings: readonly Ring[], detail: Detail): void {
  const kept = painted(rings).filter(({ until }) => !until || detail === "near" || (detail === "middle" && until === "far"));
  const rows = kept.flatMap((ring) => (ring.crease ? [ring, ring] : [ring]));
  const columns = COLUMNS[detail];
  const at = (column: number, row: number): Vec3 => {
    const { up = 0, radius = 0, depth = radius } = rows[row] ?? {};
    const angle = (2 * Math.PI * column) / columns;
    return [-radius * Math.sin(angle), up, -depth * Math.cos(angle)];
  };
  const poles = rows.flatMap(({ radius }, row) => (radius === 0 ? [row] : []));
  addSheet(meshes, makeSheet(columns, rows.length, at, { closed: true, weld: poles }), (_, row) => rows[row]?.paint);
}

/** The rings with their paints handed on to those above them. */
function painted(rings: readonly Ring[]): readonly Ring[] {
  let last: Paint | undefined;
  return rings.map((ring) => {
    last = ring.paint ?? last;
    return last ? { ...ring, paint: last } : ring;
  });
}

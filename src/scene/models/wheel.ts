import type { Vec3 } from "../../recipe/spec";
import { addQuad, addSheet, type Meshes, makeSheet, type Paint } from "./sheet";
import { cross, subtract } from "./vector";

const TYRE: Paint = ["rubber", "#1c1c1e"];
const WELL: Paint = ["plastic", "#101012"];

/** A road wheel: tyre, rim lip, dark dish and spokes. */
export type Wheel = {
  readonly centre: Vec3;
  /** Of the tyre, metres. */
  readonly radius: number;
  readonly width: number;
  /** +1 when the outer face looks to +x, -1 when to -x. */
  readonly side: 1 | -1;
  readonly spokes: number;
  readonly rim: Paint;
};

const SEGMENTS = 14;

/** Adds a wheel that turns about the x axis. */
export function addWheel(meshes: Meshes, wheel: Wheel): void {
  const { radius, width } = wheel;
  const rim = radius * 0.69;
  const face = width / 2;
  // Profiles are (distance from the middle plane towards the outer face, radius), from the tread to the hub.
  const tyre = [
    [0.03 - face, radius],
    [face - 0.035, radius],
    [face - 0.012, radius - 0.022],
    [face, rim + (radius - rim) * 0.45],
    [face - 0.025, rim],
  ] as const;
  const lip = [
    [face - 0.025, rim],
    [face - 0.022, rim - 0.012],
    [face - 0.055, rim - 0.022],
  ] as const;
  const dish = [
    [face - 0.055, rim - 0.022],
    [face - 0.09, 0.03],
  ] as const;
  const hub = [
    [face - 0.04, 0.055],
    [face - 0.028, 0.004],
  ] as const;
  lathe(meshes, wheel, tyre, TYRE);
  lathe(meshes, wheel, lip, wheel.rim);
  lathe(meshes, wheel, dish, WELL);
  for (let spoke = 0; spoke < wheel.spokes; spoke++) addSpoke(meshes, wheel, (spoke / wheel.spokes) * 2 * Math.PI, rim - 0.016);
  lathe(meshes, wheel, hub, wheel.rim, 7);
}

function lathe(
  meshes: Meshes,
  wheel: Wheel,
  profile: readonly (readonly [offset: number, radius: number])[],
  paint: Paint,
  segments = SEGMENTS,
): void {
  const sheet = makeSheet(
    segments,
    profile.length,
    (column, row) => {
      const [offset, radius] = profile[row] ?? [0, 0];
      return onWheel(wheel, (column / segments) * 2 * Math.PI, radius, offset);
    },
    { closed: true },
  );
  addSheet(meshes, sheet, () => paint);
}

function addSpoke(meshes: Meshes, wheel: Wheel, angle: number, outer: number): void {
  const face = wheel.width / 2;
  const inner = 0.04;
  const broad = Math.min(0.075, 0.36 / wheel.spokes);
  const at = (radius: number, across: number, offset: number) => onWheel(wheel, angle + across / radius, radius, offset);
  const hub = [at(inner, -broad * 0.4, face - 0.036), at(inner, broad * 0.4, face - 0.036)] as const;
  const end = [at(outer, broad * 0.32, face - 0.03), at(outer, -broad * 0.32, face - 0.03)] as const;
  const foot = [at(outer, broad * 0.5, face - 0.075), at(outer, -broad * 0.5, face - 0.075)] as const;
  const root = [at(inner, -broad * 0.5, face - 0.085), at(inner, broad * 0.5, face - 0.085)] as const;
  facing(meshes, wheel, [hub[0], hub[1], end[0], end[1]]);
  facing(meshes, wheel, [hub[1], root[1], foot[0], end[0]]);
  facing(meshes, wheel, [root[0], hub[0], end[1], foot[1]]);
}

/** Adds a face of a spoke, turned so that it looks away from the wheel's inside. */
function facing(meshes: Meshes, wheel: Wheel, corners: readonly [Vec3, Vec3, Vec3, Vec3]): void {
  const [a, b, c, d] = corners;
  const outwards = cross(subtract(c, a), subtract(d, b))[0] * wheel.side > 0;
  addQuad(meshes, wheel.rim, outwards ? corners : [d, c, b, a]);
}

function onWheel(wheel: Wheel, angle: number, radius: number, offset: number): Vec3 {
  // The other side is turned by half a turn about y, so that both are alike and faces keep looking outwards.
  const [x, y, z] = wheel.centre;
  return [x + offset * wheel.side, y + radius * Math.cos(angle), z + radius * Math.sin(angle) * wheel.side];
}

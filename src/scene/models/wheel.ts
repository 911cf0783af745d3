import type { Vec3 } from "../../recipe/spec";
import type { Detail } from "./model";
import { addPolygon, addQuad, addSheet, type Meshes, makeSheet, type Paint } from "./sheet";
import { cross, subtract } from "./vector";

const TYRE: Paint = ["rubber", "#1c1c1e", "wheel"];
const WELL: Paint = ["plastic", "#0d0d0f", "wheel"];

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
  /** How far it has turned, radians: forwards, which is to -z. */
  readonly turn?: number;
};

/** Adds a wheel that turns about the x axis. */
export function addWheel(meshes: Meshes, wheel: Wheel, detail: Detail): void {
  if (detail === "near") addNearWheel(meshes, wheel);
  else if (detail === "middle") addMiddleWheel(meshes, wheel);
  else addFarWheel(meshes, wheel);
  addInnerFace(meshes, wheel);
}

/** The lower half of the inner face: all that is seen of it under the car. */
function addInnerFace(meshes: Meshes, wheel: Wheel): void {
  const corners = [270, 210, 150, 90].map((degrees) =>
    onWheel(still(wheel), (degrees * Math.PI) / 180, wheel.radius, 0.03 - wheel.width / 2),
  );
  addPolygon(meshes, TYRE, corners);
}

/** Profiles are (distance from the middle plane towards the outer face, radius), from the tread to the hub. */
type Profile = readonly (readonly [offset: number, radius: number])[];

const RIM_SHARE = 0.69;

function addNearWheel(meshes: Meshes, wheel: Wheel): void {
  const { radius, width } = wheel;
  const segments = 14;
  const rim = radius * RIM_SHARE;
  const face = width / 2;
  const tyre: Profile = [
    [0.03 - face, radius],
    [face - 0.035, radius],
    [face - 0.012, radius - 0.022],
    [face, rim + (radius - rim) * 0.45],
    [face - 0.025, rim],
  ];
  const lip: Profile = [
    [face - 0.025, rim],
    [face - 0.022, rim - 0.012],
    [face - 0.055, rim - 0.022],
  ];
  const dish: Profile = [
    [face - 0.055, rim - 0.022],
    [face - 0.09, 0.03],
  ];
  const hub: Profile = [
    [face - 0.04, 0.055],
    [face - 0.028, 0.004],
  ];
  lathe(meshes, wheel, tyre, TYRE, segments);
  lathe(meshes, wheel, lip, wheel.rim, segments);
  lathe(meshes, wheel, dish, WELL, segments);
  for (let spoke = 0; spoke < wheel.spokes; spoke++) addSpoke(meshes, wheel, (spoke / wheel.spokes) * 2 * Math.PI, rim - 0.016);
  lathe(meshes, wheel, hub, wheel.rim, 7);
}

/** Tread and side wall, and a flat rim of spokes over a dark disc. */
function addMiddleWheel(meshes: Meshes, wheel: Wheel): void {
  const { radius, width } = wheel;
  const rim = radius * RIM_SHARE;
  const face = width / 2;
  const tyre: Profile = [
    [0.03 - face, radius],
    [face - 0.012, radius],
    [face - 0.005, rim],
  ];
  lathe(meshes, wheel, tyre, TYRE, 10);
  addDisc(meshes, wheel, WELL, 10, rim, face - 0.03);
  for (let spoke = 0; spoke < wheel.spokes; spoke++) {
    const angle = (spoke / wheel.spokes) * 2 * Math.PI;
    const corner = (distance: number, across: number) => onWheel(wheel, angle + across / distance, distance, face - 0.012);
    addPolygon(meshes, wheel.rim, [corner(0.005, 0), corner(rim, -0.06), corner(rim, 0.06)]);
  }
}

/** A disc with a smaller one in front of it, and enough of the tread to be seen from front and rear. */
function addFarWheel(meshes: Meshes, wheel: Wheel): void {
  const { radius, width } = wheel;
  const face = width / 2;
  addDisc(meshes, wheel, TYRE, 8, radius, face);
  addDisc(meshes, wheel, ["metal", halfTone(wheel.rim[1], WELL[1])], 6, radius * RIM_SHARE, face + 0.012);
  for (const quarter of [1, 2]) {
    const [from, to] = [(quarter * Math.PI) / 2, ((quarter + 1) * Math.PI) / 2];
    addQuad(meshes, TYRE, [
      onWheel(still(wheel), from, radius, 0.03 - face),
      onWheel(still(wheel), to, radius, 0.03 - face),
      onWheel(still(wheel), to, radius, face),
      onWheel(still(wheel), from, radius, face),
    ]);
  }
}

function addDisc(meshes: Meshes, wheel: Wheel, paint: Paint, corners: number, radius: number, offset: number): void {
  const corner = (_: unknown, at: number) => onWheel(wheel, (at / corners) * 2 * Math.PI, radius, offset);
  addPolygon(meshes, paint, Array.from({ length: corners }, corner));
}

/** The mean of two colours `#rrggbb`. */
function halfTone(a: string, b: string): string {
  const mean = (at: number) =>
    Math.round((Number.parseInt(a.slice(at, at + 2), 16) + Number.parseInt(b.slice(at, at + 2), 16)) / 2);
  return `#${[1, 3, 5].map((at) => mean(at).toString(16).padStart(2, "0")).join("")}`;
}

function lathe(meshes: Meshes, wheel: Wheel, profile: Profile, paint: Paint, segments: number): void {
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

/** The same wheel for parts of it that are only there at the bottom. */
function still(wheel: Wheel): Wheel {
  return { ...wheel, turn: 0 };
}

function onWheel(wheel: Wheel, at: number, radius: number, offset: number): Vec3 {
  const angle = at - (wheel.turn ?? 0) * wheel.side;
  // The other side is turned by half a turn about y, so that both are alike and faces keep looking outwards.
  const [x, y, z] = wheel.centre;
  return [x + offset * wheel.side, y + radius * Math.cos(angle), z + radius * Math.sin(angle) * wheel.side];
}

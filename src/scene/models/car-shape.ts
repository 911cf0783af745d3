import { blend, clamp, curve, smoothstep } from "./vector";

/** The kinds of bodies. */
export const bodies = ["hatch", "sedan", "suv", "van", "pickup"] as const;

/** One of `bodies`. */
export type Body = (typeof bodies)[number];

/** What a body looks like from the side. Lengths are shares of the whole length from the front, heights of the whole height. */
export type Style = {
  readonly frontAxle: number;
  readonly rearAxle: number;
  /** Foot of the windscreen, its head, head of the rear window, its foot. */
  readonly cowl: number;
  readonly header: number;
  readonly roofEnd: number;
  readonly rearFoot: number;
  /** Heights of the bonnet's edge, the foot of the windscreen, the belt line at the rear and the tail's edge. */
  readonly bonnet: number;
  readonly cowlHeight: number;
  readonly belt: number;
  readonly tail: number;
  /** Half width of the roof and of the belt over half the width of the car. */
  readonly roofWidth: number;
  readonly beltWidth: number;
  /** How far the roof falls to the rear, metres. */
  readonly roofFall: number;
  /** How far the nose is rounded in plan, metres, along the car. */
  readonly nose: number;
  /** Pillars between the side windows as shares of the side, from the front. */
  readonly pillars: readonly number[];
  /** Number of glazed side windows from the front; the others are sheet metal. */
  readonly glazed: number;
  /** Bumpers and sills in bare plastic. */
  readonly cladding: boolean;
};

/** Proportions measured from side views of common cars of each kind. */
const styles = {
  hatch: {
    frontAxle: 0.2,
    rearAxle: 0.815,
    cowl: 0.285,
    header: 0.46,
    roofEnd: 0.88,
    rearFoot: 0.965,
    bonnet: 0.5,
    cowlHeight: 0.655,
    belt: 0.675,
    tail: 0.69,
    roofWidth: 0.68,
    beltWidth: 0.865,
    roofFall: 0.09,
    nose: 0.4,
    pillars: [0.47, 0.87],
    glazed: 2,
    cladding: false,
  },
  sedan: {
    frontAxle: 0.19,
    rearAxle: 0.785,
    cowl: 0.3,
    header: 0.465,
    roofEnd: 0.71,
    rearFoot: 0.855,
    bonnet: 0.485,
    cowlHeight: 0.65,
    belt: 0.675,
    tail: 0.7,
    roofWidth: 0.66,
    beltWidth: 0.85,
    roofFall: 0.06,
    nose: 0.45,
    pillars: [0.5],
    glazed: 2,
    cladding: false,
  },
  suv: {
    frontAxle: 0.195,
    rearAxle: 0.79,
    cowl: 0.285,
    header: 0.43,
    roofEnd: 0.895,
    rearFoot: 0.965,
    bonnet: 0.56,
    cowlHeight: 0.655,
    belt: 0.665,
    tail: 0.67,
    roofWidth: 0.72,
    beltWidth: 0.875,
    roofFall: 0.06,
    nose: 0.38,
    pillars: [0.4, 0.76],
    glazed: 3,
    cladding: true,
  },
  van: {
    frontAxle: 0.18,
    rearAxle: 0.79,
    cowl: 0.155,
    header: 0.315,
    roofEnd: 0.975,
    rearFoot: 0.993,
    bonnet: 0.475,
    cowlHeight: 0.58,
    belt: 0.585,
    tail: 0.585,
    roofWidth: 0.83,
    beltWidth: 0.95,
    roofFall: 0.02,
    nose: 0.4,
    pillars: [0.28, 0.64],
    glazed: 1,
    cladding: true,
  },
  pickup: {
    frontAxle: 0.175,
    rearAxle: 0.775,
    cowl: 0.275,
    header: 0.385,
    roofEnd: 0.575,
    rearFoot: 0.615,
    bonnet: 0.575,
    cowlHeight: 0.64,
    belt: 0.65,
    tail: 0.64,
    roofWidth: 0.7,
    beltWidth: 0.875,
    roofFall: 0.03,
    nose: 0.36,
    pillars: [0.54],
    glazed: 2,
    cladding: true,
  },
} satisfies Record<Body, Style>;

/** Size of a car in metres. */
export type CarSize = {
  readonly body: Body;
  readonly length: number;
  readonly width: number;
  readonly height: number;
  readonly clearance: number;
  readonly wheelRadius: number;
};

/** A point of the outline seen from above, with its outward direction. */
export type PlanPoint = { readonly x: number; readonly z: number; readonly nx: number; readonly nz: number };

/** Fenders stand out over the wheels by this much, metres. */
const FLARE = 0.015;

/** Gap between tyre and wheel arch, metres. */
const ARCH_GAP = 0.05;

/** Sunk-in depth of the surface from the outline, by height: 0 at the sill, 1 at the edge of the bonnet. Metres. */
const sideInset = curve([
  [0, 0.06],
  [0.08, 0.03],
  [0.25, 0.014],
  [0.42, 0.012],
  [0.58, 0],
  [0.68, 0.003],
  [0.86, 0.025],
  [0.95, 0.045],
  [1, 0.085],
]);
const noseInset = curve([
  [0, 0.1],
  [0.1, 0.04],
  [0.22, 0.005],
  [0.4, 0],
  [0.52, 0.02],
  [0.7, 0.035],
  [0.9, 0.075],
  [1, 0.16],
]);
const tailInset = curve([
  [0, 0.1],
  [0.12, 0.03],
  [0.25, 0],
  [0.42, 0],
  [0.5, 0.035],
  [0.7, 0.05],
  [0.92, 0.075],
  [1, 0.12],
]);

/** Everything about the form of a car that parts of it must agree on, in metres. */
export type CarShape = ReturnType<typeof carShape>;

/** The form of a car from its size. */
export function carShape(size: CarSize) {
  const style: Style = styles[size.body];
  const half = size.length / 2;
  const zAt = (share: number) => -half + share * size.length;
  const halfWidth = size.width / 2 - FLARE;
  const axles = [zAt(style.frontAxle), zAt(style.rearAxle)] as const;
  const archRadius = size.wheelRadius + ARCH_GAP;
  const { height, clearance } = size;
  const sill = clearance + 0.03;
  const top = curve([
    [-half, style.bonnet * height],
    [zAt(style.cowl * 0.45), blend(style.bonnet, style.cowlHeight, 0.62) * height],
    [zAt(style.cowl), style.cowlHeight * height],
    [zAt((style.cowl + style.rearFoot) / 2), blend(style.cowlHeight, style.belt, 0.6) * height],
    [zAt(style.rearFoot), style.belt * height],
    [half, style.tail * height],
  ]);

  /** Lower edge of the side at z, were there no wheels. Bumpers rise to the ends so that the car does not look like a sledge. */
  const sillAt = (z: number) => sill + 0.05 * smoothstep(half - 0.55, half, Math.abs(z));

  /** Lower edge of the side at z: the sill, or the arch over a wheel. */
  const bottom = (z: number) => {
    const offset = Math.min(Math.abs(z - axles[0]), Math.abs(z - axles[1]));
    if (offset >= archRadius) return sillAt(z);
    return Math.max(sill, size.wheelRadius + Math.sqrt(archRadius ** 2 - offset ** 2));
  };

  /** How far the surface lies inside the outline at a height. */
  const inset = (plan: PlanPoint, y: number) => {
    const at = clamp((y - sill) / (top(plan.z) - sill), 0, 1);
    const along = Math.min(Math.abs(plan.z - axles[0]), Math.abs(plan.z - axles[1]));
    const reach = Math.hypot(along, y - size.wheelRadius);
    const flare = FLARE * (1 - smoothstep(archRadius, archRadius + 0.16, reach)) * plan.nx ** 2;
    const end = plan.z < 0 ? noseInset(at) : tailInset(at);
    return blend(sideInset(at), end, plan.nz ** 2) - flare;
  };

  /** The surface of the lower body where the outline is `plan` and the height is y. */
  const surface = (plan: PlanPoint, y: number) => {
    const depth = inset(plan, y);
    return [plan.x - plan.nx * depth, y, plan.z - plan.nz * depth] as const;
  };

  return { ...size, style, half, halfWidth, axles, archRadius, sill, sillAt, zAt, top, bottom, surface };
}

/** The outline at the front (`end` -1) or rear (1), for `across` from 0 in the middle to 1 at the side. */
export function planEnd(shape: CarShape, end: -1 | 1, across: number): PlanPoint {
  const nose = end < 0 ? shape.style.nose : shape.style.nose * 0.62;
  const bow = end < 0 ? 0.1 : 0.06;
  const straight = 0.62;
  const flat = shape.halfWidth * straight;
  if (across <= straight) {
    const x = across * shape.halfWidth;
    const slope = (2 * bow * x) / flat ** 2;
    const size = Math.hypot(1, slope);
    return { x, z: end * (shape.half - bow * (x / flat) ** 2), nx: slope / size, nz: end / size };
  }
  const turn = ((across - straight) / (1 - straight)) * (Math.PI / 2);
  const radius = shape.halfWidth - flat;
  // Starts in the direction in which the straight part ends.
  const lean = Math.atan(((2 * bow) / flat) * 1) * (1 - turn / (Math.PI / 2));
  const angle = Math.max(turn, lean);
  return {
    x: flat + radius * Math.sin(turn) ** 0.9,
    z: end * (shape.half - bow - (nose - bow) * (1 - Math.cos(turn) ** 0.9)),
    nx: Math.sin(angle),
    nz: end * Math.cos(angle),
  };
}

/** The outline at the side, at z. */
export function planSide(shape: CarShape, z: number): PlanPoint {
  return { x: shape.halfWidth, z, nx: 1, nz: 0 };
}

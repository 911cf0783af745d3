import type { Vec3 } from "../../recipe/spec";
import { addSheet, type Meshes, makeSheet, type Paint } from "./sheet";
import { type Skeleton, soles } from "./skeleton";
import { add, along, blend, cross, distance, mix, scale, subtract, unit } from "./vector";
import { chain, type Limb, limb, type Solid, union, wrap } from "./wrap";

/** How a body is dressed. */
export type Clothes = {
  readonly top: "t-shirt" | "sweater" | "jacket" | "coat";
  readonly bottom: "trousers" | "shorts" | "skirt";
  readonly skin: Paint;
  readonly topPaint: Paint;
  readonly bottomPaint: Paint;
  readonly shoePaint: Paint;
  readonly solePaint: Paint;
};

/** How far cloth lies off the skin, metres. */
const looseness = { "t-shirt": 0.018, sweater: 0.021, jacket: 0.026, coat: 0.03 } as const;

const sides = [0, 1] as const;

/** Balls and tapered capsules of a body under `cloth` metres of cloth. `girth` is 1 for a mean build. */
function limbsOf(skeleton: Skeleton, girth: number) {
  const size = skeleton.height / 1.75;
  const across = (point: Vec3, x: number): Vec3 => add(point, [x * size, 0, 0]);
  const wide = blend(1, girth, 0.5);
  const { pelvis, waist, chest, neck, torsoUp, torsoFront } = skeleton;
  const breast = along(chest, torsoUp, 0.01 * size);
  const torso = (cloth: number): Limb[] => [
    ...[-1, 1].flatMap((sign) => [
      {
        from: across(breast, sign * 0.07 * wide),
        fromRadius: 0.094 * size * wide + cloth,
        to: across(waist, sign * 0.05 * wide),
        toRadius: 0.088 * size * girth ** 1.3 + cloth,
      },
      {
        from: across(waist, sign * 0.05 * wide),
        fromRadius: 0.088 * size * girth ** 1.3 + cloth,
        to: across(pelvis, sign * 0.068 * wide),
        toRadius: 0.098 * size * girth + cloth,
      },
    ]),
    {
      from: along(neck, torsoUp, -0.04 * size),
      fromRadius: 0.07 * size + cloth,
      to: along(neck, torsoUp, 0.03 * size),
      toRadius: 0.05 * size + cloth * 0.6,
    },
    {
      from: along(waist, torsoFront, (girth - 0.95) * 0.12),
      fromRadius: 0.085 * size * girth + cloth,
      to: waist,
      toRadius: 0.08 * size + cloth,
    },
  ];
  const arm = (side: 0 | 1, cloth: number): Limb[] => [
    {
      from: shoulderRoot(skeleton),
      fromRadius: 0.05 * size + cloth * 0.7,
      to: skeleton.shoulders[side],
      toRadius: 0.055 * size * wide + cloth,
    },
    {
      from: skeleton.shoulders[side],
      fromRadius: 0.055 * size * wide + cloth,
      to: skeleton.elbows[side],
      toRadius: 0.041 * size * wide + cloth,
    },
    {
      from: skeleton.elbows[side],
      fromRadius: 0.041 * size * wide + cloth,
      to: skeleton.wrists[side],
      toRadius: 0.028 * size * wide + cloth * 0.6,
    },
  ];
  const leg = (side: 0 | 1, cloth: number, cuff: number): Limb[] => [
    {
      from: skeleton.hips[side],
      fromRadius: 0.088 * size * girth + cloth,
      to: skeleton.knees[side],
      toRadius: 0.056 * size * wide + cloth,
    },
    {
      from: skeleton.knees[side],
      fromRadius: 0.056 * size * wide + cloth,
      to: skeleton.ankles[side],
      toRadius: 0.04 * size * wide + cloth + cuff,
    },
    // Calf.
    {
      from: along(mix(skeleton.knees[side], skeleton.ankles[side], 0.25), calfBack(skeleton, side), 0.016 * size),
      fromRadius: 0.05 * size * wide + cloth * 0.7,
      to: along(mix(skeleton.knees[side], skeleton.ankles[side], 0.5), calfBack(skeleton, side), 0.01 * size),
      toRadius: 0.042 * size * wide + cloth,
    },
  ];
  const seat = (side: 0 | 1, cloth: number): Limb => {
    const centre = along(along(across(pelvis, (side === 0 ? -1 : 1) * 0.062), torsoFront, -0.045 * size), torsoUp, -0.03 * size);
    return {
      from: centre,
      fromRadius: 0.082 * size * girth + cloth,
      to: skeleton.hips[side],
      toRadius: 0.085 * size * girth + cloth,
    };
  };
  return { torso, arm, leg, seat, size };
}

/** Where both shoulders meet at the foot of the neck. */
function shoulderRoot(skeleton: Skeleton): Vec3 {
  return along(skeleton.neck, skeleton.torsoUp, -0.02 * (skeleton.height / 1.75));
}

/** The back of the lower leg: where the knee does not point. */
function calfBack(skeleton: Skeleton, side: 0 | 1): Vec3 {
  const shank = unit(subtract(skeleton.ankles[side], skeleton.knees[side]));
  return unit(cross([1, 0, 0], shank), [0, 0, 1]);
}

/** Every ball that encloses a part of the dressed body, for its bounds. */
export function bodyBalls(
  skeleton: Skeleton,
  girth: number,
  clothes: Pick<Clothes, "top" | "bottom">,
): { readonly centre: Vec3; readonly radius: number }[] {
  const cloth = looseness[clothes.top];
  const { torso, arm, leg, seat, size } = limbsOf(skeleton, girth);
  const limbs = [
    ...torso(cloth),
    ...sides.flatMap((side) => [...arm(side, cloth), ...leg(side, 0.012, 0.01), seat(side, cloth)]),
  ];
  // The rounding between limbs swells them a little.
  const swell = 0.03;
  const hems = [...(clothes.bottom === "skirt" ? [0.46] : []), ...(clothes.top === "coat" ? [0.4] : [])];
  const hemBalls = hems.flatMap((end) =>
    sides.map((side) => ({ centre: legAt(skeleton, side, end), radius: 0.125 * size * girth + 0.02 })),
  );
  const balls = limbs.flatMap(({ from, fromRadius, to, toRadius }) => [
    { centre: from, radius: fromRadius + swell },
    { centre: to, radius: toRadius + swell },
  ]);
  const waistBalls = hems.map(() => ({
    centre: along(skeleton.pelvis, skeleton.torsoUp, 0.02),
    radius: 0.13 * size * girth + 0.036,
  }));
  return [...balls, ...hemBalls, ...waistBalls];
}

/** Adds torso, arms, legs, hands and shoes. */
export function addBody(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes): void {
  addTop(meshes, skeleton, girth, clothes);
  addBottom(meshes, skeleton, girth, clothes);
  for (const side of sides) {
    addHand(meshes, skeleton, side, clothes.skin);
    addShoe(meshes, skeleton, side, clothes);
  }
}

const solidOf = (limbs: readonly Limb[], round: number): Solid => union(limbs.map(limb), round);

function addTop(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes): void {
  const { torso, arm, seat, size } = limbsOf(skeleton, girth);
  const cloth = looseness[clothes.top];
  const { pelvis, waist, chest, neck, torsoUp, torsoFront } = skeleton;
  const trunk = solidOf([...torso(cloth), ...sides.map((side) => seat(side, cloth))], 0.07);
  const sleeves = sides.map((side) => solidOf(arm(side, cloth), 0.03));
  const whole = union([trunk, ...sleeves], 0.045);
  const hem = along(pelvis, torsoUp, (clothes.top === "t-shirt" ? -0.035 : -0.07) * size);
  const collar = along(neck, torsoUp, 0.025 * size);
  const stations = chain(
    [hem, pelvis, waist, chest, collar],
    [0, 0.5, 1, 1.5, 2, 2.4, 2.8, 3.15, 3.4, 3.6, 3.8, 4].map((at) => at / 4),
  );
  addSheet(
    meshes,
    wrap({ stations, columns: 16, own: trunk, whole, start: torsoFront, limit: 0.4, closed: ["first", "last"] }),
    () => clothes.topPaint,
  );
  for (const side of sides) {
    const path = [shoulderRoot(skeleton), skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]];
    const sleeve = sleeves[side] ?? whole;
    const bare = clothes.top === "t-shirt";
    const shares = bare ? [0.08, 0.18, 0.27, 0.33, 0.39, 0.5] : [0.08, 0.18, 0.27, 0.33, 0.39, 0.5, 0.62, 0.67, 0.72, 0.85, 0.98];
    addSheet(
      meshes,
      wrap({ stations: chain(path, shares), columns: 9, own: sleeve, whole, start: torsoFront, limit: 0.2, closed: ["last"] }),
      () => clothes.topPaint,
    );
    if (bare) addBareArm(meshes, skeleton, side, girth, clothes.skin);
  }
}

function addBareArm(meshes: Meshes, skeleton: Skeleton, side: 0 | 1, girth: number, skin: Paint): void {
  const own = solidOf(limbsOf(skeleton, girth).arm(side, 0), 0.03);
  const stations = chain(
    [skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]],
    [0.2, 0.36, 0.46, 0.54, 0.66, 0.85, 1],
  );
  addSheet(meshes, wrap({ stations, columns: 10, own, whole: own, start: skeleton.torsoFront, limit: 0.2 }), () => skin);
}

function addBottom(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes): void {
  if (clothes.bottom === "skirt") addSkirt(meshes, skeleton, girth, 0.46, 0.012, clothes.bottomPaint);
  else addTrousers(meshes, skeleton, girth, clothes);
  if (clothes.bottom !== "trousers") addBareLegs(meshes, skeleton, girth, clothes.skin);
  if (clothes.top === "coat") addSkirt(meshes, skeleton, girth, 0.4, 0.024, clothes.topPaint);
}

function addTrousers(meshes: Meshes, skeleton: Skeleton, girth: number, clothes: Clothes): void {
  const { torso, leg, seat, size } = limbsOf(skeleton, girth);
  const { pelvis, waist, torsoUp, torsoFront } = skeleton;
  const cloth = 0.008;
  const hips = solidOf([...torso(0.002), ...sides.map((side) => seat(side, 0.004))], 0.06);
  const legs = sides.map((side) => solidOf(leg(side, cloth, 0.014), 0.03));
  const whole = union([hips, ...legs], 0.025);
  const low = along(pelvis, torsoUp, -0.085 * size);
  const pelvisStations = chain([low, along(pelvis, torsoUp, -0.02), waist], [0, 0.15, 0.35, 0.6, 0.85]);
  addSheet(
    meshes,
    wrap({ stations: pelvisStations, columns: 12, own: hips, whole, start: torsoFront, limit: 0.4, closed: ["first"] }),
    () => clothes.bottomPaint,
  );
  for (const side of sides) {
    const path = [skeleton.hips[side], skeleton.knees[side], skeleton.ankles[side]];
    const end = clothes.bottom === "trousers" ? 0.985 : 0.43;
    const shares = [0, 0.1, 0.25, 0.42, 0.5, 0.58, 0.78].filter((at) => at < end - 0.03);
    const start = calfBack(skeleton, side);
    addSheet(
      meshes,
      wrap({
        stations: chain(path, [...shares, end]),
        columns: 10,
        own: legs[side] ?? whole,
        whole,
        start: scale(start, -1),
        limit: 0.25,
        closed: ["last"],
      }),
      () => clothes.bottomPaint,
    );
  }
}

/** Legs below shorts or a skirt. */
function addBareLegs(meshes: Meshes, skeleton: Skeleton, girth: number, skin: Paint): void {
  const { leg } = limbsOf(skeleton, girth);
  for (const side of sides) {
    const path = [skeleton.hips[side], skeleton.knees[side], skeleton.ankles[side]];
    const start = calfBack(skeleton, side);
    const bare = solidOf(leg(side, 0, 0), 0.03);
    const stations = chain(path, [0.25, 0.43, 0.5, 0.57, 0.68, 0.85, 1]);
    addSheet(meshes, wrap({ stations, columns: 10, own: bare, whole: bare, start: scale(start, -1), limit: 0.2 }), () => skin);
  }
}

/** The middle of a leg, from the hip (0) over the knee (0.5) to the ankle (1). */
function legAt(skeleton: Skeleton, side: 0 | 1, at: number): Vec3 {
  const { hips, knees, ankles } = skeleton;
  return at < 0.5 ? mix(hips[side], knees[side], at * 2) : mix(knees[side], ankles[side], at * 2 - 1);
}

/** Cloth round both thighs, from the hips to a share of the legs (0.5 is the knee). */
function addSkirt(meshes: Meshes, skeleton: Skeleton, girth: number, end: number, cloth: number, paint: Paint): void {
  const { size } = limbsOf(skeleton, girth);
  const columns = 16;
  const shares = [0, 0.12, 0.35, 0.7, 1, 1];
  const sheet = makeSheet(
    columns,
    shares.length,
    (column, row) => {
      const share = shares[row] ?? 1;
      const at = share * end;
      const [left, right] = [legAt(skeleton, 0, at), legAt(skeleton, 1, at)];
      const middle = mix(mix(left, right, 0.5), along(skeleton.pelvis, skeleton.torsoUp, 0.02), (1 - share) ** 2);
      const later = mix(legAt(skeleton, 0, at + 0.05), legAt(skeleton, 1, at + 0.05), 0.5);
      const down = unit(subtract(later, mix(left, right, 0.5)), [0, -1, 0]);
      const front = unit(cross([-1, 0, 0], down), [0, 0, -1]);
      const apart = subtract(right, left);
      const ahead = Math.abs(apart[0] * front[0] + apart[1] * front[1] + apart[2] * front[2]) / 2;
      const wide = Math.abs(apart[0]) / 2 + blend(0.1, 0.095, share) * size * girth + cloth;
      const deep = ahead + blend(0.125, 0.1, share) * size * girth + cloth;
      const angle = (column / columns) * 2 * Math.PI;
      const fold = 1 + 0.035 * share * Math.cos(angle * 6);
      const size2 = row === shares.length - 1 ? 0.6 : fold;
      return add(along(middle, front, Math.cos(angle) * deep * size2), [-Math.sin(angle) * wide * size2, 0, 0]);
    },
    { closed: true },
  );
  addSheet(meshes, sheet, () => paint);
}

function addHand(meshes: Meshes, skeleton: Skeleton, side: 0 | 1, skin: Paint): void {
  const size = skeleton.height / 1.75;
  const wrist = skeleton.wrists[side];
  const hand = skeleton.hands[side];
  const thumb = skeleton.thumbs[side];
  const palm = scale(cross(hand, thumb), side === 0 ? 1 : -1);
  const at = (out: number, across: number, curl: number) =>
    along(along(along(wrist, hand, out * size), thumb, across * size), palm, curl * size);
  const palmLimbs: Limb[] = [-0.02, 0, 0.02].map((across) => ({
    from: at(0.005, across * 0.55, 0),
    fromRadius: 0.018 * size,
    to: at(0.085, across * 1.2, 0.004),
    toRadius: 0.014 * size,
  }));
  const fingers: Limb[] = (
    [
      [-0.024, 0.135],
      [-0.008, 0.147],
      [0.008, 0.15],
      [0.023, 0.144],
    ] as const
  ).map(([across, long]) => ({
    from: at(0.085, across, 0.004),
    fromRadius: 0.0115 * size,
    to: at(long, across * 0.85, 0.03),
    toRadius: 0.0085 * size,
  }));
  const thumbLimb: Limb = {
    from: at(0.03, 0.018, 0.008),
    fromRadius: 0.015 * size,
    to: at(0.085, 0.044, 0.02),
    toRadius: 0.0105 * size,
  };
  const mitten = solidOf([...palmLimbs, ...fingers], 0.012);
  const whole = union([mitten, limb(thumbLimb)], 0.015);
  const stations = chain([at(-0.015, 0, 0), at(0.085, 0, 0.004), at(0.149, 0.001, 0.032)], [0, 0.25, 0.5, 0.72, 0.97]);
  addSheet(meshes, wrap({ stations, columns: 8, own: mitten, whole, start: thumb, limit: 0.08, closed: ["last"] }), () => skin);
  const thumbPath = chain(
    [thumbLimb.from, along(thumbLimb.to, unit(subtract(thumbLimb.to, thumbLimb.from)), 0.007 * size)],
    [0.2, 0.7, 0.98],
  );
  addSheet(
    meshes,
    wrap({ stations: thumbPath, columns: 6, own: limb(thumbLimb), whole, start: hand, limit: 0.05, closed: ["last"] }),
    () => skin,
  );
}

/** Outline of a shoe: along the foot from heel (-1) to toe (1), half width, height of the upper; shares of the foot's length. */
const shoeProfile = [
  [-1, 0.1, 0.16],
  [-0.94, 0.15, 0.34],
  [-0.72, 0.175, 0.42],
  [-0.4, 0.165, 0.44],
  [-0.12, 0.165, 0.36],
  [0.25, 0.19, 0.27],
  [0.6, 0.195, 0.22],
  [0.88, 0.155, 0.18],
  [1, 0.08, 0.1],
] as const;

function addShoe(meshes: Meshes, skeleton: Skeleton, side: 0 | 1, clothes: Clothes): void {
  const [heel, ball] = soles(skeleton.ankles[side], skeleton.feet[side], skeleton.height);
  if (!heel || !ball) return;
  const foot = skeleton.feet[side];
  const across = unit(cross(foot, [0, 1, 0]), [1, 0, 0]);
  const up = unit(cross(across, foot));
  const long = distance(heel, ball);
  const middle = mix(heel, ball, 0.5);
  // Angles round a section: the sole's two edges, its side, and over the instep.
  const section = [
    [-0.82, 0],
    [-1, 0.08],
    [-1, 0.16],
    [-1, 0.16],
    [-0.92, 0.55],
    [-0.6, 0.9],
    [0, 1],
    [0.6, 0.9],
    [0.92, 0.55],
    [1, 0.16],
    [1, 0.16],
    [1, 0.08],
    [0.82, 0],
  ] as const;
  const rings = shoeProfile.length + 2;
  const sheet = makeSheet(rings, section.length, (column, row) => {
    const cap = column === 0 || column === rings - 1;
    const [at, half, high] = shoeProfile[Math.min(shoeProfile.length - 1, Math.max(0, column - 1))] ?? [0, 0, 0];
    const [x, y] = section[section.length - 1 - row] ?? [0, 0];
    const lift = y <= 0.16 ? (y / 0.16) * 0.1 * long : blend(0.1, high, (y - 0.16) / 0.84) * long;
    return along(along(along(middle, foot, (at * long) / 2), across, cap ? 0 : x * half * long), up, lift);
  });
  addSheet(meshes, sheet, (_, row) => (row < 3 || row >= section.length - 4 ? clothes.solePaint : clothes.shoePaint));
  // The under side.
  const under = makeSheet(shoeProfile.length, 2, (column, row) => {
    const [at, half] = shoeProfile[column] ?? [0, 0];
    return along(along(middle, foot, (at * long) / 2), across, (row === 0 ? -1 : 1) * 0.82 * half * long);
  });
  addSheet(meshes, under, () => clothes.solePaint);
}

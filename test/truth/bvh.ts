/** Triangles in double precision: corner j of triangle i at `corners[9 * i + 3 * j]`. */
export type Triangles = { readonly count: number; readonly corners: Float64Array };

/** A tree of boxes over triangles. Node i has six bounds at `bounds[6 * i]`; inner nodes keep their second child, leaves their triangles. */
export type Bvh = {
  readonly triangles: Triangles;
  readonly bounds: Float64Array;
  /** Second child of an inner node (the first one follows its parent); ~first triangle in `order` of a leaf. */
  readonly link: Int32Array;
  readonly size: Int32Array;
  /** Along which the children of an inner node lie, the first one lower. */
  readonly axis: Uint8Array;
  readonly order: Int32Array;
};

/** What a ray met. `a`, `b` are the barycentric weights of the second and the third corner. */
export type Hit = { readonly triangle: number; readonly t: number; readonly a: number; readonly b: number };

/** True when the ray is to stop at this triangle: false goes through it (a hole, a back). */
export type Accept = (triangle: number, t: number, a: number, b: number, facing: boolean) => boolean;

const LEAF = 4;
const BINS = 12;

/** Builds a tree over some triangles, splitting where the surface area heuristic (Wald, 2007) says. */
export function buildBvh(triangles: Triangles, chosen: Int32Array): Bvh {
  const { corners } = triangles;
  const order = Int32Array.from(chosen);
  const centres = new Float64Array(triangles.count * 3);
  for (const at of chosen)
    for (let axis = 0; axis < 3; axis++)
      centres[at * 3 + axis] =
        (value(corners, 9 * at + axis) + value(corners, 9 * at + 3 + axis) + value(corners, 9 * at + 6 + axis)) / 3;
  const most = Math.max(1, 2 * chosen.length);
  const bounds = new Float64Array(most * 6);
  const [link, size, axis] = [new Int32Array(most), new Int32Array(most), new Uint8Array(most)];
  let nodes = 0;

  const build = (from: number, to: number): void => {
    const node = nodes++;
    const box = boxOf(corners, order, from, to);
    bounds.set(box, node * 6);
    const split = to - from > LEAF ? bestSplit(corners, centres, order, from, to) : undefined;
    if (!split) {
      link[node] = ~from;
      size[node] = to - from;
      return;
    }
    axis[node] = split.axis;
    const middle = partition(order, from, to, (at) => value(centres, at * 3 + split.axis) < split.place);
    build(from, middle);
    link[node] = nodes;
    build(middle, to);
  };
  build(0, order.length);
  return { triangles, bounds, link, size, axis, order };
}

/** A ray: origin + t * direction for `least` <= t <= `most`. */
export type Ray = {
  readonly origin: readonly [number, number, number];
  readonly direction: readonly [number, number, number];
  readonly least: number;
  readonly most: number;
};

const stack = new Int32Array(128);

/** The nearest accepted triangle along a ray; with `any` the first one that is found, wherever it is. */
export function cast(bvh: Bvh, { origin, direction, least, most }: Ray, accept: Accept, any = false): Hit | undefined {
  const { bounds, link, size, axis, order, triangles } = bvh;
  const { corners } = triangles;
  if (order.length === 0) return undefined;
  const ox = origin[0];
  const oy = origin[1];
  const oz = origin[2];
  const dx = direction[0];
  const dy = direction[1];
  const dz = direction[2];
  const ix = 1 / dx;
  const iy = 1 / dy;
  const iz = 1 / dz;
  let best: Hit | undefined;
  let limit = most;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top] ?? 0;
    if (!crosses(bounds, node * 6, ox, oy, oz, ix, iy, iz, least, limit)) continue;
    const next = link[node] ?? 0;
    if (next >= 0) {
      const forwards = (direction[axis[node] as 0 | 1 | 2] ?? 0) >= 0;
      stack[top++] = forwards ? next : node + 1;
      stack[top++] = forwards ? node + 1 : next;
      continue;
    }
    const first = ~next;
    for (let at = first; at < first + (size[node] ?? 0); at++) {
      const triangle = order[at] ?? 0;
      const c = triangle * 9;
      // Möller and Trumbore (1997).
      const ax = value(corners, c);
      const ay = value(corners, c + 1);
      const az = value(corners, c + 2);
      const ex = value(corners, c + 3) - ax;
      const ey = value(corners, c + 4) - ay;
      const ez = value(corners, c + 5) - az;
      const fx = value(corners, c + 6) - ax;
      const fy = value(corners, c + 7) - ay;
      const fz = value(corners, c + 8) - az;
      const px = dy * fz - dz * fy;
      const py = dz * fx - dx * fz;
      const pz = dx * fy - dy * fx;
      const determinant = ex * px + ey * py + ez * pz;
      if (determinant === 0) continue;
      const sx = ox - ax;
      const sy = oy - ay;
      const sz = oz - az;
      const a = (sx * px + sy * py + sz * pz) / determinant;
      if (a < 0 || a > 1) continue;
      const qx = sy * ez - sz * ey;
      const qy = sz * ex - sx * ez;
      const qz = sx * ey - sy * ex;
      const b = (dx * qx + dy * qy + dz * qz) / determinant;
      if (b < 0 || a + b > 1) continue;
      const t = (fx * qx + fy * qy + fz * qz) / determinant;
      if (t < least || t > limit || (best && t === limit)) continue;
      if (!accept(triangle, t, a, b, determinant > 0)) continue;
      best = { triangle, t, a, b };
      if (any) return best;
      limit = t;
    }
  }
  return best;
}

function crosses(
  bounds: Float64Array,
  at: number,
  ox: number,
  oy: number,
  oz: number,
  ix: number,
  iy: number,
  iz: number,
  least: number,
  most: number,
): boolean {
  const [x0, x1] = [(value(bounds, at) - ox) * ix, (value(bounds, at + 3) - ox) * ix];
  const [y0, y1] = [(value(bounds, at + 1) - oy) * iy, (value(bounds, at + 4) - oy) * iy];
  const [z0, z1] = [(value(bounds, at + 2) - oz) * iz, (value(bounds, at + 5) - oz) * iz];
  const enter = Math.max(Math.min(x0, x1), Math.min(y0, y1), Math.min(z0, z1), least);
  const leave = Math.min(Math.max(x0, x1), Math.max(y0, y1), Math.max(z0, z1), most);
  // A little slack: flat boxes must not lose rays that lie in them.
  return !(enter > leave * (1 + 1e-12) + 1e-12);
}

function boxOf(corners: Float64Array, order: Int32Array, from: number, to: number): Float64Array {
  const box = Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  for (let at = from; at < to; at++) grow(box, corners, order[at] ?? 0);
  return box;
}

function grow(box: Float64Array, corners: Float64Array, triangle: number): void {
  for (let corner = triangle * 9; corner < triangle * 9 + 9; corner += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const at = value(corners, corner + axis);
      if (at < value(box, axis)) box[axis] = at;
      if (at > value(box, axis + 3)) box[axis + 3] = at;
    }
  }
}

function halfArea(box: Float64Array): number {
  const [x, y, z] = [0, 1, 2].map((axis) => value(box, axis + 3) - value(box, axis)) as [number, number, number];
  return x < 0 ? 0 : x * y + y * z + z * x;
}

function bestSplit(
  corners: Float64Array,
  centres: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
): { axis: number; place: number } | undefined {
  let best: { axis: number; place: number; cost: number } | undefined;
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let at = from; at < to; at++) {
      const centre = value(centres, (order[at] ?? 0) * 3 + axis);
      low = Math.min(low, centre);
      high = Math.max(high, centre);
    }
    if (!(high > low)) continue;
    const empty = () => Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
    const bins = Array.from({ length: BINS }, () => ({ box: empty(), count: 0 }));
    for (let at = from; at < to; at++) {
      const triangle = order[at] ?? 0;
      const share = (value(centres, triangle * 3 + axis) - low) / (high - low);
      const bin = bins[Math.min(BINS - 1, Math.floor(share * BINS))];
      if (!bin) continue;
      grow(bin.box, corners, triangle);
      bin.count++;
    }
    for (let cut = 1; cut < BINS; cut++) {
      const cost = costOf(bins.slice(0, cut)) + costOf(bins.slice(cut));
      if (cost > 0 && (!best || cost < best.cost)) best = { axis, place: low + ((high - low) * cut) / BINS, cost };
    }
  }
  return best;
}

function costOf(bins: readonly { readonly box: Float64Array; readonly count: number }[]): number {
  const box = Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  let count = 0;
  for (const bin of bins) {
    count += bin.count;
    for (let axis = 0; axis < 3; axis++) {
      box[axis] = Math.min(value(box, axis), value(bin.box, axis));
      box[axis + 3] = Math.max(value(box, axis + 3), value(bin.box, axis + 3));
    }
  }
  return count === 0 ? Infinity : halfArea(box) * count;
}

/** Moves those that fit to the front; gives where the others begin. Never leaves a side empty. */
function partition(order: Int32Array, from: number, to: number, fits: (at: number) => boolean): number {
  let [left, right] = [from, to - 1];
  while (left <= right) {
    const at = order[left] ?? 0;
    if (fits(at)) left++;
    else {
      order[left] = order[right] ?? 0;
      order[right--] = at;
    }
  }
  return left === from || left === to ? Math.floor((from + to) / 2) : left;
}

function value(array: Float64Array, at: number): number {
  return array[at] ?? Number.NaN;
}

import type { Quaternion, Vec3 } from "../recipe/spec";

/** The rotation matrix of a unit quaternion, row-major 3x3. */
export function rotationMatrix([x, y, z, w]: Quaternion): Matrix3 {
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - z * w),
    2 * (x * z + y * w),
    2 * (x * y + z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z - x * w),
    2 * (x * z - y * w),
    2 * (y * z + x * w),
    1 - 2 * (x * x + y * y),
  ];
}

/** Row-major. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** A rotation matrix times a vector. */
export function rotated(m: Matrix3, [x, y, z]: Vec3): Vec3 {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

/** The matrix that turns by `b` first and then by `a`. */
export function product(a: Matrix3, b: Matrix3): Matrix3 {
  const [x, y, z] = [rotated(a, [b[0], b[3], b[6]]), rotated(a, [b[1], b[4], b[7]]), rotated(a, [b[2], b[5], b[8]])];
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
}

/** The unit quaternion of a rotation matrix, with w >= 0, from its largest component (Shepperd, 1978). */
export function quaternionOf(m: Matrix3): Quaternion {
  const squares = [1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8], 1 + m[0] + m[4] + m[8]] as const;
  const sums = {
    xy: m[1] + m[3],
    xz: m[2] + m[6],
    yz: m[5] + m[7],
    xw: m[7] - m[5],
    yw: m[2] - m[6],
    zw: m[3] - m[1],
  };
  const rows = [
    [squares[0], sums.xy, sums.xz, sums.xw],
    [sums.xy, squares[1], sums.yz, sums.yw],
    [sums.xz, sums.yz, squares[2], sums.zw],
    [sums.xw, sums.yw, sums.zw, squares[3]],
  ] as const;
  const largest = squares.indexOf(Math.max(...squares));
  const [x, y, z, w] = rows[largest] ?? rows[3];
  const length = Math.hypot(x, y, z, w) * (w < 0 ? -1 : 1);
  return [x / length + 0, y / length + 0, z / length + 0, w / length + 0];
}

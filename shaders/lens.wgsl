// From points of the picture to directions, and to the faces that were drawn for them: `src/camera/distortion.ts` in f32.
// Included before the shaders that use it. Camera axes: x right, y down, z forward.

const BROWN_CONRADY = 1u;

struct Lens {
  radial: vec4f,      // k1, k2, k3, k4
  tangential: vec2f,  // p1, p2
  centre: vec2f,      // principal point in pixels
  focal: f32,         // pixels of a unit of the image plane
  model: u32,         // BROWN_CONRADY, or Kannala-Brandt
  farthest: f32,      // largest radius (Brown-Conrady) or angle that the lens shows
}

// The direction that a point of the picture, in pixels, shows. Brown-Conrady has z = 1.
fn directionAt(lens: Lens, point: vec2f) -> vec3f {
  let wanted = (point - lens.centre) / lens.focal;
  if (lens.model == BROWN_CONRADY) {
    return vec3f(unbend(lens, wanted), 1.0);
  }
  let radius = length(wanted);
  let angle = unbentRadius(lens, radius);
  return vec3f(wanted * (sin(angle) / max(radius, 1e-12)), cos(angle));
}

// Where r (1 + k1 r^2 + k2 r^4 + ...) is the bent radius: bisection first, since Newton's method may leave a steep curve.
fn unbentRadius(lens: Lens, bent: f32) -> f32 {
  var low = 0.0;
  var high = lens.farthest;
  for (var step = 0; step < 8; step++) {
    let middle = 0.5 * (low + high);
    if (middle * stretch(lens, middle * middle) < bent) {
      low = middle;
    } else {
      high = middle;
    }
  }
  var radius = 0.5 * (low + high);
  for (var step = 0; step < 4; step++) {
    let s = radius * radius;
    let slope = stretch(lens, s) + 2.0 * s * stretchSlope(lens, s);
    radius = clamp(radius - (radius * stretch(lens, s) - bent) / max(slope, 1e-6), low, high);
  }
  return radius;
}

fn unbend(lens: Lens, wanted: vec2f) -> vec2f {
  let bent = length(wanted);
  var point = wanted * (unbentRadius(lens, bent) / max(bent, 1e-12));
  if (all(lens.tangential == vec2f(0.0))) {
    return point;
  }
  let p1 = lens.tangential.x;
  let p2 = lens.tangential.y;
  for (var step = 0; step < 5; step++) {
    let x = point.x;
    let y = point.y;
    let s = x * x + y * y;
    let factor = stretch(lens, s);
    let slope = 2.0 * stretchSlope(lens, s);
    let error = wanted - vec2f(
      x * factor + 2.0 * p1 * x * y + p2 * (s + 2.0 * x * x),
      y * factor + p1 * (s + 2.0 * y * y) + 2.0 * p2 * x * y,
    );
    let xx = factor + x * x * slope + 2.0 * p1 * y + 6.0 * p2 * x;
    let yy = factor + y * y * slope + 6.0 * p1 * y + 2.0 * p2 * x;
    let xy = x * y * slope + 2.0 * p1 * x + 2.0 * p2 * y;
    point += vec2f(yy * error.x - xy * error.y, xx * error.y - xy * error.x) / (xx * yy - xy * xy);
  }
  return point;
}

fn stretch(lens: Lens, s: f32) -> f32 {
  let k = lens.radial;
  return 1.0 + s * (k.x + s * (k.y + s * (k.z + s * k.w)));
}

// Derivative of stretch by s.
fn stretchSlope(lens: Lens, s: f32) -> f32 {
  let k = lens.radial;
  return k.x + s * (2.0 * k.y + s * (3.0 * k.z + s * 4.0 * k.w));
}

// The side of a cube that a direction leads through: `sideOf` in `src/camera/faces.ts`.
fn sideOf(direction: vec3f) -> i32 {
  let a = abs(direction);
  if (direction.z >= a.x && direction.z >= a.y) {
    return 0;
  }
  if (a.x >= a.y) {
    return select(2, 1, direction.x > 0.0);
  }
  return select(4, 3, direction.y > 0.0);
}

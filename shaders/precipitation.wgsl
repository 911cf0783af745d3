// Draws falling drops and flakes over a picture, as streaks of the length that they move during the exposure.
// Reads:  scene, lamps, depth (planar metres, 0 where nothing is)
// Writes: the colour attachment, blended; ids and depth stay as they are

struct Scene {
  cameraToWorld: mat4x4f,
  // x, y: focal lengths over half of the picture; z, w: how far the picture is off the axis (three's projection matrix)
  lens: vec4f,
  wind: vec4f,        // m/s, w: how irregularly flakes move
  radiance: vec4f,    // of a drop or flake, exposed; w: weight of a streak, the number of sub-frames
  size: vec4f,        // picture in pixels; z: exposure in seconds; w: diameter of the aperture in metres
  particles: vec4f,   // a cubic metre; smallest diameter, mean excess, metres; 0 rain 1 snow
  counts: vec4u,      // particles of this pass; seed; lamps
  range: vec4f,       // nearest and farthest distance, distance of focus
}

struct Lamp {
  place: vec4f,       // w: exponent of the beam, -1 for a headlight
  axis: vec4f,
  intensity: vec4f,   // exposed
}

@group(0) @binding(0) var<uniform> scene: Scene;
@group(0) @binding(1) var<storage, read> lamps: array<Lamp>;
@group(0) @binding(2) var depth: texture_2d<f32>;

struct Streak {
  @builtin(position) position: vec4f,
  @location(0) along: vec2f,                      // pixels: from the middle of the streak along it and across
  @location(1) @interpolate(flat) shape: vec2f,   // half of its length and of its width, pixels
  @location(2) @interpolate(flat) colour: vec4f,
  @location(3) @interpolate(flat) distance: f32,
}

// PCG (O'Neill, 2014): a new random word from the last.
fn next(state: ptr<function, u32>) -> f32 {
  let old = *state;
  *state = old * 747796405u + 2891336453u;
  let word = ((old >> ((old >> 28u) + 4u)) ^ old) * 277803737u;
  return f32(((word >> 22u) ^ word) >> 8u) / 16777216.0;
}

// m/s: drops by Atlas et al. (1973), flakes 0.8 to 1.5.
fn fallSpeed(diameter: f32) -> f32 {
  if (scene.particles.w > 0.5) {
    return 0.8 + 100.0 * min(diameter, 0.007);
  }
  return max(0.1, 9.65 - 10.3 * exp(-600.0 * diameter));
}

// Light of the lamps on a point, all round.
fn lampLight(point: vec3f) -> vec3f {
  var sum = vec3f(0.0);
  for (var at = 0u; at < scene.counts.z; at++) {
    let lamp = lamps[at];
    let way = point - lamp.place.xyz;
    let squared = max(dot(way, way), 0.05);
    let cosine = dot(way, lamp.axis.xyz) * inverseSqrt(squared);
    if (cosine > 0.0) {
      let beam = select(pow(cosine, lamp.place.w), exp((cosine - 1.0) / 0.03), lamp.place.w < 0.0);
      sum += lamp.intensity.rgb * beam / squared;
    }
  }
  return sum;
}

fn onPicture(view: vec3f) -> vec2f {
  let ndc = (view.xy * scene.lens.xy + view.z * scene.lens.zw) / -view.z;
  return ndc * scene.size.xy * 0.5;
}

@vertex
fn place(@builtin(vertex_index) corner: u32, @builtin(instance_index) instance: u32) -> Streak {
  var state = instance * 9781u + scene.counts.y;
  _ = next(&state);
  let ndc = vec2f(next(&state) * 2.2 - 1.1, next(&state) * 2.6 - 1.3);
  let nearest = scene.range.x;
  let farthest = scene.range.y;
  // Chances grow with the distance, the number of particles with its square.
  let z = sqrt(mix(nearest * nearest, farthest * farthest, next(&state)));
  let diameter = min(scene.particles.y - scene.particles.z * log(1.0 - next(&state) * 0.9999), select(0.006, 0.015, scene.particles.w > 0.5));
  let area = 4.0 * 1.1 * 1.3 * z * z / (scene.lens.x * scene.lens.y);
  let chance = 2.0 * z / (farthest * farthest - nearest * nearest);
  let wanted = scene.particles.x * area / (chance * f32(scene.counts.x)) / scene.radiance.w;
  let kept = next(&state) < wanted;

  let view = vec3f((ndc + scene.lens.zw) * z / scene.lens.xy, -z);
  let gust = (vec3f(next(&state), next(&state), next(&state)) - 0.5) * scene.wind.w;
  let velocity = scene.wind.xyz + gust - vec3f(0.0, fallSpeed(diameter), 0.0);
  let turned = transpose(mat3x3f(scene.cameraToWorld[0].xyz, scene.cameraToWorld[1].xyz, scene.cameraToWorld[2].xyz)) * velocity;
  let way = turned * scene.size.z * 0.5;
  var first = view - way;
  var last = view + way;
  first.z = min(first.z, -0.05);
  last.z = min(last.z, -0.05);
  let head = onPicture(first);
  let tail = onPicture(last);
  let middle = (head + tail) * 0.5;
  let span = max(distance(head, tail), 1e-3);
  let along = select((tail - head) / span, vec2f(0.0, -1.0), span < 2e-3);

  let pixels = scene.size.y * 0.5 * scene.lens.y;
  let own = pixels * diameter / z;
  let blur = pixels * scene.size.w * abs(z - scene.range.z) / (z * scene.range.z);
  let width = max(own + blur, 1.2);
  let long = span + width;
  // Energy is kept: what covers less of a pixel, or only for part of the exposure, counts less.
  let covered = 0.785 * own * own / (width * long);
  let alpha = min(covered * max(wanted, 1.0) * scene.radiance.w, 1.0);

  let side = vec2f(f32(corner & 1u) * 2.0 - 1.0, f32(corner >> 1u) * 2.0 - 1.0);
  let extent = vec2f(long, width) * 0.5;
  let offset = along * side.x * extent.x + vec2f(-along.y, along.x) * side.y * extent.y;
  let position = (middle + offset) / (scene.size.xy * 0.5);

  var streak: Streak;
  streak.position = select(vec4f(2.0, 2.0, 2.0, 1.0), vec4f(position, 0.5, 1.0), kept);
  streak.along = side * extent;
  streak.shape = extent;
  let world = (scene.cameraToWorld * vec4f(view, 1.0)).xyz;
  streak.colour = vec4f(scene.radiance.rgb + lampLight(world) * 0.12, alpha);
  streak.distance = z;
  return streak;
}

@fragment
fn shade(streak: Streak) -> @location(0) vec4f {
  let solid = textureLoad(depth, vec2u(streak.position.xy), 0).r;
  if (solid > 0.0 && solid < streak.distance) {
    discard;
  }
  // A capsule with a soft edge.
  let beyond = max(abs(streak.along.x) - (streak.shape.x - streak.shape.y), 0.0);
  let away = length(vec2f(beyond, streak.along.y)) / streak.shape.y;
  let soft = 1.5 * (1.0 - away * away);
  return vec4f(streak.colour.rgb, streak.colour.a * clamp(soft, 0.0, 1.0));
}

// One step of the spread light, on a quarter of the width and height: reduce, then blur along x and along y. Follows sensor.wgsl.
// Reads:  source (the light, or a quarter), settings
// Writes: result (one vec4f for each 4 x 4 pixels)

override step: u32;          // 0 reduce, 1 blur along x, 2 blur along y
override sigma: f32 = 0.01;  // of the blur, share of the height

@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> result: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let size = vec2u((settings.width + 3u) / 4u, (settings.height + 3u) / 4u);
  if (any(id.xy >= size)) {
    return;
  }
  var total = vec4f(0.0);
  var weights = 0.0;
  if (step == 0u) {
    for (var at = 0u; at < 16u; at++) {
      let pixel = id.xy * 4u + vec2u(at % 4u, at / 4u);
      if (pixel.x < settings.width && pixel.y < settings.height) {
        total += source[pixel.y * settings.width + pixel.x];
        weights += 1.0;
      }
    }
  } else {
    let spread = max(sigma * f32(settings.height) / 4.0, 0.3);
    let reach = i32(ceil(3.0 * spread));
    let along = select(vec2i(1, 0), vec2i(0, 1), step == 2u);
    for (var away = -reach; away <= reach; away++) {
      // Beyond the edge there is as much light as at it.
      let texel = clamp(vec2i(id.xy) + along * away, vec2i(0), vec2i(size) - 1);
      let weight = exp(-0.5 * f32(away * away) / (spread * spread));
      total += weight * source[u32(texel.y) * size.x + u32(texel.x)];
      weights += weight;
    }
  }
  result[id.y * size.x + id.x] = total / weights;
}

// From light to electrons and to the steps of the converter, by the model of EMVA 1288, Release 4.0. Follows sensor.wgsl.
// Reads:  light, bloom and veil (the light spread near and far, a quarter of the size), settings
// Writes: signal (one vec4f a pixel, in units of radiance; with a mosaic the same number three times)

@group(0) @binding(0) var<storage, read> light: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> signal: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;
@group(0) @binding(3) var<storage, read> bloom: array<vec4f>;
@group(0) @binding(4) var<storage, read> veil: array<vec4f>;

// Below this many electrons the Poisson distribution is drawn exactly, by inversion.
const FEW = 32.0;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let at = id.y * settings.width + id.x;
  var here = light[at].rgb;
  if (settings.glare > 0.0) {
    here = mix(here, spread(vec2f(id.xy)), settings.glare);
  }
  var seen = here;
  if (settings.mosaic == 0u) {
    for (var channel = 0u; channel < 3u; channel++) {
      seen[channel] = converted(here[channel], id.xy, channel);
    }
  } else {
    seen = vec3f(converted(here[mosaicChannel(id.xy)], id.xy, 0u));
  }
  signal[at] = vec4f(seen, 1.0);
}

// Half of the spread light stays near, half goes all over the picture. Bilinear.
fn spread(pixel: vec2f) -> vec3f {
  let size = vec2u((settings.width + 3u) / 4u, (settings.height + 3u) / 4u);
  let inside = clamp((pixel + 0.5) / 4.0 - 0.5, vec2f(0.0), vec2f(size - 1u));
  let corner = vec2u(inside);
  let next = min(corner + 1u, size - 1u);
  let share = inside - vec2f(corner);
  let a = corner.y * size.x;
  let b = next.y * size.x;
  let top = mix(bloom[a + corner.x] + veil[a + corner.x], bloom[a + next.x] + veil[a + next.x], share.x);
  let bottom = mix(bloom[b + corner.x] + veil[b + corner.x], bloom[b + next.x] + veil[b + next.x], share.x);
  return 0.5 * mix(top, bottom, share.y).rgb;
}

// What the converter says of the light of one pixel.
fn converted(radiance: f32, pixel: vec2u, channel: u32) -> f32 {
  if (settings.well == 0.0) {
    return radiance;
  }
  let noise = pcg4d(vec4u(pixel, channel, settings.noiseSeed));
  let more = pcg4d(vec4u(pixel, channel + 16u, settings.noiseSeed));
  let pattern = pcg4d(vec4u(pixel, channel, settings.patternSeed));
  let fixed = normal(pattern.x, pattern.y);
  let response = 1.0 + settings.lightPattern * fixed.x;
  let expected = max(radiance, 0.0) * response * settings.well / settings.saturation;
  let electrons = min(poisson(expected, noise.x, noise.y), settings.well);
  // The converter starts below zero, so that noise in the dark is not cut off.
  let offset = 6.0 * (settings.readNoise + settings.darkPattern);
  var signal = electrons + settings.darkPattern * fixed.y + settings.readNoise * normal(more.x, more.y).x;
  if (settings.bits > 0.0) {
    let steps = exp2(settings.bits) - 1.0;
    let full = settings.well + offset;
    signal = clamp(floor((signal + offset) / full * steps + 0.5), 0.0, steps) / steps * full - offset;
  }
  return signal * settings.saturation / settings.well;
}

// Jarzynski and Olano, Hash Functions for GPU Rendering (2020).
fn pcg4d(seed: vec4u) -> vec4u {
  var v = seed * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

// Between 0 and 1, both excluded.
fn unit(bits: u32) -> f32 {
  return (f32(bits >> 8u) + 0.5) / 16777216.0;
}

// Two standard normal numbers (Box and Muller, 1958).
fn normal(a: u32, b: u32) -> vec2f {
  let radius = sqrt(-2.0 * log(unit(a)));
  let angle = 6.283185307179586 * unit(b);
  return radius * vec2f(cos(angle), sin(angle));
}

fn poisson(mean: f32, a: u32, b: u32) -> f32 {
  if (mean >= FEW) {
    return max(0.0, floor(mean + sqrt(mean) * normal(a, b).x + 0.5));
  }
  var left = unit(a);
  var chance = exp(-mean);
  var count = 0.0;
  while (left > chance && count < 100.0) {
    left -= chance;
    count += 1.0;
    chance *= mean / count;
  }
  return count;
}

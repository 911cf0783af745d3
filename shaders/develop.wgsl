// Turns the summed light of a picture into 8-bit sRGB, as a camera would.
// Reads:  sum (one vec4f a pixel), settings
// Writes: pixels (RGBA, one byte each, packed little-endian; alpha 255)

struct Settings {
  pixels: u32,     // number of pixels
  subframes: f32,  // how many sub-frames were summed
}

override white: f32;
override contrast: f32;
override gain: f32;

@group(0) @binding(0) var<storage, read> sum: array<vec4f>;
@group(0) @binding(1) var<uniform> settings: Settings;
@group(0) @binding(2) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * 64u + id.x;
  if (at >= settings.pixels) {
    return;
  }
  let light = sum[at].rgb / settings.subframes;
  let encoded = srgb(tone(light));
  let bytes = vec3u(floor(encoded * 255.0 + 0.5));
  pixels[at] = bytes.r | (bytes.g << 8u) | (bytes.b << 16u) | 0xff000000u;
}

// A camera's curve, see src/scene/tone-curve.ts.
fn tone(light: vec3f) -> vec3f {
  let x = max(light, vec3f(0.0));
  let rolled = x * (1.0 + x / (white * white)) / (1.0 + x);
  return clamp(gain * pow(rolled, vec3f(contrast)), vec3f(0.0), vec3f(1.0));
}

// IEC 61966-2-1
fn srgb(linear: vec3f) -> vec3f {
  return select(1.055 * pow(linear, vec3f(1.0 / 2.4)) - 0.055, linear * 12.92, linear <= vec3f(0.0031308));
}

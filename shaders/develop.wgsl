// Turns the summed light of a picture into 8-bit sRGB, as a camera would. Comes after tone.wgsl.
// Reads:  sum (one vec4f a pixel), settings
// Writes: pixels (packed RGBA)

struct Settings {
  pixels: u32,     // number of pixels
  subframes: f32,  // how many sub-frames were summed
}

@group(0) @binding(0) var<storage, read> sum: array<vec4f>;
@group(0) @binding(1) var<uniform> settings: Settings;
@group(0) @binding(2) var<storage, read_write> pixels: array<u32>;

// On CPU adapters each invocation costs as much as a pixel, so it develops several.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < settings.pixels; at += groups.x * 64u) {
    pixels[at] = developed(sum[at].rgb / settings.subframes);
  }
}

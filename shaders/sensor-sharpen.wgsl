// Unsharp mask on the brightness, and 8 bits. Follows sensor.wgsl.
// Reads:  encoded (sRGB), settings
// Writes: pixels (RGBA, one byte each, packed little-endian; alpha 255)

@group(0) @binding(0) var<storage, read> encoded: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> pixels: array<u32>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let at = id.y * settings.width + id.x;
  var colour = encoded[at].rgb;
  if (settings.sharpening > 0.0) {
    var around = 0.0;
    for (var step = 0; step < 9; step++) {
      let away = vec2i(step % 3 - 1, step / 3 - 1);
      let weight = f32((2 - abs(away.x)) * (2 - abs(away.y))) / 16.0;
      around += weight * brightness(vec2i(id.xy) + away);
    }
    colour += settings.sharpening * (brightness(vec2i(id.xy)) - around);
  }
  let bytes = vec3u(floor(clamp(colour, vec3f(0.0), vec3f(1.0)) * 255.0 + 0.5));
  pixels[at] = bytes.r | (bytes.g << 8u) | (bytes.b << 16u) | 0xff000000u;
}

fn brightness(pixel: vec2i) -> f32 {
  let inside = vec2u(clamp(pixel, vec2i(0), vec2i(i32(settings.width), i32(settings.height)) - 1));
  return dot(encoded[inside.y * settings.width + inside.x].rgb, vec3f(0.299, 0.587, 0.114));
}

// How light becomes a byte: the curve of a camera and the encoding of sRGB. Comes before the shaders that develop.

override white: f32;
override contrast: f32;
override gain: f32;

// Packed RGBA, one byte each, little-endian; alpha 255.
fn developed(light: vec3f) -> u32 {
  let bytes = vec3u(floor(srgb(tone(light)) * 255.0 + 0.5));
  return bytes.r | (bytes.g << 8u) | (bytes.b << 16u) | 0xff000000u;
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

// White balance, tone curve and sRGB. Follows sensor.wgsl.
// Reads:  signal (radiance), settings
// Writes: encoded (one vec4f a pixel: sRGB, 0 to 1)

override white: f32;
override contrast: f32;
override gain: f32;

@group(0) @binding(0) var<storage, read> signal: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> encoded: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let at = id.y * settings.width + id.x;
  let balanced = signal[at].rgb * vec3f(settings.whiteBalance.x, 1.0, settings.whiteBalance.y);
  encoded[at] = vec4f(srgb(tone(max(balanced, vec3f(0.0)))), 1.0);
}

fn tone(light: vec3f) -> vec3f {
  switch settings.curve {
    case 1u: { return clamp(agx(light), vec3f(0.0), vec3f(1.0)); }
    case 2u: { return clamp(aces(light), vec3f(0.0), vec3f(1.0)); }
    case 3u: { return clamp(neutral(light), vec3f(0.0), vec3f(1.0)); }
    case 4u: { return clamp(light, vec3f(0.0), vec3f(1.0)); }
    default: { return camera(light); }
  }
}

// A camera's curve, see src/scene/tone-curve.ts.
fn camera(x: vec3f) -> vec3f {
  let rolled = x * (1.0 + x / (white * white)) / (1.0 + x);
  return clamp(gain * pow(rolled, vec3f(contrast)), vec3f(0.0), vec3f(1.0));
}

// AgX (Sobotka, 2022) with the fitted curve of Wrensch, Minimal AgX Implementation (2023).
fn agx(light: vec3f) -> vec3f {
  let inset = mat3x3f(
    0.842479062253094, 0.0423282422610123, 0.0423756549057051,
    0.0784335999999992, 0.878468636469772, 0.0784336,
    0.0792237451477643, 0.0791661274605434, 0.879142973793104,
  );
  let outset = mat3x3f(
    1.19687900512017, -0.0528968517574562, -0.0529716355144438,
    -0.0980208811401368, 1.15190312990417, -0.0980434501171241,
    -0.0990297440797205, -0.0989611768448433, 1.15107367264116,
  );
  let stops = log2(max(inset * light, vec3f(1e-10)));
  let x = clamp((stops + 12.47393) / (4.026069 + 12.47393), vec3f(0.0), vec3f(1.0));
  let s = x * x;
  let curved = 15.5 * s * s * s - 40.14 * s * s * x + 31.96 * s * s - 6.868 * s * x + 0.4298 * s + 0.1191 * x - 0.00232;
  return pow(max(outset * curved, vec3f(0.0)), vec3f(2.2));
}

// Narkowicz, ACES Filmic Tone Mapping Curve (2015), with his exposure.
fn aces(light: vec3f) -> vec3f {
  let x = light * 0.6;
  return x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
}

// Khronos PBR Neutral Tone Mapper (2024).
fn neutral(light: vec3f) -> vec3f {
  let least = min(light.r, min(light.g, light.b));
  let toe = select(0.04, least - 6.25 * least * least, least < 0.08);
  let colour = light - toe;
  let peak = max(colour.r, max(colour.g, colour.b));
  let start = 0.8 - 0.04;
  if (peak < start) {
    return colour;
  }
  let range = 1.0 - start;
  let compressed = 1.0 - range * range / (peak + range - start);
  let faded = 1.0 - 1.0 / (0.15 * (peak - compressed) + 1.0);
  return mix(colour * (compressed / peak), vec3f(compressed), faded);
}

// IEC 61966-2-1
fn srgb(linear: vec3f) -> vec3f {
  return select(1.055 * pow(linear, vec3f(1.0 / 2.4)) - 0.055, linear * 12.92, linear <= vec3f(0.0031308));
}

// Mean of the sub-frames behind the lens: lateral chromatic aberration and vignetting. Follows sensor.wgsl.
// Reads:  sum (one vec4f a pixel), settings
// Writes: light (one vec4f a pixel: radiance)

@group(0) @binding(0) var<storage, read> sum: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> light: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let at = id.y * settings.width + id.x;
  var mean = sum[at].rgb / settings.subframes;
  let out = vec2f(id.xy) + 0.5 - settings.centre;
  if (settings.aberration != 0.0) {
    // What red shows here, green shows nearer to the middle.
    mean.r = filtered(settings.centre + out / (1.0 + settings.aberration) - 0.5).r;
    mean.b = filtered(settings.centre + out / (1.0 - settings.aberration) - 0.5).b;
  }
  if (settings.vignetting != 0.0) {
    let cosine = inverseSqrt(1.0 + dot(out, out) / (settings.focal * settings.focal));
    mean *= pow(cosine, 4.0 * settings.vignetting);
  }
  light[at] = vec4f(mean, 1.0);
}

fn filtered(at: vec2f) -> vec3f {
  let last = vec2f(f32(settings.width), f32(settings.height)) - 1.0;
  let inside = clamp(at, vec2f(0.0), last);
  let corner = vec2u(inside);
  let next = min(corner + 1u, vec2u(last));
  let share = inside - vec2f(corner);
  let top = mix(meanAt(corner.x, corner.y), meanAt(next.x, corner.y), share.x);
  let bottom = mix(meanAt(corner.x, next.y), meanAt(next.x, next.y), share.x);
  return mix(top, bottom, share.y);
}

fn meanAt(x: u32, y: u32) -> vec3f {
  return sum[y * settings.width + x].rgb / settings.subframes;
}

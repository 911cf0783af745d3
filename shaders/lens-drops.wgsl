// Drops of water on the front of the lens: each is a small lens of its own that shows the picture upside down, wide and blurred.
// Reads:  dry (sum of the sub-frames, one vec4f a pixel), drops, settings
// Writes: sum

struct Settings {
  width: u32,
  height: u32,
  count: u32,  // drops
}

// Lengths in heights of the picture, see src/scene/lens-drops.ts.
struct Drop {
  middle: vec2f,
  radius: f32,
  stretch: f32,
  dent: f32,
  turn: f32,
  softness: f32,
}

// How much of the picture a drop shows, in heights of the picture from its middle to its edge; and how blurred.
const REACH = 0.55;
const BLUR = 0.035;
const GOLDEN_ANGLE = 2.39996323;

@group(0) @binding(0) var<storage, read> dry: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> sum: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;
@group(0) @binding(3) var<storage, read> drops: array<Drop>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let at = id.y * settings.width + id.x;
  let place = (vec2f(id.xy) + 0.5) / f32(settings.height);
  var light = dry[at];
  for (var one = 0u; one < settings.count; one++) {
    let drop = drops[one];
    let away = (place - drop.middle) / vec2f(drop.radius, drop.radius * drop.stretch);
    let squared = dot(away, away);
    if (squared > 2.5) {
      continue;
    }
    // A drop that hangs is wider below; the dent makes it lopsided.
    let angle = atan2(away.y, away.x);
    let outline = 1.0 + drop.dent * (cos(2.0 * (angle - drop.turn)) + 0.6 * cos(3.0 * angle + drop.turn));
    let out = sqrt(squared) / outline;
    let covered = 1.0 - smoothstep(1.0 - drop.softness * 0.5, 1.0 + drop.softness, out);
    if (covered > 0.0) {
      light = mix(light, throughDrop(drop, away / outline, min(out, 1.0)), covered);
    }
  }
  sum[at] = light;
}

// Mean of the picture round the point that the drop bends the ray to. Near its edge it bends more, and reflects more (Fresnel).
fn throughDrop(drop: Drop, away: vec2f, out: f32) -> vec4f {
  // About as far apart as pixels are in a small picture; a large one has enough of them to look smooth.
  let taps = clamp(u32(f32(settings.height) * BLUR * 2.5), 16u, 64u);
  let aimed = drop.middle - away * (0.45 + 0.55 * out * out) * REACH;
  var mean = vec4f(0.0);
  for (var tap = 0u; tap < taps; tap++) {
    let radius = BLUR * sqrt((f32(tap) + 0.5) / f32(taps));
    let angle = f32(tap) * GOLDEN_ANGLE;
    mean += seen(aimed + radius * vec2f(cos(angle), sin(angle)));
  }
  return mean * (0.95 - 0.2 * pow(out, 5.0)) / f32(taps);
}

// The picture beyond whose edge it is mirrored.
fn seen(place: vec2f) -> vec4f {
  let size = vec2f(f32(settings.width), f32(settings.height));
  let pixel = abs(place * size.y);
  let folded = size - abs(size - pixel);
  let whole = vec2u(clamp(folded, vec2f(0.0), size - 1.0));
  return dry[whole.y * settings.width + whole.x];
}

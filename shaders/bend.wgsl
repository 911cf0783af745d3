// Adds a face to the sum of the picture, bent by the lens; the first time also to the labels. Follows lens.wgsl.
// Reads:  frame (linear radiance), ids, depth (planar to the face, metres), settings
// Writes: sum (one vec4f a pixel, row-major), labelIds, labelDepth (planar to the camera)

override first: bool = false;

const ALL = -1;

struct Settings {
  lens: Lens,
  jitter: vec2f,       // point of each pixel, from its middle
  texelJitter: vec2f,  // point of each texel
  eye: vec2f,          // point of the aperture, metres right and down
  focus: f32,          // distance of what is sharp, metres: planar with one face, from the lens with several
  side: i32,
  right: vec3f,        // axes of the face in camera axes
  faceFocal: f32,
  down: vec3f,
  firstRow: u32,
  forward: vec3f,
  endRow: u32,
  faceCentre: vec2f,
  faceSize: vec2u,
  width: u32,
}

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;
@group(0) @binding(3) var ids: texture_2d<u32>;
@group(0) @binding(4) var depth: texture_2d<f32>;
@group(0) @binding(5) var labelIds: texture_storage_2d<r32uint, write>;
@group(0) @binding(6) var labelDepth: texture_storage_2d<r32float, write>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pixel = id.xy + vec2u(0u, settings.firstRow);
  if (pixel.x >= settings.width || pixel.y >= settings.endRow) {
    return;
  }
  let shown = directionAt(settings.lens, vec2f(pixel) + 0.5 + settings.jitter);
  let distance = select(length(shown), shown.z, settings.side == ALL);
  // The line of sight from a point of the aperture to where the picture is in focus.
  let direction = shown * (settings.focus / distance) - vec3f(settings.eye, 0.0);
  if (settings.side != ALL && sideOf(direction) != settings.side) {
    return;
  }
  let ahead = dot(settings.forward, direction);
  let onFace = vec2f(dot(settings.right, direction), dot(settings.down, direction)) / ahead;
  let texel = onFace * settings.faceFocal + settings.faceCentre - settings.texelJitter;
  let at = pixel.y * settings.width + pixel.x;
  // A single sparkle must not outweigh all other sub-frames of its pixel.
  let light = min(filtered(texel - 0.5), vec4f(16.0));
  if (first) {
    sum[at] = light;
    let nearest = min(vec2u(max(texel, vec2f(0.0))), settings.faceSize - 1u);
    textureStore(labelIds, pixel, textureLoad(ids, nearest, 0));
    let planar = textureLoad(depth, nearest, 0).r * max(direction.z, 0.0) / ahead;
    textureStore(labelDepth, pixel, vec4f(planar, 0.0, 0.0, 0.0));
  } else {
    sum[at] += light;
  }
}

// Bilinear; `at` counts from the middle of the top-left texel.
fn filtered(at: vec2f) -> vec4f {
  let inside = clamp(at, vec2f(0.0), vec2f(settings.faceSize) - 1.001);
  let corner = vec2u(inside);
  let share = inside - vec2f(corner);
  let top = mix(textureLoad(frame, corner, 0), textureLoad(frame, corner + vec2u(1u, 0u), 0), share.x);
  let bottom = mix(textureLoad(frame, corner + vec2u(0u, 1u), 0), textureLoad(frame, corner + vec2u(1u, 1u), 0), share.x);
  return mix(top, bottom, share.y);
}

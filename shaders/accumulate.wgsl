// Adds one rendered sub-frame to the sum of the picture.
// Reads:  frame (linear radiance, half float)
// Writes: sum (one vec4f a pixel, row-major)

override clear: bool = false;

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let size = textureDimensions(frame);
  if (any(id.xy >= size)) {
    return;
  }
  let at = id.y * size.x + id.x;
  // A single sparkle must not outweigh all other sub-frames of its pixel.
  let light = min(textureLoad(frame, id.xy, 0), vec4f(16.0));
  if (clear) {
    sum[at] = light;
  } else {
    sum[at] += light;
  }
}

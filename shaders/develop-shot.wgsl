// The same for a picture of one sub-frame, straight from where it was drawn. Comes after tone.wgsl.
// Reads:  frame (linear radiance, half float), size (of the picture)
// Writes: pixels (packed RGBA, row-major)

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var<uniform> size: vec2u;
@group(0) @binding(2) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= size)) {
    return;
  }
  // As bright as accumulate.wgsl lets a pixel be.
  pixels[id.y * size.x + id.x] = developed(min(textureLoad(frame, id.xy, 0).rgb, vec3f(16.0)));
}

// Adds rows of one rendered sub-frame to the sum of the picture.
// Reads:  frame (linear radiance, half float), rows
// Writes: sum (one vec4f a pixel, row-major)

override clear: bool = false;

struct Rows {
  first: u32,  // row of the picture that the frame's row 0 is
  end: u32,    // the one after the last
  width: u32,  // of the picture
}

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<vec4f>;
@group(0) @binding(2) var<uniform> rows: Rows;

const LANES = 64u;

// A workgroup adds a row. On CPU adapters each invocation costs as much as a pixel, so it adds several.
@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y + rows.first;
  if (row >= rows.end) {
    return;
  }
  for (var x = id.x; x < rows.width; x += LANES) {
    let at = row * rows.width + x;
    // A single sparkle must not outweigh all other sub-frames of its pixel.
    let light = min(textureLoad(frame, vec2u(x, id.y), 0), vec4f(16.0));
    if (clear) {
      sum[at] = light;
    } else {
      sum[at] += light;
    }
  }
}

// Fills in the two colours that each pixel of the mosaic lacks. Follows sensor.wgsl.
// Bilinear, or Malvar, He and Cutler, High-quality linear interpolation for demosaicing of Bayer-patterned color images (2004).
// Reads:  signal (the mosaic), settings
// Writes: light (one vec4f a pixel)

@group(0) @binding(0) var<storage, read> signal: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> light: array<vec4f>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.height) {
    return;
  }
  let here = vec2i(id.xy);
  let centre = at(here, 0, 0);
  let beside = at(here, -1, 0) + at(here, 1, 0);
  let above = at(here, 0, -1) + at(here, 0, 1);
  let corners = at(here, -1, -1) + at(here, 1, -1) + at(here, -1, 1) + at(here, 1, 1);
  let farBeside = at(here, -2, 0) + at(here, 2, 0);
  let farAbove = at(here, 0, -2) + at(here, 0, 2);
  // The green of red and blue pixels, the colour of the row and of the column of green ones, and the colour across.
  var green = (beside + above) / 4.0;
  var row = beside / 2.0;
  var column = above / 2.0;
  var across = corners / 4.0;
  if (settings.mosaic == 2u) {
    green = (4.0 * centre + 2.0 * (beside + above) - farBeside - farAbove) / 8.0;
    row = (5.0 * centre + 4.0 * beside - corners - farBeside + 0.5 * farAbove) / 8.0;
    column = (5.0 * centre + 4.0 * above - corners - farAbove + 0.5 * farBeside) / 8.0;
    across = (6.0 * centre + 2.0 * corners - 1.5 * (farBeside + farAbove)) / 8.0;
  }
  let channel = mosaicChannel(id.xy);
  var colour = vec3f(row, centre, column);
  if (channel == 0u) {
    colour = vec3f(centre, green, across);
  } else if (channel == 2u) {
    colour = vec3f(across, green, centre);
  } else if ((id.y & 1u) == 1u) {
    // Green beside blue.
    colour = vec3f(column, centre, row);
  }
  light[id.y * settings.width + id.x] = vec4f(colour, 1.0);
}

// The mosaic goes on beyond the edge as in a mirror, which keeps its colours in place.
fn at(here: vec2i, dx: i32, dy: i32) -> f32 {
  let last = vec2i(i32(settings.width), i32(settings.height)) - 1;
  let inside = last - abs(last - abs(here + vec2i(dx, dy)));
  return signal[u32(inside.y) * settings.width + u32(inside.x)].r;
}

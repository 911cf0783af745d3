// Draws silhouettes without depth: a bit for each pixel of the canvas that a triangle of an instance covers with the pixel's centre. The canvas is
// wider than the picture; it is drawn in tiles.
// Reads:  position and instance id of corners, tile, regions
// Writes: covered (bits; atomics, since neighbours share a word)

// Whether corners are given in the picture (pixels) instead of the world (metres).
override pictured: bool = false;

struct Tile {
  right: vec4f,    // rows of world to camera: x right, y down, z forward, metres
  down: vec4f,
  forward: vec4f,
  centre: vec2f,   // principal point, pixels of the picture
  focal: f32,      // pixels of a unit of the image plane
  near: f32,       // metres
  origin: vec2f,   // top-left corner of the tile, pixels of the picture
  size: vec2f,     // pixels
}

struct Region {
  left: i32,    // pixels of the picture
  top: i32,
  words: u32,   // of a row; none for what is not asked for
  rows: u32,
  first: u32,   // word of its first row
}

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<storage, read> regions: array<Region>;
@group(0) @binding(2) var<storage, read_write> covered: array<atomic<u32>>;

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat) instance: u32,
}

@vertex
fn corner(@location(0) position: vec3f, @location(1) instance: u32) -> Corner {
  if (regions[instance].words == 0u) {
    return Corner(vec4f(2.0, 2.0, 2.0, 1.0), instance);
  }
  // In the picture, times depth.
  var point = vec3f(position.xy, 1.0);
  var beyond = 0.0;
  if (!pictured) {
    let world = vec4f(position, 1.0);
    let depth = dot(tile.forward, world);
    point = vec3f(tile.focal * vec2f(dot(tile.right, world), dot(tile.down, world)) + tile.centre * depth, depth);
    beyond = depth - tile.near;
  }
  let clip = 2.0 * (point.xy - tile.origin * point.z) / tile.size - point.z;
  return Corner(vec4f(clip.x, -clip.y, beyond, point.z), instance);
}

@fragment
fn cover(@builtin(position) position: vec4f, @location(0) @interpolate(flat) instance: u32) {
  let region = regions[instance];
  let at = vec2i(floor(position.xy)) + vec2i(tile.origin) - vec2i(region.left, region.top);
  if (any(at < vec2i(0)) || u32(at.x) >= region.words * 32u || u32(at.y) >= region.rows) {
    return;
  }
  let word = region.first + u32(at.y) * region.words + u32(at.x) / 32u;
  let bit = 1u << (u32(at.x) % 32u);
  // Most pixels are covered several times, and reading is cheaper.
  if ((atomicLoad(&covered[word]) & bit) == 0u) {
    atomicOr(&covered[word], bit);
  }
}

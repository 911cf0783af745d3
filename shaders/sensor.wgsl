// What all stages of the sensor share. Included before them.

struct Settings {
  width: u32,
  height: u32,
  subframes: f32,
  vignetting: f32,
  centre: vec2f,        // principal point in pixels
  focal: f32,           // pixels
  aberration: f32,      // red is larger by this share of the radius, blue smaller
  glare: f32,           // share of the light that is spread
  well: f32,            // electrons; 0 counts none
  saturation: f32,      // radiance of a full well
  readNoise: f32,       // electrons
  darkPattern: f32,     // electrons
  lightPattern: f32,    // share of the signal
  bits: f32,
  mosaic: u32,          // 0 none, 1 bilinear, 2 Malvar
  noiseSeed: u32,
  patternSeed: u32,
  sharpening: f32,
  curve: u32,           // as in src/render/sensor.ts
  whiteBalance: vec2f,  // factors of red and blue
}

// Which of red 0, green 1 and blue 2 a pixel of the mosaic is: RG over GB.
fn mosaicChannel(pixel: vec2u) -> u32 {
  return (pixel.x & 1u) + (pixel.y & 1u);
}

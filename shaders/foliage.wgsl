// Whether a leaf card is there at a point, or has a hole. Exact on purpose, so that labels are the same on every GPU: texels are
// read one by one at a level that the distance decides, and mixed here, where samplers round and choose levels as they like.
// Reads: noise (the tile of noise.ts with its mipmaps), a place on the card in metres, how many metres a pixel is there

fn leafPresent(noise: texture_2d<f32>, metres: vec2f, metresPerPixel: f32) -> bool {
  var sum = 0.0;
  for (var layer = 0; layer < 2; layer++) {
    let tile = select(0.8, 0.6, layer == 1);
    let level = u32(clamp(floor(log2(max(metresPerPixel / tile * 256.0, 1.0)) + 0.5), 0.0, 8.0));
    let size = 256i >> level;
    let place = metres / tile * f32(size) - 0.5;
    let corner = vec2i(floor(place));
    let share = place - floor(place);
    let wrap = vec2i(size - 1i);
    let a = textureLoad(noise, corner & wrap, level);
    let b = textureLoad(noise, (corner + vec2i(1, 0)) & wrap, level);
    let c = textureLoad(noise, (corner + vec2i(0, 1)) & wrap, level);
    let d = textureLoad(noise, (corner + vec2i(1, 1)) & wrap, level);
    let texel = mix(mix(a, b, share.x), mix(c, d, share.x), share.y);
    sum += select(0.5 * texel.b, texel.r, layer == 1);
  }
  return sum > 0.44;
}

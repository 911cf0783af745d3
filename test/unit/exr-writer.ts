/** Writes OpenEXR pictures (https://openexr.com/en/latest/OpenEXRFileLayout.html): scan lines of floats, not compressed. */

export type Channels = Readonly<Record<string, (x: number, y: number) => number>>;

/** The file; a channel gives its number at column x and row y, counted from the top left. `claimed` is the size that the header says. */
export function exrFile(
  width: number,
  height: number,
  channels: Channels,
  claimed: { readonly width: number; readonly height: number } = { width, height },
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(channels).sort();
  const bytes: number[] = [];
  const int = (value: number) => bytes.push(...new Uint8Array(Int32Array.of(value).buffer));
  const float = (value: number) => bytes.push(...new Uint8Array(Float32Array.of(value).buffer));
  const text = (value: string) => bytes.push(...new TextEncoder().encode(value), 0);
  const attribute = (name: string, type: string, size: number, write: () => void) => {
    text(name);
    text(type);
    int(size);
    write();
  };
  const window = () => [0, 0, claimed.width - 1, claimed.height - 1].forEach(int);
  int(20000630);
  int(2);
  attribute(
    "channels",
    "chlist",
    names.reduce((sum, name) => sum + name.length + 17, 1),
    () => {
      for (const name of names) {
        text(name);
        for (const value of [2, 0, 1, 1]) int(value);
      }
      bytes.push(0);
    },
  );
  attribute("compression", "compression", 1, () => bytes.push(0));
  attribute("dataWindow", "box2i", 16, window);
  attribute("displayWindow", "box2i", 16, window);
  attribute("lineOrder", "lineOrder", 1, () => bytes.push(0));
  attribute("pixelAspectRatio", "float", 4, () => float(1));
  attribute("screenWindowCenter", "v2f", 8, () => [0, 0].forEach(float));
  attribute("screenWindowWidth", "float", 4, () => float(1));
  bytes.push(0);
  const line = 8 + names.length * width * 4;
  const first = bytes.length + height * 8;
  for (let y = 0; y < height; y++) {
    int(first + y * line);
    int(0);
  }
  for (let y = 0; y < height; y++) {
    int(y);
    int(line - 8);
    for (const name of names) for (let x = 0; x < width; x++) float(channels[name]?.(x, y) ?? 0);
  }
  return Uint8Array.from(bytes);
}

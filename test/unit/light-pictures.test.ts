import { DataTexture, DataUtils, FloatType, RGBAFormat } from "three";
import {
  EXRExporter,
  NO_COMPRESSION,
  PIZ_COMPRESSION,
  RLE_COMPRESSION,
  ZIP_COMPRESSION,
  ZIPS_COMPRESSION,
} from "three/examples/jsm/exporters/EXRExporter.js";
import { describe, expect, test } from "vitest";
import { readOpenExr } from "../../src/scene/pictures/openexr";
import { readPanorama } from "../../src/scene/pictures/panorama";
import { type LightRows, readRadiance } from "../../src/scene/pictures/radiance";
import { exrFile } from "./exr-writer";
import { radianceFile, type Texel } from "./radiance-writer";

const rowsOf = ({ rows }: LightRows) => Array.from(rows, (row) => [...row]);
const bytesOf = (text: string, more: readonly number[] = []) => Uint8Array.from([...new TextEncoder().encode(text), ...more]);
const header = (size: string) => `#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n${size}\n`;

describe("a Radiance picture", () => {
  test("has the light that its bytes say: (mantissa + 0.5) 2^(exponent - 136)", () => {
    const file = bytesOf(header("-Y 1 +X 2"), [128, 64, 0, 129, 255, 255, 255, 0]);
    expect(rowsOf(readRadiance(file))).toEqual([[128.5 / 128, 64.5 / 128, 0.5 / 128, 0, 0, 0]]);
  });

  test("is the same flat and run-length encoded, and close to what was written", () => {
    const texel = (x: number, y: number): Texel => [x < 9 ? 2 : 0.01 * x, 10 ** (y - 3), x === 3 ? 900 : 0.25];
    const flat = rowsOf(readRadiance(radianceFile(40, 20, texel)));
    expect(rowsOf(readRadiance(radianceFile(40, 20, texel, true)))).toEqual(flat);
    const steps = flat.flatMap((row, y) =>
      row.map((value, at) => {
        const wanted = texel(Math.floor(at / 3), y);
        return Math.abs(value - (wanted[at % 3] ?? 0)) / (Math.max(...wanted) / 128);
      }),
    );
    expect(Math.max(...steps)).toBeLessThanOrEqual(1);
  });

  test("may repeat texels as old programs wrote it, also more than 255 times", () => {
    const file = bytesOf(header("-Y 300 +X 600"), [
      ...[7, 0, 0, 136],
      ...[1, 1, 1, 87, 1, 1, 1, 2],
      ...Array.from({ length: 299 }, () => [9, 0, 0, 136, 1, 1, 1, 87, 1, 1, 1, 2]).flat(),
    ]);
    const rows = rowsOf(readRadiance(file));
    expect(rows[0]?.every((value, at) => value === (at % 3 === 0 ? 7.5 : 0.5))).toBe(true);
    expect(rows[299]?.[1797]).toBe(9.5);
  });

  const good = radianceFile(64, 32, () => [1, 1, 1], true);
  test.each([
    ["a text", bytesOf("hello"), /no Radiance picture/],
    ["nothing", new Uint8Array(), /no Radiance picture/],
    ["a header without end", bytesOf("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n"), /header does not end/],
    ["other axes", bytesOf(header("+X 4 -Y 2"), [0, 0, 0, 0]), /"\+X 4 -Y 2.*expected one like -Y 512 \+X 1024/],
    ["an absurd size", bytesOf(header("-Y 400000 +X 800000")), /800000 x 400000 texels; at most 8192 x 4096/],
    ["no texels", bytesOf(header("-Y 0 +X 0")), /no texels/],
    ["other proportions", radianceFile(16, 16, () => [1, 1, 1]), /16 x 16 texels; expected twice as many across as down/],
    ["XYZE", bytesOf("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 2\n"), /XYZE.*save it as RGBE/],
    ["a missing end", good.subarray(0, good.length - 200), /ends in row \d+: the file is not complete/],
    ["a row of another width", bytesOf(header("-Y 8 +X 16"), [2, 2, 0, 99]), /row 0 has another width/],
    ["a run that is too long", bytesOf(header("-Y 8 +X 16"), [2, 2, 0, 16, 255, 1]), /row 0 is damaged/],
    ["a piece of nothing", bytesOf(header("-Y 8 +X 16"), [2, 2, 0, 16, 0, 1]), /row 0 is damaged/],
  ])("with %s is explained", (_, file, message) => {
    expect(() => rowsOf(readRadiance(file))).toThrow(message);
  });
});

describe("an OpenEXR picture", () => {
  test("has its floats, the top row first", () => {
    const channels = { R: (x: number) => x + 0.125, G: (_: number, y: number) => y * 100, B: () => 1e-3 };
    const rows = rowsOf(readOpenExr(exrFile(8, 4, channels)));
    expect(rows).toHaveLength(4);
    for (const [y, row] of rows.entries())
      expect(row).toEqual(Array.from({ length: 8 }, (_, x) => [x + 0.125, y * 100, Math.fround(1e-3)]).flat());
  });

  test("may be luminance alone", () => {
    expect(rowsOf(readOpenExr(exrFile(2, 1, { Y: (x) => x + 1 })))).toEqual([[1, 1, 1, 2, 2, 2]]);
  });

  test.each([
    ["no", NO_COMPRESSION],
    ["run-length", RLE_COMPRESSION],
    ["ZIPS", ZIPS_COMPRESSION],
    ["ZIP", ZIP_COMPRESSION],
    ["PIZ", PIZ_COMPRESSION],
  ] as const)("of half floats is read with %s compression", async (_, compression) => {
    const values = Float32Array.from({ length: 64 * 32 * 4 }, (_, at) => (at % 4 === 3 ? 1 : ((at * 37) % 101) / 8));
    const texture = new DataTexture(values, 64, 32, RGBAFormat, FloatType);
    const bytes = Uint8Array.from(await new EXRExporter().parse(texture, { compression }));
    const rows = rowsOf(readOpenExr(bytes));
    // The exporter takes the lowest row first.
    const wanted = Array.from({ length: 32 }, (_, y) =>
      [...values.subarray((31 - y) * 256, (32 - y) * 256)].filter((_, at) => at % 4 < 3),
    );
    expect(rows).toEqual(wanted);
  });

  const rgb = { R: () => 1, G: () => 1, B: () => 1 };
  const good = exrFile(16, 8, rgb);
  test.each([
    ["a text", bytesOf("not a picture"), /no OpenEXR picture/],
    ["nothing", new Uint8Array(), /no OpenEXR picture/],
    ["a header that ends", good.slice(0, 60), /without a size/],
    ["an absurd size", exrFile(16, 8, rgb, { width: 2_000_000_000, height: 1_000_000_000 }), /texels; at most 8192 x 4096/],
    ["a negative size", exrFile(16, 8, rgb, { width: -4, height: -2 }), /no texels/],
    ["fewer rows than it says", exrFile(16, 8, rgb, { width: 4096, height: 2048 }), /cannot be read as OpenEXR/],
    ["a missing end", good.slice(0, good.length - 100), /cannot be read as OpenEXR/],
    ["other proportions", exrFile(8, 8, rgb), /8 x 8 texels; expected twice as many across as down/],
    ["other channels", exrFile(16, 8, { Z: () => 1 }), /cannot be read as OpenEXR.*channels/],
  ])("with %s is explained", (_, file, message) => {
    expect(() => rowsOf(readOpenExr(file))).toThrow(message);
  });
});

describe("a panorama", () => {
  const direction = (x: number, y: number) => {
    const [azimuth, polar] = [((x + 0.5) / 256 - 0.5) * 2 * Math.PI, ((y + 0.5) / 128) * Math.PI];
    return [Math.sin(azimuth) * Math.sin(polar), Math.cos(polar), -Math.cos(azimuth) * Math.sin(polar)] as const;
  };
  const sun = [0.6, 0.64, -0.48] as const;
  const nearSun = (x: number, y: number) =>
    direction(x, y).reduce((sum, value, at) => sum + value * (sun[at] ?? 0), 0) > Math.cos((4 * Math.PI) / 180);
  const outdoors =
    (scale: number) =>
    (x: number, y: number): Texel =>
      nearSun(x, y)
        ? [300 * scale, 300 * scale, 300 * scale]
        : y < 64
          ? [scale, scale, scale]
          : [0.2 * scale, 0.2 * scale, 0.2 * scale];

  test("does not depend on the unit of its file", () => {
    const bytes = ({ buffer }: Uint16Array<ArrayBuffer>) => Buffer.from(buffer);
    const [one, million] = [1, 2 ** 20].map((unit) => readPanorama("a.hdr", radianceFile(256, 128, outdoors(unit))));
    expect(million && one && Buffer.compare(bytes(million.texels), bytes(one.texels))).toBe(0);
    expect(million?.survey.main).toEqual(one?.survey.main);
  });

  test("is the same from .hdr and .exr", () => {
    const channel = (c: number) => (x: number, y: number) => outdoors(1)(x, y)[c] ?? 0;
    const exr = readPanorama("a.exr", exrFile(256, 128, { R: channel(0), G: channel(1), B: channel(2) }));
    const hdr = readPanorama("a.hdr", radianceFile(256, 128, outdoors(1)));
    const floats = ({ texels }: typeof hdr) => Array.from(texels, DataUtils.fromHalfFloat);
    const wanted = floats(exr);
    const errors = floats(hdr).map((value, at) => Math.abs(value / (wanted[at] ?? 0) - 1));
    expect(errors.reduce((most, error) => Math.max(most, error))).toBeLessThan(0.01);
  });

  test("has its main light where its sun is, with all of its light", () => {
    const { survey } = readPanorama("a.hdr", radianceFile(256, 128, outdoors(1)));
    const { direction: found, irradiance, radius } = survey.main;
    expect(found.reduce((sum, value, at) => sum + value * (sun[at] ?? 0), 0)).toBeGreaterThan(Math.cos((0.5 * Math.PI) / 180));
    let [suns, all] = [0, 0];
    for (let y = 0; y < 128; y++) {
      for (let x = 0; x < 256; x++) {
        const solidAngle = ((2 * Math.PI) / 256) * (Math.cos((y * Math.PI) / 128) - Math.cos(((y + 1) * Math.PI) / 128));
        all += outdoors(1)(x, y)[1] * solidAngle;
        if (nearSun(x, y)) suns += 299 * solidAngle;
      }
    }
    expect(irradiance[1] / ((suns * 4 * Math.PI) / all)).toBeGreaterThan(0.94);
    expect(irradiance[1] / ((suns * 4 * Math.PI) / all)).toBeLessThan(1.01);
    expect(radius).toBeGreaterThan((3 * Math.PI) / 180);
    expect(radius).toBeLessThan((5 * Math.PI) / 180);
  });

  test("of even light has no main light", () => {
    const { survey } = readPanorama(
      "a.hdr",
      radianceFile(64, 32, () => [0.4, 0.4, 0.4]),
    );
    expect(survey.main.irradiance).toEqual([0, 0, 0]);
    expect(Math.max(...survey.cells.flat().map((value) => Math.abs(value - 1)))).toBeLessThan(1e-5);
  });

  test("is mirrored without its sun", () => {
    const { mirrored, texels } = readPanorama("a.hdr", radianceFile(256, 128, outdoors(1)));
    const brightest = (values: Uint16Array) => values.reduce((most, half) => Math.max(most, DataUtils.fromHalfFloat(half)), 0);
    expect(brightest(texels)).toBeGreaterThan(100);
    expect(brightest(mirrored)).toBeLessThan(5);
  });

  test("with numbers that are none is used without them", () => {
    const strange = [Number.NaN, Number.NEGATIVE_INFINITY, -3, Number.POSITIVE_INFINITY];
    const { texels } = readPanorama("a.exr", exrFile(64, 32, { R: (x) => strange[x] ?? 1, G: () => 1, B: () => 1 }));
    expect([...texels].every((half) => Number.isFinite(DataUtils.fromHalfFloat(half)))).toBe(true);
  });

  test("without light is explained", () => {
    expect(() =>
      readPanorama(
        "a.hdr",
        radianceFile(64, 32, () => [0, 0, 0]),
      ),
    ).toThrow(/black/);
  });
});

import { afterEach, describe, expect, test } from "vitest";
import type { AssetFiles } from "../../src/recipe/assets";
import type { PictureRecipe } from "../../src/recipe/pictures";
import type { BackdropSpec, InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { render } from "../../src/render/render";
import { loadPictures, type PictureLibrary } from "../../src/scene/pictures/library";
import { build } from "../../src/scene/stage";
import { radianceOf } from "../../src/scene/tone-curve";
import { radianceFile, type Texel } from "../unit/radiance-writer";
import { png } from "./gltf-writer";
import { cuboid, frameOf, specOf, useGpu } from "./harness";
import { picture, turnedJpeg } from "./photographs";

const gpu = useGpu();
const libraries: PictureLibrary[] = [];
afterEach(() => {
  for (const library of libraries.splice(0)) library.dispose();
});

const environment = { file: "sky.hdr", rotationDegrees: 0 } as const;
const background = { file: "photo.png", zoom: 1, mirrored: 0 } as const;
const noTextures = { share: 0, assets: false } as const;

async function load(recipe: Partial<PictureRecipe>, files: AssetFiles): Promise<PictureLibrary> {
  const library = await loadPictures({ randomTextures: noTextures, ...recipe }, files);
  libraries.push(library);
  return library;
}

const panorama = (texel: (x: number, y: number) => Texel) => load({ environment }, { "sky.hdr": radianceFile(128, 64, texel) });

async function frameWith(library: PictureLibrary, spec: SceneSpec): Promise<Frame> {
  using stage = build(gpu().rig, spec, undefined, await library.open(spec));
  return await render(gpu(), stage);
}

function pixel({ colour, width }: Frame, x: number, y: number): readonly [number, number, number] {
  const at = (y * width + x) * 4;
  return [colour[at] ?? 0, colour[at + 1] ?? 0, colour[at + 2] ?? 0];
}

/** The radiance that a pixel stands for. */
function light(frame: Frame, x: number, y: number): readonly number[] {
  return pixel(frame, x, y).map((byte) => {
    const value = byte / 255;
    return radianceOf(value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  });
}

/** Pipelines that are made while something is done. */
async function pipelinesMade(work: () => Promise<unknown>): Promise<number> {
  const { device } = gpu();
  const names = ["createRenderPipeline", "createRenderPipelineAsync", "createComputePipeline"] as const;
  let made = 0;
  const originals = names.map((name) => [name, device[name]] as const);
  for (const [name, original] of originals)
    Object.assign(device, {
      [name]: (...given: unknown[]) => {
        made++;
        return Reflect.apply(original, device, given);
      },
    });
  await work();
  for (const [name] of originals) Reflect.deleteProperty(device, name);
  return made;
}

describe("a panorama", () => {
  /** Quarters of the horizon: red in the north, green in the east, blue in the south, white in the west. */
  const quarters = [
    [0.1, 0.1, 1],
    [1, 1, 1],
    [1, 0.1, 0.1],
    [0.1, 1, 0.1],
  ] as const;
  const compass = (x: number): Texel => quarters[Math.floor((x / 128) * 4 + 0.5) % 4] ?? [0, 0, 0];

  test.each([
    ["north", [0, 1, -1], 0, [1, 0, 0]],
    ["east", [1, 1, 0], 0, [0, 1, 0]],
    ["south", [0, 1, 1], 0, [0, 0, 1]],
    ["west", [-1, 1, 0], 0, [1, 1, 1]],
    ["north, with its middle turned to the east", [0, 1, -1], 90, [1, 1, 1]],
    ["east, with its middle turned to the east", [1, 1, 0], 90, [1, 0, 0]],
  ] as const)("is seen in the %s", async (_, target, rotationDegrees, wanted) => {
    const spec = specOf([], { environment: { ...environment, rotationDegrees }, camera: { target } });
    const frame = await frameWith(await panorama(compass), spec);
    const seen = pixel(frame, 100, 75);
    for (const [at, value] of seen.entries()) {
      if (wanted[at] === 1) expect(value, String(seen)).toBeGreaterThan(Math.max(...seen) * 0.9);
      else expect(value, String(seen)).toBeLessThan(Math.max(...seen) * 0.6);
    }
    expect(frame.ids.every((id) => id === 0)).toBe(true);
    expect(frame.depth.every((depth) => depth === 0)).toBe(true);
  });

  test("shows one bright texel where it is", async () => {
    // Column 72 of 128 is 22.5 degrees east of north, row 24 of 64 is 22.5 degrees over the horizon.
    const library = await panorama((x, y) => (x === 72 && y === 24 ? [3, 0, 0] : [0.3, 0.3, 0.3]));
    const spec = specOf([], { environment });
    const frame = await frameWith(library, spec);
    const reds = Array.from({ length: 200 * 150 }, (_, at) => [at % 200, Math.floor(at / 200)] as const).filter(([x, y]) => {
      const [r, g] = pixel(frame, x, y);
      return r > g * 1.5;
    });
    const middle = [0, 1].map((axis) => reds.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / reds.length);
    const f = 75 / Math.tan(Math.PI / 6);
    const [azimuth, elevation] = [(72.5 / 128 - 0.5) * 2 * Math.PI, (0.5 - 24.5 / 64) * Math.PI];
    expect(Math.abs((middle[0] ?? 0) + 0.5 - (100 + f * Math.tan(azimuth)))).toBeLessThan(2);
    expect(Math.abs((middle[1] ?? 0) + 0.5 - (75 - (f * Math.tan(elevation)) / Math.cos(azimuth)))).toBeLessThan(2);
  });

  const directionOf = (x: number, y: number) => {
    const [azimuth, polar] = [((x + 0.5) / 128 - 0.5) * 2 * Math.PI, ((y + 0.5) / 64) * Math.PI];
    return [Math.sin(azimuth) * Math.sin(polar), Math.cos(polar), -Math.cos(azimuth) * Math.sin(polar)] as const;
  };
  /** A blue sky over brown ground, and a yellow sun of 6 degrees in the east, 45 degrees high. */
  const outdoors = (x: number, y: number): Texel => {
    const [dx, dy] = directionOf(x, y);
    if (dx * Math.SQRT1_2 + dy * Math.SQRT1_2 > Math.cos((3 * Math.PI) / 180)) return [160, 140, 90];
    return dy > 0 ? [0.5, 0.7 + 0.2 * dy, 1] : [0.3, 0.2, 0.1];
  };
  /** Light on a surface whose normal is given. */
  const irradiance = (normal: readonly number[]) => {
    const sum = [0, 0, 0];
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 128; x++) {
        const direction = directionOf(x, y);
        const cosine = normal.reduce((total, value, at) => total + value * (direction[at] ?? 0), 0);
        const solidAngle = ((2 * Math.PI) / 128) * (Math.cos((y * Math.PI) / 64) - Math.cos(((y + 1) * Math.PI) / 64));
        for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (outdoors(x, y)[c] ?? 0) * Math.max(0, cosine) * solidAngle;
      }
    }
    return sum;
  };
  const white = { pattern: "flat", colours: ["#ffffff", "#ffffff"], metres: 1 } as const;

  test.each([
    [1, "up", [0, 1, 0]],
    [16, "up", [0, 1, 0]],
    [1, "to the east", [1, 0, 0]],
    [32, "to the east", [1, 0, 0]],
    [32, "to the west", [-1, 0, 0]],
  ] as const)("lights a white card (%i sub-frames) that faces %s as its texels say", async (subframes, _, normal) => {
    const library = await panorama(outdoors);
    const settings = { environment, image: { subframes } } as const;
    const card: InstanceSpec = { ...cuboid([0.4, 0.4, 0.4], 0, 0.8, 0), texture: white };
    const camera = { position: normal.map((value, at) => value * 1.5 + (at === 1 ? 1 : 0)) as [number, number, number] };
    const looking = { ...settings, camera: { ...camera, target: [0, 1, 0.001] as const, exposureBias: -2 } };
    const cardLight = light(await frameWith(library, specOf([card], looking)), 100, 75);
    // The horizon in the west, seen without the card, has the radiance that its texels have: the measure for the exposure.
    const west = { camera: { target: [-1, 1.01, 0] as const, exposureBias: -2 } };
    const sky = light(await frameWith(library, specOf([], { ...settings, ...west })), 100, 70);
    const expected = irradiance(normal).map((value) => value / Math.PI);
    const truth = outdoors(0, 31);
    for (const c of [0, 1, 2]) {
      const ratio = (cardLight[c] ?? 0) / (sky[c] ?? 1) / ((expected[c] ?? 0) / (truth[c] ?? 1));
      expect(ratio, `channel ${c}: ${cardLight} ${sky}`).toBeGreaterThan(0.93);
      expect(ratio, `channel ${c}: ${cardLight} ${sky}`).toBeLessThan(1.07);
    }
  });

  test("makes a shadow on the side away from its sun", async () => {
    const library = await panorama(outdoors);
    const ground: InstanceSpec = { ...cuboid([8, 0.1, 8], 0, -0.1, 0), texture: white };
    const camera = { position: [0, 6, 0.01], target: [0, 0, 0], exposureBias: -1 } as const;
    const spec = specOf([cuboid([0.4, 1, 0.4], 0, 0, 0), ground], {
      environment,
      camera,
      shadowReachMetres: 4,
      image: { subframes: 16 },
    });
    const frame = await frameWith(library, spec);
    const f = 75 / Math.tan(Math.PI / 6) / 6;
    const [west, east] = [-0.6, 0.6].map((x) => light(frame, Math.round(100 + f * x), 75)[0] ?? 0);
    expect(west).toBeLessThan((east ?? 0) * 0.75);
  });

  test("compiles nothing, and leaves no trace in the next picture", async () => {
    const card = cuboid([1, 1, 1], 0, 0.5, -4);
    const plain = specOf([card]);
    const before = await frameOf(gpu(), plain);
    const [first, second] = [await panorama(compass), await panorama(outdoors)];
    const made = await pipelinesMade(async () => {
      await frameWith(first, specOf([card], { environment }));
      await frameWith(second, specOf([card], { environment }));
    });
    expect(made).toBe(0);
    expect(await frameOf(gpu(), plain)).toEqual(before);
  });
});

describe("a photograph behind everything", () => {
  const backdrop: BackdropSpec = { file: "photo.png", zoom: 1, offset: [0.5, 0.5], mirrored: false };
  const colourAt = (x: number, y: number) => [x, (y * 255) / 149, (x * 7 + y * 13) % 256] as const;
  const photograph = async () => load({ background }, { "photo.png": await picture(200, 150, colourAt) });
  const difference = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((v, at) => Math.abs(v - (b[at] ?? 0))));

  test("comes out as it is, wherever nothing is before it", async () => {
    const library = await photograph();
    const spec = specOf([cuboid([1, 1, 1], 0, 0.5, -4)], { backdrop, image: { subframes: 4 }, camera: { exposureBias: 1 } });
    const frame = await frameWith(library, spec);
    let free = 0;
    for (let at = 0; at < 200 * 150; at++) {
      const [x, y] = [at % 200, Math.floor(at / 200)];
      if (Math.abs(x - 100) < 30 && Math.abs(y - 75) < 30) continue;
      expect(difference(pixel(frame, x, y), colourAt(x, y).map(Math.round)), `${x}, ${y}`).toBeLessThanOrEqual(1);
      free++;
    }
    expect(free).toBeGreaterThan(20_000);
    const plain = await frameOf(gpu(), specOf([cuboid([1, 1, 1], 0, 0.5, -4)]));
    expect(frame.ids).toEqual(plain.ids);
    expect(frame.depth).toEqual(plain.depth);
  });

  test.each([
    ["its right half, mirrored", { zoom: 2, offset: [1, 0], mirrored: true }, (x: number, y: number) => [199 - x / 2, y / 2]],
    ["its left part below", { zoom: 4, offset: [0, 1], mirrored: false }, (x: number, y: number) => [x / 4, 112.5 + y / 4]],
  ] as const)("shows %s", async (_, part, source) => {
    const smooth = (x: number, y: number) => [x, y, 128] as const;
    const library = await load({ background }, { "photo.png": await picture(200, 150, smooth) });
    const frame = await frameWith(library, specOf([], { backdrop: { ...backdrop, ...part } }));
    for (const [x, y] of [
      [10, 10],
      [100, 75],
      [180, 120],
    ] as const) {
      const [sx = 0, sy = 0] = source(x, y);
      expect(difference(pixel(frame, x, y), smooth(sx, sy)), `${x}, ${y}: ${pixel(frame, x, y)}`).toBeLessThanOrEqual(2);
    }
  });

  test("keeps its proportions when the frame has others", async () => {
    // A wide photograph with three stripes of the frame's height: the middle one fills the frame.
    const stripes = await picture(600, 150, (x) => (x < 200 ? [255, 0, 0] : x < 400 ? [0, 255, 0] : [0, 0, 255]));
    const library = await load({ background }, { "photo.png": stripes });
    const frame = await frameWith(library, specOf([], { backdrop }));
    for (const x of [3, 100, 196]) expect(pixel(frame, x, 75)).toEqual([0, 255, 0]);
  });

  test("is turned as its camera says (EXIF)", async () => {
    // Stored lying: its top row, which is red, belongs to the right (orientation 6).
    const jpeg = await turnedJpeg(160, 160, (_, y) => (y < 40 ? [250, 10, 10] : [10, 10, 250]), 6);
    const library = await load({ background: { ...background, file: "photo.jpg" } }, { "photo.jpg": jpeg });
    const spec = specOf([], { backdrop: { ...backdrop, file: "photo.jpg" }, image: { width: 150, height: 150 } });
    const frame = await frameWith(library, spec);
    expect(pixel(frame, 140, 75)[0]).toBeGreaterThan(200);
    expect(pixel(frame, 75, 10)[2]).toBeGreaterThan(200);
  });

  test("compiles nothing when it changes, and takes no more memory", async () => {
    const library = await photograph();
    const specs = [0.2, 0.8].map((x) => specOf([cuboid([1, 1, 1], 0, 0.5, -4)], { backdrop: { ...backdrop, offset: [x, x] } }));
    const [first, second] = specs;
    if (!first || !second) throw new Error("no specs");
    await frameWith(library, first);
    const memory = JSON.stringify(gpu().renderer.info.memory);
    expect(
      await pipelinesMade(async () => {
        await frameWith(library, second);
        await frameOf(gpu(), specOf([]));
        await frameWith(library, first);
      }),
    ).toBe(0);
    expect(JSON.stringify(gpu().renderer.info.memory)).toBe(memory);
  });
});

describe("pictures on surfaces", () => {
  const colours = ["#808080", "#808080"] as const;
  const box = (x: number, pictureName: string): InstanceSpec => ({
    ...cuboid([1, 1, 1], x, 0.5, -4),
    texture: { pattern: "image", colours, metres: 0.5, picture: pictureName },
  });
  const recipe = { randomTextures: { ...noTextures, share: 1, pictures: "textures" } };
  const files = async () => ({
    "textures/a.png": await png(16, (x) => (x < 8 ? [230, 20, 20, 255] : [20, 230, 20, 255])),
    "textures/aa.png": await png(16, () => [230, 230, 230, 255]),
    "textures/b.png": await png(16, () => [20, 20, 230, 255]),
  });
  const share = ({ colour, ids }: Frame, id: number, channel: number) => {
    const mine = [...ids.keys()].filter((at) => ids[at] === id);
    const strong = mine.filter((at) =>
      [0, 1, 2].every((c) => c === channel || (colour[at * 4 + channel] ?? 0) > (colour[at * 4 + c] ?? 0) * 1.5),
    );
    return strong.length / mine.length;
  };

  test("appear, each on what it was chosen for, and leave the ids as they are", async () => {
    const library = await load(recipe, await files());
    const spec = specOf([box(-0.8, "textures/a.png"), box(0.8, "textures/b.png")]);
    const frame = await frameWith(library, spec);
    expect(share(frame, 1, 0)).toBeGreaterThan(0.3);
    expect(share(frame, 1, 1)).toBeGreaterThan(0.3);
    // Every pixel: numbers of pictures must not suffer from being interpolated.
    expect(share(frame, 2, 2)).toBe(1);
    const plain = await frameOf(gpu(), specOf([cuboid([1, 1, 1], -0.8, 0.5, -4), cuboid([1, 1, 1], 0.8, 0.5, -4)]));
    expect(frame.ids).toEqual(plain.ids);
  });

  test("compile nothing when others take their place", async () => {
    const [one, other] = [
      await load(recipe, await files()),
      await load(recipe, { "textures/b.png": (await files())["textures/b.png"] }),
    ];
    const spec = specOf([box(0, "textures/b.png")]);
    await frameWith(one, spec);
    let frame: Frame | undefined;
    expect(
      await pipelinesMade(async () => {
        frame = await frameWith(other, spec);
      }),
    ).toBe(0);
    expect(frame && share(frame, 1, 2)).toBeGreaterThan(0.95);
  });

  test("that the recipe does not have are an error", async () => {
    const library = await load(recipe, await files());
    await expect(frameWith(library, specOf([box(0, "textures/c.png")]))).rejects.toMatchObject({
      name: "RecipeError",
      message: expect.stringContaining("textures/c.png"),
    });
  });
});

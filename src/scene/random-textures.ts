import type { PictureRecipe } from "../recipe/pictures";
import { draw } from "../recipe/quantity";
import { pick, type Random, uniform } from "../recipe/random";
import type { InstanceSpec, TextureSpec } from "../recipe/spec";
import { isAsset } from "./assets/placed";
import { LARGEST_PATTERN } from "./largest-pattern";
import { modelBounds } from "./models";

type Streams = (...purpose: readonly (string | number)[]) => Random;

/** Size of a pattern and sides of a picture, as shares of the longest side of the thing. */
const PATTERN_SHARE = [0.05, 0.4] as const;
const PICTURE_SHARE = [0.3, 1.2] as const;
/** The longest side of a model of the user's, as far as patterns are concerned. Metres. */
const ASSET_SIDE = 0.3;

/**
 * Paints a share of the instances with random patterns or pictures (domain randomisation: Tobin et al., 2017). An instance is known by its class and by how
 * many of the class come before it, so that more things of one class leave the looks of all others as they were.
 */
export function paintRandomly(
  instances: readonly InstanceSpec[],
  { randomTextures }: PictureRecipe,
  pictures: readonly string[],
  random: Streams,
): InstanceSpec[] {
  const share = draw(randomTextures.share, random("randomTextures", "share"));
  const patterns = randomTextures.patterns ?? allPatterns(pictures.length > 0);
  const seen = new Map<string, number>();
  return instances.map((instance) => {
    const nth = seen.get(instance.class) ?? 0;
    seen.set(instance.class, nth + 1);
    const stream = random("randomTextures", instance.class, nth);
    if (stream() >= share || (isAsset(instance) && !randomTextures.assets)) return instance;
    return { ...instance, texture: randomTexture(patterns, pictures, longestSide(instance), stream) };
  });
}

function allPatterns(withPictures: boolean): readonly TextureSpec["pattern"][] {
  return ["flat", "gradient", "noise", "checker", ...(withPictures ? (["image"] as const) : [])];
}

function randomTexture(
  patterns: readonly TextureSpec["pattern"][],
  pictures: readonly string[],
  side: number,
  random: Random,
): TextureSpec {
  const pattern = pick(random, patterns);
  const colours = [anyColour(random), anyColour(random)] as const;
  const [least, most] = pattern === "image" ? PICTURE_SHARE : PATTERN_SHARE;
  const size = side * uniform(random, least, most);
  const metres = Math.min(Math.max(size, 0.01), LARGEST_PATTERN);
  return pattern === "image" ? { pattern, colours, metres, picture: pick(random, pictures) } : { pattern, colours, metres };
}

function longestSide(instance: InstanceSpec): number {
  if (isAsset(instance)) return ASSET_SIDE;
  const { min, max } = modelBounds(instance);
  return Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
}

function anyColour(random: Random): string {
  const channel = () =>
    Math.round(uniform(random, 10, 245))
      .toString(16)
      .padStart(2, "0");
  return `#${channel()}${channel()}${channel()}`;
}

import { pick, type Random, uniform } from "../../src/recipe/random";
import type { InstanceSpec, TextureSpec } from "../../src/recipe/spec";
import type { Streams } from "./plan";

const PATTERNS: readonly TextureSpec["pattern"][] = ["flat", "gradient", "noise", "checker"];
/** Metres of the pattern on what is large and on what is small. */
const LARGE = [0.1, 1.2] as const;
const SMALL = [0.01, 0.08] as const;
const LARGE_CLASSES = new Set(["table", "floor", "wall"]);

/** Paints a share of the instances with random patterns, each from a stream of its own. The user's models keep their own looks. */
export function randomTextures(instances: readonly InstanceSpec[], share: number, random: Streams): InstanceSpec[] {
  return instances.map((instance, at) => {
    const stream = random("texture", at);
    if (instance.model === "asset" || stream() >= share) return instance;
    const [low, high] = LARGE_CLASSES.has(instance.class) ? LARGE : SMALL;
    const texture: TextureSpec = {
      pattern: pick(stream, PATTERNS),
      colours: [anyColour(stream), anyColour(stream)],
      metres: uniform(stream, low, high),
    };
    return { ...instance, texture };
  });
}

function anyColour(random: Random): string {
  const channel = () =>
    Math.round(uniform(random, 10, 245))
      .toString(16)
      .padStart(2, "0");
  return `#${channel()}${channel()}${channel()}`;
}

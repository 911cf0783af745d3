import { attribute, float, floor, fract, mix, smoothstep, texture, uv, varying, vec2, vec3, vertexStage } from "three/tsl";
import type { Node, Texture } from "three/webgpu";
import { leafPresent } from "./foliage";
import { here } from "./here";
import { bricks, cellNoise, joints } from "./masonry";
import type { MaterialName } from "./material-names";
import { patterns } from "./patterns";
import type { SurfacePictures } from "./pictures/surface-pictures";
import { remember } from "./remember";
import { windowSurface } from "./window-surface";

type Scalar = Node<"float">;
type Colour = Node<"vec3">;

/** What a material is at one point: nodes for the shader. */
export type Surface = {
  readonly colour: Colour;
  readonly roughness: Scalar;
  readonly metalness?: Scalar;
  /** Reflectance at normal incidence of surfaces that mirror the sky; absent for matt ones, which cost less. */
  readonly mirror?: Colour;
  /** Light of its own: `always` shines by day too, `lamps` only when it is dark. */
  readonly glow?: { readonly always: Colour; readonly lamps: Colour };
  readonly doubleSided?: boolean;
  /** Metres by which a point stands out of the triangles: grain, joints, folds. Only the light sees it. */
  readonly relief?: Scalar;
  /** False where there is a hole, for colour and labels alike. */
  readonly present?: Node<"bool">;
};

/**
 * Every material by name. The colour of a part is the mean colour of its surface. `noise` is the tile of `noise.ts`; texture coordinates are metres. `focal`
 * is how many pixels a metre has at a distance of one metre.
 */
export function surfaces(noise: Texture, pictures: SurfacePictures, focal: Scalar): Record<MaterialName, Surface> {
  /** Colour of the part; stored as sRGB to fit eight bits. */
  const tint: Colour = ofPart(attribute<"vec4">("tint", "vec4").rgb.pow(2.2));
  /** A number of the instance, 0..1, that shifts its patterns so that no two look stamped. */
  const own = ofPart(attribute<"vec4">("tint", "vec4").a);
  const metres: Node<"vec2"> = vertexStage(uv().add(attribute<"vec4">("tint", "vec4").a.mul(vec2(37, 91))));
  /** One lookup for colour, roughness and relief. */
  const stretched = remember(100, (width: number, height: number) => texture(noise, metres.mul(vec2(1 / width, 1 / height))));
  const tile = (size: number) => stretched(size, size);
  const shade = (amount: Scalar, strength: number) => amount.sub(0.5).mul(strength).add(1);
  /** Dust and splashes up to knee height. */
  const dirt = smoothstep(float(0.1), float(0.7), here.y).oneMinus().mul(tile(1.7).r.mul(0.9));
  const dielectric = vec3(0.04);

  const asphaltPatch = smoothstep(float(0.52), float(0.58), tile(23).r);
  const wandering = texture(noise, metres.div(11).add(tile(3.1).r.mul(0.09)).add(tile(13).r.mul(0.12)));
  const cracks = smoothstep(float(0.006), float(0.03), wandering.b)
    .oneMinus()
    .mul(smoothstep(float(0.6), float(0.68), tile(37).r))
    .mul(0.8);
  const asphalt = tint
    .mul(shade(tile(0.35).g, 0.7))
    .mul(shade(tile(9).r, 0.35))
    .mul(mix(float(1), float(0.82), asphaltPatch))
    .mul(mix(float(1), float(0.45), cracks));

  /** Splashes of rain and dirt at the foot of a wall. */
  const foot = smoothstep(float(0), float(0.9), here.y.sub(tile(1.3).r.mul(0.5)));
  const soiled = (clean: Colour) => clean.mul(mix(vec3(0.7, 0.67, 0.62), vec3(1), foot));
  const grain = tile(0.35).g;
  /** Creases of cloth, and its weave. */
  const folds = texture(noise, metres.div(vec2(0.5, 0.9)))
    .r.mul(0.014)
    .add(tile(0.25).g.mul(0.0006));
  /** Fine lines of use. */
  const scratches = texture(noise, metres.div(vec2(0.21, 0.7)).add(tile(1.9).r.mul(0.3)).yx).a;
  /** Grain of boards that lie along u. */
  const lengthwise = texture(noise, metres.div(vec2(1.3, 0.09)).yx);
  const pattern = patterns(tint, noise, pictures);
  /** Patches of many sizes, some of them dry: none so large that the tile could be found again. */
  const meadow = mix(tint, tint.mul(vec3(1.22, 1.06, 0.72)), smoothstep(float(0.45), float(0.8), tile(19).r))
    .mul(shade(tile(2.3).r, 0.35))
    .mul(shade(tile(9.7).r, 0.3))
    .mul(shade(tile(43).r, 0.4));
  /** Rows of plants 0.75 m apart along v, as long as a pixel is smaller than they are. */
  const furrows = uv()
    .x.mul((2 * Math.PI) / 0.75)
    .cos()
    .mul(0.5)
    .add(0.5);
  const nearRows = smoothstep(float(0.1), float(0.35), uv().x.fwidth()).oneMinus();
  /** Oil, rubber and water on floors and roofs. */
  const stains = smoothstep(float(0.62), float(0.78), tile(4.7).r.mul(0.7).add(tile(0.9).r.mul(0.3)));
  const tyres = smoothstep(float(0.66), float(0.86), texture(noise, metres.div(vec2(2.9, 31)).add(tile(17).r.mul(0.11))).a);
  const fields = joints(uv(), 5, 5, 0.012);
  const floorTiles = joints(uv(), 0.45, 0.45, 0.006);
  const lanes = joints(uv(), 9, 1, 0.03);
  const wrinkles = texture(noise, metres.div(vec2(0.4, 1.3)).add(tile(0.8).r.mul(0.25))).a;
  const ripples = texture(noise, metres.div(1.9).add(tile(0.7).r.mul(0.1))).b.mul(texture(noise, metres.div(2.7).yx).b);
  const slab = joints(uv(), 0.6, 0.4, 0.02);
  const brickwork = bricks(uv());

  return {
    paint: {
      colour: mix(tint, vec3(0.2, 0.17, 0.13), dirt.mul(0.45)),
      roughness: float(0.32).add(dirt.mul(0.5)),
      mirror: dielectric.mul(float(1.25).sub(dirt)),
    },
    glass: { colour: tint.mul(0.5), roughness: float(0.06), mirror: vec3(0.07) },
    window: windowSurface(tint, own),
    rubber: { colour: tint.mul(shade(tile(0.6).r, 0.4)), roughness: float(0.9) },
    chrome: { colour: tint, roughness: float(0.22), metalness: float(1), mirror: tint.mul(0.75) },
    metal: {
      colour: tint.mul(shade(tile(0.9).r, 0.35)).mul(shade(scratches, 0.25)),
      roughness: float(0.45).add(tile(0.9).r.mul(0.2)),
      mirror: dielectric.mul(scratches.mul(0.6).add(0.7)),
    },
    plastic: { colour: tint.mul(shade(tile(0.4).r, 0.12)), roughness: float(0.5), mirror: dielectric.mul(0.7) },
    /** Lacquered print, glossy bottles and lids. */
    gloss: { colour: tint.mul(shade(tile(0.3).r, 0.06)), roughness: float(0.2), mirror: dielectric },
    /** Stretch film, drawn over goods in wrinkled layers. */
    film: {
      colour: mix(tint, vec3(0.82, 0.85, 0.87), wrinkles.mul(0.18)),
      roughness: float(0.34),
      mirror: dielectric.mul(1.3),
      relief: wrinkles.mul(0.0035),
    },
    water: {
      colour: tint.mul(mix(float(1.35), float(0.85), smoothstep(float(0), float(0.16), ripples))),
      roughness: float(0.06),
      mirror: vec3(0.03),
      relief: tile(1.1).r.mul(0.012),
    },
    lamp: { colour: tint, roughness: float(0.15), mirror: dielectric, glow: { always: tint.mul(0.35), lamps: tint.mul(5) } },
    fabric: { colour: tint.mul(shade(tile(0.25).g, 0.35)).mul(shade(tile(0.7).r, 0.35)), roughness: float(0.95), relief: folds },
    skin: { colour: tint.mul(shade(tile(0.3).r, 0.12)), roughness: float(0.6) },
    hair: {
      colour: tint.mul(shade(stretched(0.06, 0.5).a, 0.7)),
      roughness: float(0.7),
      relief: stretched(0.06, 0.5).a.mul(0.004),
    },
    leaf: {
      colour: tint.mul(shade(tile(0.8).b, 0.7)).mul(shade(tile(3).r, 0.6)),
      roughness: float(0.85),
      doubleSided: true,
      present: leafPresent(noise, metres, focal),
    },
    bark: {
      colour: tint.mul(shade(stretched(0.25, 1.2).a, 1.1)),
      roughness: float(0.95),
      relief: stretched(0.25, 1.2).a.mul(0.02),
    },
    grass: { colour: meadow.mul(shade(tile(0.5).g, 0.8)), roughness: float(1), relief: tile(0.5).g.mul(0.006) },
    crop: {
      colour: meadow.mul(shade(tile(0.6).g, 0.6)).mul(mix(float(1), furrows.mul(0.35).add(0.8), nearRows)),
      roughness: float(1),
      relief: tile(0.6).g.mul(0.008),
    },
    asphalt: { colour: asphalt, roughness: float(0.9), relief: grain.mul(0.005).sub(cracks.mul(0.006)) },
    marking: {
      colour: mix(
        tint.mul(0.85),
        vec3(0.09),
        smoothstep(float(0.6), float(0.82), tile(1.1).r.mul(0.6).add(tile(0.3).g.mul(0.4))),
      ).mul(shade(tile(2).r, 0.25)),
      roughness: float(0.7),
      relief: grain.mul(0.003),
    },
    paving: {
      colour: tint
        .mul(shade(cellNoise(slab.cell, float(0)), 0.22))
        .mul(mix(float(0.62), float(1), slab.inside))
        .mul(shade(tile(0.5).g, 0.3))
        .mul(shade(tile(5).r, 0.35)),
      roughness: float(0.9),
      relief: slab.inside.mul(0.006).add(tile(0.5).g.mul(0.003)),
    },
    concrete: {
      colour: soiled(
        tint
          .mul(shade(tile(0.5).g, 0.25))
          .mul(shade(tile(3.3).r, 0.35))
          .mul(shade(stretched(1.5, 9).a, 0.25)),
      ),
      roughness: float(0.9),
      relief: tile(0.5).g.mul(0.003),
    },
    /** A ground floor of a hall: trowelled smooth, cut into fields, with marks of tyres. */
    polished: {
      colour: tint
        .mul(shade(tile(0.4).g, 0.1))
        .mul(shade(tile(2.7).r, 0.2))
        .mul(shade(tile(13).r, 0.22))
        .mul(mix(float(0.55), float(1), fields.inside))
        .mul(mix(float(1), float(0.7), tyres.mul(0.6).add(stains.mul(0.6)))),
      roughness: float(0.26).add(tile(1.7).r.mul(0.22)).add(tyres.mul(0.2)),
      mirror: dielectric.mul(float(1).sub(stains.mul(0.5))),
    },
    /** Stoneware tiles of a shop. */
    tiles: {
      colour: tint
        .mul(shade(cellNoise(floorTiles.cell, float(0)), 0.08))
        .mul(mix(float(0.72), float(1), floorTiles.inside))
        .mul(shade(tile(0.3).g, 0.06))
        .mul(shade(tile(5).r, 0.1)),
      roughness: float(0.14).add(tile(1.1).r.mul(0.16)),
      mirror: dielectric.mul(floorTiles.inside),
    },
    /** Flat roofs: gravel or felt in lanes, with dark places where puddles dry. */
    roofing: {
      colour: tint
        .mul(shade(tile(0.17).g, 0.45))
        .mul(shade(tile(2.1).r, 0.2))
        .mul(shade(tile(11).r, 0.3))
        .mul(mix(float(0.82), float(1), lanes.inside))
        .mul(shade(cellNoise(lanes.cell, own), 0.08))
        .mul(mix(float(1), float(0.72), stains)),
      roughness: float(0.95),
      relief: tile(0.17).g.mul(0.006),
    },
    brick: {
      colour: mix(vec3(0.42, 0.4, 0.37), tint.mul(shade(cellNoise(brickwork.cell, own), 0.5)), brickwork.inside)
        .mul(shade(tile(0.4).g, 0.25))
        .mul(shade(tile(6).r, 0.3)),
      roughness: float(0.95),
      relief: brickwork.inside.mul(0.007).add(tile(0.4).g.mul(0.004)),
    },
    plaster: {
      colour: soiled(
        tint
          .mul(shade(tile(0.3).g, 0.12))
          .mul(shade(tile(5).r, 0.12))
          .mul(shade(stretched(1.4, 11).a, 0.14)),
      ),
      roughness: float(0.95),
      relief: tile(0.3).g.mul(0.002),
    },
    roof: {
      colour: tint
        .mul(mix(float(0.7), float(1), fract(uv().y.div(0.33))))
        .mul(shade(cellNoise(floor(uv().div(vec2(0.24, 0.33))), own), 0.25))
        .mul(shade(tile(1.5).r, 0.4)),
      roughness: float(0.9),
      relief: uv()
        .x.mul((2 * Math.PI) / 0.24)
        .cos()
        .mul(0.012)
        .add(fract(uv().y.div(0.33)).mul(-0.02)),
    },
    /** Corrugated board: flutes that show through, fibres, and corners that are rubbed. */
    cardboard: {
      colour: tint
        .mul(shade(stretched(0.9, 0.25).a, 0.12))
        .mul(shade(tile(0.12).g, 0.14))
        .mul(shade(tile(0.8).r, 0.22))
        .mul(shade(tile(3.1).r, 0.16)),
      roughness: float(0.95),
      relief: uv()
        .x.mul((2 * Math.PI) / 0.014)
        .cos()
        .mul(0.00012)
        .add(tile(0.9).r.mul(0.012)),
    },
    /** Boards that are seen from close by: pores, and rings that wander. */
    oak: {
      colour: tint
        .mul(shade(texture(noise, metres.div(vec2(0.9, 0.28)).add(tile(3.3).r.mul(0.3)).yx).a, 0.55))
        .mul(shade(texture(noise, metres.div(vec2(0.35, 0.06)).yx).a, 0.3))
        .mul(shade(tile(0.9).r, 0.35)),
      roughness: float(0.55),
      mirror: dielectric.mul(0.5),
    },
    /** Skin of fruit: soft spots and fine dots. */
    peel: {
      colour: tint
        .mul(shade(tile(0.11).r, 0.45))
        .mul(mix(float(1), float(1.25), smoothstep(float(0.62), float(0.72), tile(0.16).g)))
        .mul(mix(vec3(1), vec3(0.98, 1.06, 0.9), tile(0.2).r)),
      roughness: float(0.42),
      mirror: dielectric.mul(0.7),
    },
    wood: {
      colour: tint
        .mul(shade(stretched(1.6, 0.12).a, 0.45))
        .mul(shade(lengthwise.a, 0.5))
        .mul(shade(tile(2.1).r, 0.3)),
      roughness: float(0.75),
      relief: lengthwise.a.mul(0.0015),
    },
    flat: { colour: pattern.flat, roughness: float(0.9) },
    gradient: { colour: pattern.gradient, roughness: float(0.9) },
    noise: { colour: pattern.noise, roughness: float(0.9) },
    checker: { colour: pattern.checker, roughness: float(0.9) },
    image: { colour: pattern.image, roughness: float(0.9) },
  };
}

/** What is the same all over a part, and so need not be interpolated. */
function ofPart<T extends "float" | "vec3">(value: Node<T>): Node<T> {
  return varying(value).setInterpolation("flat", "either") as unknown as Node<T>;
}

import { DataTexture, DataUtils, HalfFloatType, LinearFilter, Mesh, RGBAFormat, Vector2, Vector3 } from "three";
import {
  cameraPosition,
  dot,
  Fn,
  float,
  mix,
  modelWorldMatrix,
  mrt,
  normalize,
  positionLocal,
  smoothstep,
  sqrt,
  texture,
  uint,
  uniform,
  vec2,
  vec3,
  vec4,
  vertexStage,
} from "three/tsl";
import { MeshBasicNodeMaterial, type Node } from "three/webgpu";
import type { Around } from "../conditions";
import type { LampNodes } from "../lamps/lamp-nodes";
import { type AirNode, createAir } from "./air-node";
import { type Backdrop, createBackdrop } from "./backdrop";
import { mix as between, CHANNELS, type Rgb } from "./colour";
import { domeGrid } from "./dome-grid";
import { createFixtures } from "./fixtures";
import { createHeavens } from "./heavens";
import { type Light, SKY_COLUMNS, SKY_ROWS, WINDOW_LUMINANCE } from "./light";
import type { Firmament } from "./star-chart";
import { createSurroundings, type Surroundings } from "./surroundings";

/** Metres of air before the sky that lamps can light. */
const FAR_AWAY = 300;
/** The sun's disc is 0.53 degrees wide. */
const SUN_COSINE = Math.cos((0.265 * Math.PI) / 180);

/** The sky as seen by the shaders: a texture and a few uniforms, and the dome that shows them. */
export type Sky = {
  readonly dome: Mesh;
  /** Radiance that a surface of this roughness mirrors from a direction, by what is round it. */
  readonly mirrored: Readonly<Record<Around, (direction: Node<"vec3">, roughness: Node<"float">) => Node<"vec3">>>;
  /** The user's panorama, in place of the sky. */
  readonly surroundings: Surroundings;
  /** The user's photograph, before the sky or panorama. */
  readonly backdrop: Backdrop;
  readonly airlight: Node<"vec3">;
  readonly air: Omit<AirNode, "set">;
  readonly ground: Node<"vec3">;
  /** Exposed radiance of a lit window, 0 by day. */
  readonly lamps: Node<"vec3">;
  /** Chooses what the dome shows; `halos` are those of lamps in the air before it. Its shaders leave out what is not there. */
  show(what: "sky" | "panorama" | "photograph", there: InTheSky): void;
  set(light: Light, cloudOffset: readonly [number, number], firmament: Firmament): void;
  dispose(): void;
};

/** What is to be seen in the sky or before it. */
export type InTheSky = Readonly<Record<"clouds" | "stars" | "moon" | "halos", boolean>>;

/** Cover from which there are clouds. */
export const CLOUDS_FROM = 0.02;

const BLACK: Readonly<Rgb> = [0, 0, 0];

/** Makes the sky once; `set` changes the weather without compiling anything. `focal` is the focal length in pixels. */
export function createSky(noise: DataTexture, fixed: LampNodes, focal: Node<"float">): Sky {
  const heavens = createHeavens(noise, focal);
  const texels = new Uint16Array(SKY_COLUMNS * SKY_ROWS * 4);
  const map = new DataTexture(texels, SKY_COLUMNS, SKY_ROWS, RGBAFormat, HalfFloatType);
  map.name = "sky";
  map.magFilter = LinearFilter;
  map.minFilter = LinearFilter;
  const sun = uniform(new Vector3(0, 1, 0));
  /** The direction of the sun on the compass, as a unit vector. */
  const azimuth = uniform(new Vector2(0, 1));
  const sunGlow = uniform(new Vector3());
  const ground = uniform(new Vector3());
  const airlight = uniform(new Vector3());
  const cloud = uniform(new Vector3());
  const cloudGlow = uniform(new Vector3());
  const air = createAir();
  const cover = uniform(0);
  const lamps = uniform(new Vector3());
  const offset = uniform(new Vector2());
  const fixtures = createFixtures();

  const radiance = (direction: Node<"vec3">) => {
    const { x, y, z } = direction;
    const cosine = dot(direction.xz, azimuth).mul(x.mul(x).add(z.mul(z)).max(1e-12).inverseSqrt());
    // Sine of half of the angle, see `set`.
    const u = sqrt(cosine.mul(-0.5).add(0.5).max(0));
    const v = sqrt(y.max(0));
    const centred = vec2(
      u
        .mul(SKY_COLUMNS - 1)
        .add(0.5)
        .div(SKY_COLUMNS),
      v
        .mul(SKY_ROWS - 1)
        .add(0.5)
        .div(SKY_ROWS),
    );
    return mix(ground, texture(map, centred).level(float(0)).rgb, smoothstep(float(-0.03), float(0.005), direction.y));
  };

  const clouded = (direction: Node<"vec3">, clear: Node<"vec3">) => {
    const plane = direction.xz.div(direction.y.max(0).add(0.12)).mul(0.11).add(offset);
    const large = texture(noise, plane).level(float(0)).r;
    const detail = texture(noise, plane.mul(3.7)).level(float(0)).r;
    const towardsSun = texture(noise, plane.add(sun.xz.mul(0.012))).level(float(0)).r;
    const shape = large.mul(0.72).add(detail.mul(0.28));
    const threshold = float(0.7).sub(cover.mul(0.62));
    const density = smoothstep(threshold, threshold.add(0.2), shape)
      .mul(smoothstep(float(0), float(0.12), direction.y))
      .mul(smoothstep(float(CLOUDS_FROM), float(0.12), cover));
    // Bright where it is thin, and where it looks at the sun; the base of a heap is grey.
    const thick = smoothstep(threshold, threshold.add(0.36), shape).toVar();
    const lit = mix(float(1.2), float(0.5), thick)
      .add(large.sub(towardsSun).mul(4.5))
      .add(detail.sub(0.5).mul(0.45))
      .clamp(0.3, 1.45);
    const forward = dot(direction, sun).max(0).pow(4);
    const red = cloudGlow.mul(forward.mul(0.85).add(0.15)).mul(thick.mul(0.75).oneMinus());
    const uniformCover = smoothstep(float(0.6), float(0.95), cover);
    const colour = mix(cloud.mul(lit).add(red), clear.mul(shape.mul(0.5).add(0.74)), uniformCover);
    const hazy = mix(colour, clear, smoothstep(float(0.02), float(0.25), direction.y).oneMinus().mul(0.8));
    return { sky: mix(clear, hazy, density.mul(mix(float(0.92), float(1), uniformCover))), density };
  };

  /** From the eye to a point of the dome. */
  const outward: Node<"vec3"> = vertexStage(modelWorldMatrix.mul(vec4(positionLocal, 0)).xyz);
  const atCorners: Node<"vec3"> = vertexStage(radiance(normalize(modelWorldMatrix.mul(vec4(positionLocal, 0)).xyz)));
  const seen = ({ clouds, stars, moon, halos }: InTheSky) => {
    const direction = normalize(outward).toVar();
    const clear = vec3(atCorners).toVar();
    const { sky, density } = clouds ? clouded(direction, clear) : { sky: clear, density: float(0) };
    const open = float(1).sub(density).toVar();
    const disc = smoothstep(float(SUN_COSINE - 0.00004), float(SUN_COSINE + 0.00001), dot(direction, sun)).mul(open);
    const above = smoothstep(float(0), float(0.02), direction.y).mul(open).toVar();
    const light = sky.add(sunGlow.mul(disc)).toVar();
    if (stars) light.addAssign(heavens.stars(direction).mul(above));
    if (moon) light.addAssign(heavens.moon(direction).mul(above));
    if (halos) light.addAssign(fixed.halo(cameraPosition, direction, float(FAR_AWAY), air.extinction));
    return light;
  };

  /** Directions near the horizon meet other buildings and trees in a street, so surfaces see a darker tone there than the open sky. */
  const mirroredSky = (direction: Node<"vec3">, roughness: Node<"float">) => {
    const open = smoothstep(float(0.02).sub(roughness.mul(0.3)), float(0.3).add(roughness.mul(0.3)), direction.y);
    return mix(mix(ground, airlight, 0.12), radiance(direction), open);
  };
  const mirroredRoom = (direction: Node<"vec3">, roughness: Node<"float">) =>
    mirroredSky(direction, roughness).add(fixtures.mirrored(direction, roughness));
  const surroundings = createSurroundings();
  const backdrop = createBackdrop();
  const materials = new Map<string, MeshBasicNodeMaterial>();
  const showing = (name: string, colour: () => Node<"vec3">) => {
    const known = materials.get(name);
    if (known) return known;
    const material = new MeshBasicNodeMaterial({ depthWrite: false, fog: false });
    // three computes the lights of the scene for basic materials too, and then leaves them out.
    material.lights = false;
    material.name = name;
    material.colorNode = Fn(() => vec4(colour(), 1))();
    material.mrtNode = mrt({ ids: uint(0), depthMetres: float(0) });
    materials.set(name, material);
    return material;
  };
  const dome = new Mesh(domeGrid(), new MeshBasicNodeMaterial());
  dome.name = "sky";
  dome.frustumCulled = false;
  dome.renderOrder = 1;

  return {
    dome,
    mirrored: {
      sky: Fn(([direction, roughness]: [Node<"vec3">, Node<"float">]) => mirroredSky(direction, roughness)),
      room: Fn(([direction, roughness]: [Node<"vec3">, Node<"float">]) => mirroredRoom(direction, roughness)),
      panorama: surroundings.mirrored,
    },
    surroundings,
    backdrop,
    airlight,
    air,
    ground,
    lamps,
    show(what, there) {
      if (what === "panorama") dome.material = showing(what, () => surroundings.seen(vec3(outward).toVar()));
      else if (what === "photograph") dome.material = showing(what, backdrop.seen);
      else dome.material = showing(inWords(there), () => seen(there));
    },
    set(light, cloudOffset, firmament) {
      heavens.set(light, firmament);
      paint(texels, light.sky);
      map.needsUpdate = true;
      sun.value.set(...light.sunDirection);
      azimuth.value.set(light.sunDirection[0], light.sunDirection[2]).normalize();
      dome.rotation.y = Math.atan2(-light.sunDirection[0], -light.sunDirection[2]);
      sunGlow.value.set(...light.sunIrradiance).multiplyScalar(light.night?.isMoonlit ? 0 : 30);
      ground.value.set(...light.ground);
      airlight.value.set(...light.airlight);
      cloud.value.set(...light.cloud);
      cloudGlow.value.set(...(light.cloudGlow ?? [0, 0, 0]));
      air.set(light.air);
      cover.value = light.cloudCover;
      lamps.value.set(...light.lampGain).multiplyScalar(WINDOW_LUMINANCE);
      fixtures.set(light.fixtures);
      offset.value.set(...cloudOffset);
    },
    dispose() {
      map.dispose();
      heavens.dispose();
      surroundings.dispose();
      backdrop.dispose();
      dome.geometry.dispose();
      for (const material of materials.values()) material.dispose();
    },
  };
}

/**
 * Columns of the texture go by the sine of half of the angle from the sun's azimuth, which the shader has without an arc cosine. It is as fine as the angle near the sun;
 * opposite to it, where it is coarse, the sky is the same on both sides. For each column where in the sky it is, in columns of that.
 */
const IN_THE_SKY = Array.from({ length: SKY_COLUMNS }, (_, column) => {
  const angle = 2 * Math.asin(column / (SKY_COLUMNS - 1));
  return (angle / Math.PI) * (SKY_COLUMNS - 1);
});

function paint(texels: Uint16Array, sky: readonly Rgb[]): void {
  const one = DataUtils.toHalfFloat(1);
  for (let row = 0; row < SKY_ROWS; row++) {
    for (const [column, place] of IN_THE_SKY.entries()) {
      const from = Math.min(Math.floor(place), SKY_COLUMNS - 2);
      const at = row * SKY_COLUMNS;
      const colour = between(sky[at + from] ?? BLACK, sky[at + from + 1] ?? BLACK, place - from);
      for (const c of CHANNELS) texels[(at + column) * 4 + c] = DataUtils.toHalfFloat(Math.min(colour[c], 60_000));
      texels[(at + column) * 4 + 3] = one;
    }
  }
}

function inWords(there: InTheSky): string {
  const names = Object.entries(there).flatMap(([name, is]) => (is ? [name] : []));
  return `sky ${names.join(" ")}`;
}

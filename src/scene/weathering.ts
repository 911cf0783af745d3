import { Vector2 } from "three";
import {
  cameraViewMatrix,
  Fn,
  float,
  fract,
  If,
  mix,
  normalize,
  normalView,
  normalWorld,
  normalWorldGeometry,
  property,
  reflect,
  smoothstep,
  texture,
  uniform,
  vec2,
  vec3,
} from "three/tsl";
import type { Node, Texture } from "three/webgpu";
import type { FullWeather } from "../recipe/weather";
import { here } from "./here";
import { grazing, towardsCamera } from "./light-from";
import type { Mirror } from "./mirror";
import type { Sky } from "./sky/dome";
import type { Surface } from "./surfaces";

type Scalar = Node<"float">;
type Colour = Node<"vec3">;

/**
 * What rain and snow do to surfaces, in the shaders for wet and snowy weather (`conditions.ts`). It only changes how surfaces look: their shapes, and so the labels, are those of dry weather.
 */
export type Weathering = {
  /** Colour of a surface in this weather. Evaluated before the rest. */
  readonly colour: (surface: Weatherable) => Colour;
  /** How much of the surface here is under snow, 0 to 1. */
  readonly snowed: Scalar;
  /** A normal in view space, smoothed by snow and water, with the rings of drops. */
  readonly normal: (dry: Colour) => Colour;
  /** What the film of water on a matt surface mirrors of the surroundings. */
  readonly film: (sky: Sky) => Colour;
  /** Roughness of that film, and the share of light straight on that it mirrors: 0 where it is dry. */
  readonly gloss: { readonly roughness: Scalar; readonly reflectance: Scalar };
  readonly wet: Scalar;
  set(weather: FullWeather | undefined): void;
};

/** What weather has to know of a surface. On what mirrors, water makes no film of its own, unless its roughness says from point to point where it is matt. */
type Weatherable = Pick<Surface, "colour" | "roughness" | "metalness" | "mirror" | "doubleSided"> & {
  readonly film?: "where porous";
};

/** Reflectance of water at normal incidence. */
const WATER = 0.02;
/** Square of the refractive index of water. */
const WATER_INDEX = 1.77;
/** Height up to which ground can have puddles: the road and the kerb. */
const GROUND_HEIGHT = 0.4;
const SNOW = [0.86, 0.89, 0.94] as const;

export function createWeathering(noise: Texture, mirror: Mirror): Weathering {
  const wet = uniform(0);
  const snow = uniform(0);
  const rain = uniform(0);
  const shift = uniform(new Vector2());
  const snowed = property("float", "snowed");
  const puddle = property("float", "puddle");
  const film = property("float", "film");
  const blurred = property("float", "filmRoughness");
  const at = (metres: number) => texture(noise, here.xz.div(metres).add(shift));

  const colour = (surface: Weatherable) => {
    const { roughness, metalness = float(0) } = surface;
    return Fn(() => {
      const tone = vec3(surface.colour).toVar();
      snowed.assign(0);
      puddle.assign(0);
      film.assign(0);
      blurred.assign(1);
      const up = surface.doubleSided ? normalWorldGeometry.y.abs().mul(0.8) : normalWorldGeometry.y;
      If(snow.greaterThan(0), () => {
        const drifts = at(4.3).r.mul(0.55).add(at(1.1).r.mul(0.3)).add(at(0.27).g.mul(0.15)).sub(0.5).mul(1.7).add(0.5);
        const lying = smoothstep(snow.mul(1.25).oneMinus().sub(0.12), snow.mul(1.25).oneMinus().add(0.12), drifts);
        snowed.assign(lying.mul(smoothstep(0.3, 0.75, up.add(drifts.sub(0.5).mul(0.25)))));
        const white = vec3(...SNOW).mul(at(0.6).g.mul(0.08).add(at(2.9).r.mul(0.1)).add(0.9));
        // Where it is thin, what is below shows through, wet.
        tone.assign(mix(tone, white, snowed.mul(0.97)));
      });
      If(wet.greaterThan(0), () => {
        const reached = wet
          .mul(1.6)
          .min(1)
          .mul(mix(0.45, 1, smoothstep(-0.2, 0.6, up)))
          .mul(snowed.oneMinus())
          .toVar();
        // What is rough is porous, and soaks (Lagarde, Water drop 3b, 2013); under water less light comes back (Lekner and Dorf, 1988).
        const porous = roughness.sub(0.5).div(0.4).clamp(0, 1).mul(float(1).sub(metalness));
        const soaked = tone.div(vec3(1).sub(tone).mul(WATER_INDEX).add(tone));
        tone.assign(mix(tone, soaked, reached.mul(porous)));
        if (surface.mirror) return;
        const matt = surface.film && porous;
        const level = wet.sub(0.45).mul(1.8).clamp(0, 1);
        const hollows = at(9.7).r.mul(0.6).add(at(2.3).r.mul(0.28)).add(at(0.5).g.mul(0.12)).sub(0.5).mul(1.9).add(0.5);
        const flat = smoothstep(0.96, 0.99, up).mul(smoothstep(GROUND_HEIGHT, GROUND_HEIGHT - 0.1, here.y));
        puddle.assign(
          smoothstep(level.mul(0.75).oneMinus(), level.mul(0.75).oneMinus().add(0.07), hollows)
            .mul(flat)
            .mul(matt ? reached.mul(matt) : reached)
            .mul(level.mul(20).min(1)),
        );
        tone.mulAssign(puddle.mul(0.45).oneMinus());
        const lying = smoothstep(0.25, 0.95, reached).mul(mix(0.35, 1, smoothstep(0.3, 0.9, up)));
        film.assign((matt ? lying.mul(matt) : lying).max(puddle));
        blurred.assign(mix(mix(0.5, 0.3, wet), 0.03, puddle));
      });
      return tone;
    })();
  };

  /** Slopes of the rings that drops make on water: in cells of a size one drop each, at a random age. */
  const rings = (metres: number, seed: number) =>
    Fn(() => {
      const place = here.xz.div(metres);
      const cell = place.floor();
      const x = cell.x.toInt().toUint();
      const y = cell.y.toInt().toUint();
      const mixed = x.mul(1597334677).bitXor(y.mul(3812015801)).bitXor(seed).toVar();
      const once = mixed.bitXor(mixed.shiftRight(15)).mul(2246822519).toVar();
      const hash = once.bitXor(once.shiftRight(13)).toVar();
      const number = (shiftBits: number) => hash.shiftRight(shiftBits).bitAnd(255).toFloat().div(255);
      const age = number(16);
      const centre = vec2(number(0), number(8)).mul(0.5).add(0.25);
      const away = fract(place).sub(centre).toVar();
      const distance = away.length().max(1e-3);
      const radius = age.mul(0.4);
      const wave = distance.sub(radius).mul(60);
      const strength = wave.mul(wave).mul(-0.35).exp().mul(age.oneMinus()).mul(number(24).lessThan(rain).select(0.35, 0));
      return away.div(distance).mul(wave.sin()).mul(strength);
    })();

  return {
    colour,
    snowed,
    wet,
    gloss: { roughness: blurred, reflectance: film.mul(WATER) },
    normal: (dry) =>
      Fn(() => {
        const normal = vec3(dry).toVar();
        If(wet.add(snow).greaterThan(0), () => {
          normal.assign(normalize(mix(normal, normalView, puddle.mul(0.95).max(snowed.mul(0.8)))));
        });
        If(rain.greaterThan(0).and(puddle.greaterThan(0.05)), () => {
          const slope = rings(0.21, 11).add(rings(0.33, 29)).mul(puddle);
          const tilt = cameraViewMatrix.transformDirection(vec3(slope.x, 1, slope.y));
          normal.assign(normalize(mix(normal, tilt, 0.9)));
        });
        return normal;
      })(),
    film: (sky) =>
      Fn(() => {
        const light = vec3(0).toVar();
        If(film.greaterThan(0.01), () => {
          const view = towardsCamera().toVar();
          const facing = normalWorld.dot(view).clamp(0.02, 1).toVar();
          const fresnel = grazing(facing)
            .mul(float(1 - WATER).mul(blurred.mul(0.75).oneMinus()))
            .add(WATER);
          const around = mirror.seen(normalWorld, view, blurred, sky.mirrored.sky(reflect(view.negate(), normalWorld), blurred));
          light.assign(around.mul(fresnel).mul(film));
        });
        return light;
      })(),
    set(weather) {
      wet.value = weather?.wetness ?? 0;
      snow.value = weather?.snowCover ?? 0;
      rain.value = weather ? Math.min(1, 0.25 * weather.rainMillimetresPerHour ** 0.4) : 0;
    },
  };
}

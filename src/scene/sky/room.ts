import { Color } from "three";
import { noAir } from "../../recipe/air";
import type { RoomSpec } from "../../recipe/spec";
import { luminance, mix, perChannel, type Rgb, scale } from "./colour";
import { directionTo, type Light, radians, rowSine, SKY_COLUMNS, SKY_ROWS, WINDOW_LUMINANCE } from "./light";

/** What a white card on a table in the room sends back; the camera exposes for it. */
const CARD = 1.05;
/** Illuminance of a table in a room where people work (EN 12464-1). */
const ROOM_LUX = 500;
/** How much brighter than that card a lamp is in a mirror. Real ones are a hundred times as bright, but no picture shows that. */
const LAMP = 6;

/** Light in a room: the main lamp with shadows, walls and ceiling all round. Exposed so that a white card on a table has the radiance 1.05. */
export function roomLight(room: RoomSpec, exposureBias: number): Light {
  const sine = Math.sin(radians(room.lampElevationDegrees));
  const lamp = balanced(kelvinColour(room.lampKelvin));
  const level = CARD * Math.PI * 2 ** exposureBias;
  const ambient = (colour: string): Rgb => {
    const reflectance = linear(colour);
    const share = level * (1 - room.lampShare);
    return perChannel(
      (c) => (share * lamp[c] * reflectance[c]) / (Math.PI * Math.max(luminance(linear(room.ceilingColour)), 0.05)),
    );
  };
  const ceiling = ambient(room.ceilingColour);
  const ground = scale(ambient(room.floorColour), 0.8);
  const walls = mix(ground, ceiling, 0.6);
  const sky = Array.from({ length: SKY_ROWS * SKY_COLUMNS }, (_, at) =>
    mix(walls, ceiling, rowSine(Math.floor(at / SKY_COLUMNS))),
  );
  return {
    sunDirection: directionTo(room.lampElevationDegrees, room.lampAzimuthDegrees),
    sunIrradiance: scale(lamp, (level * room.lampShare) / Math.max(sine, 0.2)),
    sunRadius: radians(room.lampRadiusDegrees),
    sky,
    ground,
    airlight: walls,
    air: noAir,
    shadowed: 0.92,
    bounced: 0.25,
    candelas: ROOM_LUX / Math.PI / (CARD * 2 ** exposureBias),
    cloudCover: 0,
    cloud: [0, 0, 0],
    lamps: 1,
    lampGain: [1 / WINDOW_LUMINANCE, 1 / WINDOW_LUMINANCE, 1 / WINDOW_LUMINANCE],
    lampIrradiance: [0, 0, 0],
    ...(room.lamps ? { fixtures: { ...room.lamps, radiance: scale(lamp, (LAMP * level) / Math.PI) } } : {}),
  };
}

/** A camera on automatic white balance takes half of a tint away. */
function balanced(colour: Rgb): Rgb {
  return perChannel((c) => Math.sqrt(colour[c]));
}

/** Linear sRGB of a black body, luminance 1 (fit of CIE chromaticities by Kim et al., US patent 7024034, 2006). */
export function kelvinColour(kelvin: number): Rgb {
  const t = 1000 / kelvin;
  const x =
    kelvin < 4000
      ? -0.2661239 * t ** 3 - 0.234358 * t ** 2 + 0.8776956 * t + 0.17991
      : -3.0258469 * t ** 3 + 2.1070379 * t ** 2 + 0.2226347 * t + 0.24039;
  const y =
    kelvin < 2222
      ? -1.1063814 * x ** 3 - 1.3481102 * x ** 2 + 2.18555832 * x - 0.20219683
      : kelvin < 4000
        ? -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867
        : 3.081758 * x ** 3 - 5.8733867 * x ** 2 + 3.75112997 * x - 0.37001483;
  const [bigX, bigZ] = [x / y, (1 - x - y) / y];
  const rgb: Rgb = [
    3.2404542 * bigX - 1.5371385 - 0.4985314 * bigZ,
    -0.969266 * bigX + 1.8760108 + 0.041556 * bigZ,
    0.0556434 * bigX - 0.2040259 + 1.0572252 * bigZ,
  ];
  return perChannel((c) => Math.max(rgb[c], 0));
}

function linear(colour: string): Rgb {
  const { r, g, b } = new Color(colour);
  return [r, g, b];
}

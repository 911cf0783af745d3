/** Names of fields and units as people read them. */
import { plainNumber } from "./quantities";

/** Names that do not say it in words. */
const special: Readonly<Record<string, string>> = {
  fovDegrees: "Field of view",
  fNumber: "F-number",
  iso: "ISO",
  jpegQuality: "JPEG quality",
  cocoMasks: "COCO masks",
  partMegabytes: "Size of a zip",
  utcOffsetHours: "Clock ahead of UTC",
  pose: "Place",
};

/** Units at the end of a name: the field shows its unit beside the number. */
const unitAtEnd = /(Degrees|Metres|Millimetres|Seconds|Hours|Kelvin|Pixels|Electrons|Lux|Stops|Megabytes)?(Per(Second|Hour))?$/;

/** "carEyeHeight" as "Car eye height", "windMetresPerSecond" as "Wind". */
export function plainTitle(name: string): string {
  const known = special[name];
  if (known !== undefined) return known;
  const short = name.replace(unitAtEnd, "") || name;
  const words = short
    .replace(/(\p{Ll})(\p{Lu}|\d)/gu, "$1 $2")
    .replaceAll(/[_-]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const symbols: Readonly<Record<string, string>> = {
  metres: "m",
  millimetres: "mm",
  kilometres: "km",
  degrees: "°",
  seconds: "s",
  hours: "h",
  kelvin: "K",
  pixels: "px",
  megabytes: "MB",
  electrons: "e⁻",
  lux: "lx",
  share: "",
  probability: "",
  "metres per second": "m/s",
  "degrees per second": "°/s",
  "millimetres per hour": "mm/h",
};

/** "metres" as "m"; a unit without a symbol as it is. */
export function unitSymbol(unit: string): string {
  return symbols[unit] ?? unit;
}

/** "1.6 m", "46°", "12 people"; the number alone where it has no unit. */
export function withUnit(value: number, { unit }: { readonly unit: string }): string {
  const symbol = unitSymbol(unit);
  return symbol === "°" ? `${plainNumber(value)}°` : `${plainNumber(value)} ${symbol}`.trim();
}

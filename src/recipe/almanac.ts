/**
 * Where sun and moon stand: Meeus, Astronomical Algorithms (2nd ed., 1998), chapters 7, 12, 25 and 48, as in NOAA's solar
 * calculator, and the Astronomical Almanac's short series for the moon. The sun is right to 0.02 degrees between 1900 and 2100, the moon to 0.4.
 */

/** A moment: date of the Gregorian calendar and hours of universal time, which may run over the ends of the day. */
export type Moment = { readonly year: number; readonly month: number; readonly day: number; readonly hoursUtc: number };
export type Site = { readonly latitudeDegrees: number; readonly longitudeDegrees: number };
/** Height over the horizon as it is seen, and compass direction: 0 = north, 90 = east. */
export type SkyPosition = { readonly elevationDegrees: number; readonly azimuthDegrees: number };

/** Julian day (Meeus, equation 7.1). */
export function julianDay({ year, month, day, hoursUtc }: Moment): number {
  const [y, m] = month > 2 ? [year, month] : [year - 1, month + 12];
  const century = Math.floor(y / 100);
  const calendar = 2 - century + Math.floor(century / 4);
  return Math.floor(365.25 * (y + 4716)) + Math.floor(30.6001 * (m + 1)) + day + calendar - 1524.5 + hoursUtc / 24;
}

/** Where the sun is seen, with refraction. */
export function sunPosition(moment: Moment, site: Site): SkyPosition {
  const centuries = centuriesOf(moment);
  const { longitude } = sunLongitude(centuries);
  const seen = overHorizon(equatorial(longitude, 0, centuries), moment, site);
  return { ...seen, elevationDegrees: seen.elevationDegrees + refraction(seen.elevationDegrees) };
}

/** Where the moon is seen, and the share of its disc that is lit. */
export function moonPosition(moment: Moment, site: Site): SkyPosition & { readonly illuminatedShare: number } {
  const centuries = centuriesOf(moment);
  const { longitude, latitude, parallax } = moonCoordinates(centuries);
  const seen = overHorizon(equatorial(longitude, latitude, centuries), moment, site);
  const lowered = seen.elevationDegrees - parallax * cosine(seen.elevationDegrees);
  const sun = sunLongitude(centuries);
  const elongation = arcCosine(cosine(latitude) * cosine(longitude - sun.longitude));
  const distance = 6378.14 / sine(parallax);
  const phase = degrees(Math.atan2(sun.distance * sine(elongation), distance - sun.distance * cosine(elongation)));
  return {
    azimuthDegrees: seen.azimuthDegrees,
    elevationDegrees: lowered + refraction(lowered),
    illuminatedShare: (1 + cosine(phase)) / 2,
  };
}

/** Right ascension and declination of a point of the ecliptic, degrees. */
export function equatorial(longitude: number, latitude: number, centuries: number): { ascension: number; declination: number } {
  const node = 125.04 - 1934.136 * centuries;
  const tilt = 23.439291 - 0.0130042 * centuries + 0.00256 * cosine(node);
  const up = sine(latitude) * cosine(tilt) + cosine(latitude) * sine(tilt) * sine(longitude);
  const across = sine(longitude) * cosine(tilt) - (sine(latitude) / cosine(latitude)) * sine(tilt);
  return { ascension: turn(degrees(Math.atan2(across, cosine(longitude)))), declination: degrees(Math.asin(up)) };
}

/** Centuries since the year 2000, of dynamical time: a minute ahead of universal time in our days. */
export function centuriesOf(moment: Moment): number {
  const SECONDS_AHEAD = 69;
  return (julianDay(moment) + SECONDS_AHEAD / 86_400 - 2_451_545) / 36_525;
}

/** Apparent longitude of the sun in degrees, and its distance in kilometres (Meeus, chapter 25, low accuracy). */
export function sunLongitude(t: number): { longitude: number; distance: number } {
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const eccentricity = 0.016708634 - 0.000042037 * t;
  const centre =
    (1.914602 - 0.004817 * t) * sine(anomaly) + (0.019993 - 0.000101 * t) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
  const aberration = -0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  const units = (1.000001018 * (1 - eccentricity ** 2)) / (1 + eccentricity * cosine(anomaly + centre));
  return { longitude: turn(mean + centre + aberration), distance: units * 149_597_871 };
}

/** Geocentric ecliptic coordinates of the moon and its horizontal parallax, degrees. */
export function moonCoordinates(t: number): { longitude: number; latitude: number; parallax: number } {
  const longitude =
    218.32 +
    481_267.881 * t +
    6.29 * sine(135 + 477_198.87 * t) -
    1.27 * sine(259.3 - 413_335.36 * t) +
    0.66 * sine(235.7 + 890_534.22 * t) +
    0.21 * sine(269.9 + 954_397.74 * t) -
    0.19 * sine(357.5 + 35_999.05 * t) -
    0.11 * sine(186.5 + 966_404.03 * t);
  const latitude =
    5.13 * sine(93.3 + 483_202.02 * t) +
    0.28 * sine(228.2 + 960_400.89 * t) -
    0.28 * sine(318.3 + 6003.15 * t) -
    0.17 * sine(217.6 - 407_332.21 * t);
  const parallax =
    0.9508 +
    0.0518 * cosine(135 + 477_198.87 * t) +
    0.0095 * cosine(259.3 - 413_335.36 * t) +
    0.0078 * cosine(235.7 + 890_534.22 * t) +
    0.0028 * cosine(269.9 + 954_397.74 * t);
  return { longitude: turn(longitude), latitude, parallax };
}

function overHorizon(
  { ascension, declination }: { ascension: number; declination: number },
  moment: Moment,
  { latitudeDegrees, longitudeDegrees }: Site,
): SkyPosition {
  const hour = siderealDegrees(moment) + longitudeDegrees - ascension;
  const height = sine(latitudeDegrees) * sine(declination) + cosine(latitudeDegrees) * cosine(declination) * cosine(hour);
  const west = sine(hour) * cosine(declination);
  const south = cosine(hour) * cosine(declination) * sine(latitudeDegrees) - sine(declination) * cosine(latitudeDegrees);
  return {
    elevationDegrees: degrees(Math.asin(Math.max(-1, Math.min(1, height)))),
    azimuthDegrees: turn(degrees(Math.atan2(west, south)) + 180),
  };
}

/** Mean sidereal time at Greenwich as an angle (Meeus, equation 12.4). */
export function siderealDegrees(moment: Moment): number {
  const days = julianDay(moment) - 2_451_545;
  return turn(280.46061837 + 360.98564736629 * days + 0.000387933 * (days / 36_525) ** 2);
}

/** How much higher a body is seen through the air, in degrees (Saemundsson; Meeus, equation 16.4). None well below the horizon. */
function refraction(elevation: number): number {
  if (elevation < -1) return 0;
  const angle = elevation + 10.3 / (elevation + 5.11);
  return (1.02 * cosine(angle)) / sine(angle) / 60;
}

function turn(angle: number): number {
  return ((angle % 360) + 360) % 360;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

function sine(angle: number): number {
  return Math.sin((angle * Math.PI) / 180);
}

function cosine(angle: number): number {
  return Math.cos((angle * Math.PI) / 180);
}

function arcCosine(value: number): number {
  return degrees(Math.acos(Math.max(-1, Math.min(1, value))));
}

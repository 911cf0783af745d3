/**
 * The SceneSpec: one frame with every choice made. Plain JSON, nothing random left, saved with every image; edit it and
 * render it again. World: right-handed, y up, metres. Angles in degrees, as their names say.
 */

export type Vec3 = readonly [x: number, y: number, z: number];
/** Unit quaternion. */
export type Quaternion = readonly [x: number, y: number, z: number, w: number];
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type SceneSpec = {
  readonly version: 1;
  /** Name of the recipe that this frame was sampled from. */
  readonly recipe: string;
  readonly seed: number;
  readonly index: number;
  readonly split: string;
  readonly scene: string;
  /** Its place in a sequence; an image on its own when left out. */
  readonly sequence?: SequenceSpec;
  readonly image: ImageSpec;
  readonly camera: CameraSpec;
  /** What becomes of the light behind the lens. An ideal sensor when left out. */
  readonly sensor?: SensorSpec;
  /** Weather and daylight; behind the windows where there is a room. */
  readonly weather: WeatherSpec;
  /** The light of a place under a roof; takes the place of the daylight. */
  readonly room?: RoomSpec;
  /** A panorama that surrounds and lights everything; takes the place of the daylight, and of the light of the room. */
  readonly environment?: EnvironmentSpec;
  /** A photograph behind everything. */
  readonly backdrop?: BackdropSpec;
  /** Half the side of the square in front of the camera that has shadows; the smaller, the finer they are. */
  readonly shadowReachMetres: number;
  /** All classes of the scene, in order: the class id of an entry is its position + 1. Things come before stuff. */
  readonly classes: readonly ClassSpec[];
  /** Class of the pixels that show no instance (instance id 0): `sky` outdoors. */
  readonly background: string;
  /** Everything that can be seen. The instance id of an entry is its position + 1. */
  readonly instances: readonly InstanceSpec[];
  /** Painted lines of the lanes of a street, for the labels; the paint itself is an instance. */
  readonly laneLines?: readonly LaneLineSpec[];
};

export type LaneLineSpec = {
  /** Between the two directions of traffic, or at the outer edge of a lane. */
  readonly role: "centre" | "edge";
  readonly kind: "solid" | "dashed";
  /** sRGB `#rrggbb`. */
  readonly colour: string;
  readonly widthMetres: number;
  /** Of a dashed line: length of a dash, and from the beginning of one to that of the next. The line begins and ends with a dash. */
  readonly dashMetres?: readonly [dash: number, pitch: number];
  /** The middle of the paint in the world, metres. */
  readonly points: readonly Vec3[];
};

/** An image of a sequence. All of its images have the same instances in the same order, so an instance id is a track id, too. */
export type SequenceSpec = {
  /** Of the sequence; random choices go by it. */
  readonly number: number;
  /** Of the image in its sequence, from 0. It shows what is after so many frames. */
  readonly frame: number;
  readonly frames: number;
  /** Images for each second. */
  readonly fps: number;
};

export type ImageSpec = {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Jittered sub-frames averaged into the colour (anti-aliasing, soft shadows). Labels never are averaged. */
  readonly subframes: number;
  /** The colour picture is a JPEG of this quality, 1 to 100; a PNG when left out. */
  readonly jpegQuality?: number;
};

export type CameraSpec = {
  readonly position: Vec3;
  /** The point that falls on the principal point. */
  readonly target: Vec3;
  /** Roll about the viewing axis, positive turns the camera clockwise. */
  readonly rollDegrees: number;
  /** Vertical field of view: of the lens without distortion, or of the fisheye that is given. */
  readonly fovDegrees: number;
  /** Clipping distances in metres. */
  readonly near: number;
  readonly far: number;
  /** Correction to the exposure in stops; positive is brighter. */
  readonly exposureBias: number;
  /** Where the optical axis meets the picture, as shares of its width and height from the top left. The middle when left out. */
  readonly principalPoint?: readonly [x: number, y: number];
  /** None when left out. */
  readonly distortion?: DistortionSpec;
  /** An aperture of some width: what is not in focus is blurred. A pinhole when left out. */
  readonly aperture?: ApertureSpec;
  /** How long each row is exposed; its middle is the moment of the labels. Nothing moves meanwhile when left out. */
  readonly shutterSeconds?: number;
  /** Together with aperture and shutter sets the exposure; metered when left out. */
  readonly iso?: number;
  /** From the middle of the exposure of the top row to that of the bottom row. A global shutter when left out. */
  readonly rollingShutterSeconds?: number;
  /** How the camera moves during the exposure. */
  readonly motion?: MotionSpec;
  /** Where it will be in the next image of a sequence; where it is when left out. */
  readonly next?: Pick<CameraSpec, "position" | "target" | "rollDegrees">;
};

/** See docs/camera.md. A stage is off at 0 or `none`. */
export type SensorSpec = {
  readonly profile: string;
  /** 1: corners darken by the fourth power of the cosine of their angle. */
  readonly vignetting: number;
  /** Red is larger than green by this share of the radius, blue smaller. */
  readonly chromaticAberration: number;
  /** Share of the light that is spread over the picture. */
  readonly glare: number;
  /** At base ISO. 0: electrons are not counted, and the stages down to `bits` are off. */
  readonly fullWellElectrons: number;
  readonly readNoiseElectrons: number;
  readonly darkSignalNonUniformityElectrons: number;
  /** Share of the signal. */
  readonly photoResponseNonUniformity: number;
  readonly bits: number;
  /** A full well is so many stops brighter than a white card in full light. */
  readonly headroomStops: number;
  readonly baseIso: number;
  readonly highestIso: number;
  /** In darker light than this (EV at ISO 100) the sensor is set to a higher ISO, unless the camera's is given. */
  readonly baseExposureValue: number;
  readonly demosaic: "none" | "bilinear" | "malvar";
  /** Factors of red and blue that the automatic got wrong. */
  readonly whiteBalance: readonly [red: number, blue: number];
  readonly toneCurve: "camera" | "agx" | "aces" | "neutral" | "linear";
  readonly sharpening: number;
};

/** Coefficients as in OpenCV: `calib3d` (Brown 1966, Conrady 1919) and `fisheye` (Kannala and Brandt 2006). */
export type DistortionSpec =
  | {
      readonly model: "brown-conrady";
      readonly k1: number;
      readonly k2: number;
      readonly p1: number;
      readonly p2: number;
      readonly k3: number;
    }
  | { readonly model: "kannala-brandt"; readonly k1: number; readonly k2: number; readonly k3: number; readonly k4: number };

export type ApertureSpec = {
  readonly fNumber: number;
  /** Planar, along the viewing axis. */
  readonly focusDistanceMetres: number;
  /** Gives the field of view a focal length. */
  readonly sensorHeightMillimetres: number;
};

/** Steady motion in the camera's own axes. */
export type MotionSpec = {
  readonly forwardMetresPerSecond: number;
  readonly rightMetresPerSecond: number;
  readonly upMetresPerSecond: number;
  /** Positive turns the view to the right. */
  readonly yawDegreesPerSecond: number;
  /** Positive turns the view upwards. */
  readonly pitchDegreesPerSecond: number;
  /** Positive turns the camera clockwise. */
  readonly rollDegreesPerSecond: number;
};

/** The weather. What is optional counts as none where it is left out; `fullWeather` fills it in. */
export type WeatherSpec = {
  readonly kind: string;
  /** Elevation of the sun over the horizon. */
  readonly sunElevationDegrees: number;
  /** Compass direction of the sun: 0 = north (-z), 90 = east (+x). */
  readonly sunAzimuthDegrees: number;
  /** Share of the sky that is covered, 0 clear to 1 overcast. */
  readonly cloudCover: number;
  /** Meteorological optical range at the ground in metres: the distance at which contrast falls to 5 %. Without rain and snow. */
  readonly visibilityMetres: number;
  /** Height over which fog and haze thin out to 1/e. */
  readonly fogHeightMetres?: number;
  /** Share of the haze that is mineral dust. */
  readonly dust?: number;
  readonly rainMillimetresPerHour?: number;
  /** As the water that it melts to. */
  readonly snowMillimetresPerHour?: number;
  /** Snow that lies: 0 none, 1 all that looks up is white. */
  readonly snowCover?: number;
  /** 0 dry, 0.5 wet through, from there puddles, 1 all hollows are full. */
  readonly wetness?: number;
  readonly windMetresPerSecond?: number;
  /** Compass direction that the wind comes from. */
  readonly windDirectionDegrees?: number;
  /** Drops that cling to the lens. */
  readonly dropsOnLens?: number;
  /** Illuminance of a flash of lightning, averaged over the exposure, on a surface that faces it. */
  readonly lightningLux?: number;
  readonly moon?: MoonSpec;
  /** When and where, if sun and moon were computed from it. */
  readonly moment?: MomentSpec;
};

export type MoonSpec = {
  readonly elevationDegrees: number;
  readonly azimuthDegrees: number;
  /** 0 new moon, 1 full moon. */
  readonly illuminatedShare: number;
};

export type MomentSpec = {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly timeHours: number;
  readonly utcOffsetHours: number;
  readonly latitudeDegrees: number;
  readonly longitudeDegrees: number;
};

/** Light under a roof: one main lamp (or window, or row of lamps) and the light that walls and ceiling throw back. */
export type RoomSpec = {
  /** Colour temperature of the lamps in kelvin: 2,700 warm to 6,500 like daylight. */
  readonly lampKelvin: number;
  /** Direction to the main lamp, as for the sun. */
  readonly lampElevationDegrees: number;
  readonly lampAzimuthDegrees: number;
  /** Angular radius of the main lamp: how soft its shadows are. */
  readonly lampRadiusDegrees: number;
  /** Share of the light on a table that comes from the main lamp, 0 to 1. */
  readonly lampShare: number;
  /** sRGB `#rrggbb` of what throws the light back. */
  readonly ceilingColour: string;
  readonly floorColour: string;
  /** Lamps that shiny things mirror; absent where there is nothing bright overhead. */
  readonly lamps?: LampGridSpec;
};

/** Rows of equal lamps or skylights at the same height, without end. */
export type LampGridSpec = {
  /** Over the floor. */
  readonly heightMetres: number;
  /** From the middle of a lamp to that of the next, along x and z. */
  readonly pitchMetres: readonly [x: number, z: number];
  /** Of the part that shines, along x and z. */
  readonly sizeMetres: readonly [x: number, z: number];
  /** Where the middle of one of them is. */
  readonly middle: readonly [x: number, z: number];
};

export type EnvironmentSpec = {
  /** Path of an equirectangular picture, relative to the recipe. */
  readonly file: string;
  /** Compass direction in which its middle lies: 0 = north (-z), 90 = east (+x). */
  readonly rotationDegrees: number;
};

export type BackdropSpec = {
  /** Path of the photograph, relative to the recipe. */
  readonly file: string;
  /** 1 shows as much of it as fits; 2 half of its width. */
  readonly zoom: number;
  /** Which part: 0 left and top, 1 right and bottom, of where the part can be. */
  readonly offset: readonly [x: number, y: number];
  readonly mirrored: boolean;
};

export type ClassSpec = {
  readonly name: string;
  /** Things are counted and get boxes; stuff only fills the semantic picture (Kirillov et al., Panoptic Segmentation, 2019). */
  readonly kind: "thing" | "stuff";
  readonly supercategory: string;
};

export type InstanceSpec = {
  /** A name in `src/scene/models`. */
  readonly model: string;
  /** A name in `classes`. */
  readonly class: string;
  /** Where the model's origin goes. */
  readonly position: Vec3;
  readonly rotation: Quaternion;
  /** The model's own parameters, see its schema. */
  readonly parameters: { readonly [key: string]: Json };
  /** Paints all of it with a pattern instead of its own materials: domain randomisation (Tobin et al., 2017). */
  readonly texture?: TextureSpec;
  /** How it will be in the next image of a sequence; as it is when left out. Parameters that stay are not repeated. */
  readonly next?: Pick<InstanceSpec, "position" | "rotation" | "parameters">;
};

export type TextureSpec = {
  readonly pattern: "flat" | "gradient" | "noise" | "checker" | "image";
  /** Two sRGB colours `#rrggbb`; `flat` shows the first, `image` none. */
  readonly colours: readonly [string, string];
  /** Size of the pattern, or sides of the picture, in metres, 0.01 to 2.55. */
  readonly metres: number;
  /** Path of the picture for `image`, relative to the recipe. */
  readonly picture?: string;
};

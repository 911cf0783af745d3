import type { Random } from "../src/recipe/random";
import type { CameraSpec, ClassSpec, InstanceSpec, LaneLineSpec, RoomSpec, WeatherSpec } from "../src/recipe/spec";
import type { MeasuredAsset } from "../src/scene/assets/measure";

/** Draws one stream of random numbers for each purpose. */
export type Streams = (...purpose: readonly (string | number)[]) => Random;

/** What a layout may look at. Everything random comes from `random`, one stream for each purpose. */
export type LayoutContext<Parameters> = {
  /** The scene's parameters from the recipe; quantities are still to be drawn. */
  readonly parameters: Parameters;
  readonly weather: WeatherSpec;
  readonly aspect: number;
  /** The user's own models, for scenes that have a place for them: see `assetInstances`. */
  readonly assets?: readonly MeasuredAsset[];
  readonly random: Streams;
  /** How long the scene is looked at, where it is a sequence of images. */
  readonly seconds?: number;
};

/** Where the camera stands and looks. The lens comes from the recipe. */
export type Viewpoint = Pick<CameraSpec, "position" | "target" | "rollDegrees">;

/** What moves: where the camera is, and all instances, at one moment. */
export type Instant = { readonly viewpoint: Viewpoint; readonly instances: readonly InstanceSpec[] };

/** All that a scene decides. */
export type Layout = Instant & {
  /**
   * The same after some seconds, up to those of the context; nothing moves when left out. Every instance keeps its position in the list, and
   * one that has not changed is the same object as before.
   */
  readonly at?: (seconds: number) => Instant;
  /** Painted lines of lanes, for the labels. */
  readonly laneLines?: readonly LaneLineSpec[];
  /** The light of a place under a roof. */
  readonly room?: RoomSpec;
  /** Half the side of the square in front of the camera that has shadows; see SceneSpec. */
  readonly shadowReachMetres?: number;
  /** Nearest and farthest distance that the camera sees, where the usual ones do not fit: depth is coarse far beyond `near`. */
  readonly clipMetres?: { readonly near: number; readonly far: number };
};

/** A kind of place. `layout` is pure: no three.js objects, no randomness but the context's. */
export type Scene<Parameters> = {
  readonly classes: readonly ClassSpec[];
  readonly background: string;
  /** True where `layout` puts the user's own models somewhere. */
  readonly takesAssets?: boolean;
  /** Loads what `layout` needs, such as physics. Awaited before the first layout. */
  readonly prepare?: () => Promise<void>;
  layout(context: LayoutContext<Parameters>): Layout;
};

import type { Random } from "../src/recipe/random";
import type { CameraSpec, ClassSpec, InstanceSpec, RoomSpec, WeatherSpec } from "../src/recipe/spec";

/** What a layout may look at. Everything random comes from `random`, one stream for each purpose. */
export type LayoutContext<Parameters> = {
  /** The scene's parameters from the recipe; quantities are still to be drawn. */
  readonly parameters: Parameters;
  readonly weather: WeatherSpec;
  readonly aspect: number;
  readonly random: (...purpose: readonly (string | number)[]) => Random;
};

/** Where the camera stands and looks. The lens comes from the recipe. */
export type Viewpoint = Pick<CameraSpec, "position" | "target" | "rollDegrees">;

/** All that a scene decides. A place under a roof brings its own light. */
export type Layout = { readonly viewpoint: Viewpoint; readonly instances: readonly InstanceSpec[]; readonly room?: RoomSpec };

/** A kind of place. `layout` is pure: no three.js objects, no randomness but the context's. */
export type Scene<Parameters> = {
  readonly classes: readonly ClassSpec[];
  readonly background: string;
  layout(context: LayoutContext<Parameters>): Layout;
};

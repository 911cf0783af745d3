import type { z } from "zod";
import { aerial } from "./aerial/scene";
import { sceneParameters } from "./parameters";
import { plain } from "./plain/scene";
import type { Scene } from "./scene";
import { shelf } from "./shelf/scene";
import { street } from "./street/scene";
import { tabletop } from "./tabletop/scene";
import { warehouse } from "./warehouse/scene";

/** All scenes, by the name that stands in the recipe. */
export const scenes = {
  street: withParameters(sceneParameters.street, street),
  shelf: withParameters(sceneParameters.shelf, shelf),
  warehouse: withParameters(sceneParameters.warehouse, warehouse),
  tabletop: withParameters(sceneParameters.tabletop, tabletop),
  aerial: withParameters(sceneParameters.aerial, aerial),
  plain: withParameters(sceneParameters.plain, plain),
} satisfies { readonly [name in keyof typeof sceneParameters]: Scene<unknown> };

/** The scene as the pipeline sees it: parameters come in as plain data and reach the layout typed and checked. */
function withParameters<Parameters>(schema: z.ZodType<Parameters>, scene: Scene<Parameters>): Scene<unknown> {
  return { ...scene, layout: (context) => scene.layout({ ...context, parameters: schema.parse(context.parameters) }) };
}

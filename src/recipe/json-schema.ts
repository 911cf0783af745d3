import { z } from "zod";
import { recipeSchema, type SceneParameters } from "./schema";

/** JSON Schema (draft 2020-12) of the recipes that may be written for these scenes, for completion and hints in editors. */
export function recipeJsonSchema(scenes: SceneParameters): z.core.JSONSchema.BaseSchema {
  const described = recipeSchema(scenes).meta({ title: "Diorama recipe", description: "What images to make, and how." });
  return z.toJSONSchema(described, { target: "draft-2020-12", io: "input", reused: "ref" });
}

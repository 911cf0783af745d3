/** The first workspace: the recipe, and a picture of it beside. */
import { PreviewPanel } from "../preview/preview-panel";
import { RecipePanel } from "../recipe/recipe-panel";

export function Compose() {
  return (
    <>
      <RecipePanel />
      <PreviewPanel />
    </>
  );
}

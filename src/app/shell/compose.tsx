/** The first workspace: the recipe, a picture of it beside, and an edge between them that can be moved. */
import { PreviewPanel } from "../preview/preview-panel";
import { RecipePanel } from "../recipe/recipe-panel";
import { Separator } from "../widgets/separator";
import { recipeShare } from "./state";

export function Compose() {
  return (
    <div class="compose-panels" style={{ "--share": String(recipeShare.value) }}>
      <RecipePanel />
      <Separator
        class="panel-edge"
        label="Edge between the recipe and the preview"
        share={recipeShare.value}
        least={0.15}
        most={0.6}
        onShare={(share) => (recipeShare.value = share)}
      />
      <PreviewPanel />
    </div>
  );
}

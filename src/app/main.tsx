/** Composition root of the studio. */
import { effect, untracked } from "@preact/signals";
import { render } from "preact";
import { startExperiment } from "./experiment/plan";
import { openRuns } from "./generate/run";
import { startPreview } from "./preview/preview";
import { preview } from "./preview/state";
import { startRecipes } from "./recipe/recipes";
import { recipe } from "./recipe/state";
import { startReview } from "./review/state";
import { startAddress } from "./shell/address";
import { App } from "./shell/app";
import { NoWebGpu } from "./shell/no-webgpu";
import { startOffline } from "./shell/offline";
import { startPanels } from "./shell/panels";
import { startTheme } from "./shell/theme";
import "./shell/page.css";
import "./widgets/controls.css";
import "./widgets/dialogs.css";
import "./recipe/recipe.css";
import "./recipe/form.css";
import "./preview/preview.css";
import "./preview/compare.css";
import "./assets/assets.css";
import "./experiment/experiment.css";
import "./generate/generate.css";
import "./review/review.css";
import "./insights/insights.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html needs an element with the id app");

startTheme();
const missing = await missingGpu();
if (missing) {
  render(<NoWebGpu missing={missing} />, root);
} else {
  await startAddress();
  startPanels();
  startRecipes();
  startPreview();
  startExperiment();
  startReview();
  render(<App />, root);
  whenShown(() => void openRuns());
}
whenShown(() => void startOffline());

/** Does what can wait until there is a picture, or none is to be had: it would take time from the first one. */
function whenShown(work: () => void): void {
  let isDone = false;
  effect(() => {
    const isWaiting = !missing && recipe.value !== undefined && ["rendering", "sketched"].includes(preview.value.is);
    if (isDone || isWaiting) return;
    isDone = true;
    untracked(work);
  });
}

/** What stands in the way of rendering here, or undefined. */
async function missingGpu(): Promise<"browser" | "adapter" | undefined> {
  if (!navigator.gpu) return "browser";
  return (await navigator.gpu.requestAdapter()) ? undefined : "adapter";
}

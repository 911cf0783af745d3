/** Composition root of the studio. */
import { render } from "preact";
import { App } from "./app";
import { NoWebGpu } from "./no-webgpu";
import { startPreview } from "./preview";
import { startRecipes } from "./recipes";
import "./styles/page.css";
import "./styles/controls.css";
import "./styles/recipe.css";
import "./styles/models.css";
import "./styles/preview.css";
import "./styles/dataset.css";
import "./styles/narrow.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html needs an element with the id app");

const missing = await missingGpu();
if (missing) {
  render(<NoWebGpu missing={missing} />, root);
} else {
  startRecipes();
  startPreview();
  render(<App />, root);
}

/** What stands in the way of rendering here, or undefined. */
async function missingGpu(): Promise<"browser" | "adapter" | undefined> {
  if (!navigator.gpu) return "browser";
  return (await navigator.gpu.requestAdapter()) ? undefined : "adapter";
}

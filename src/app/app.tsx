/** The studio: recipe on the left, picture in the middle, dataset on the right. */
import { DropTarget } from "./drop-target";
import { GeneratePanel } from "./generate-panel";
import { Logo } from "./logo";
import { PreviewPanel } from "./preview-panel";
import { RecipePanel } from "./recipe-panel";
import { adapter } from "./state";

/** The whole page. */
export function App() {
  return (
    <>
      <header class="top">
        <Logo />
        <AdapterNote />
      </header>
      <main class="studio">
        <RecipePanel />
        <PreviewPanel />
        <GeneratePanel />
      </main>
      <DropTarget />
    </>
  );
}

function AdapterNote() {
  const info = adapter.value;
  if (!info) return null;
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "unknown adapter";
  return (
    <p class="adapter">
      <span class={info.software ? "dot slow" : "dot"} />
      <span>{name}</span>
      {info.software && <span class="adapter-slow">Software adapter: no graphics card in use, so rendering is slow</span>}
    </p>
  );
}

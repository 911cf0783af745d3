/** The studio: a bar with the ways between the workspaces, and the one that the user is in. */
import type { ComponentType } from "preact";
import { AssetsWorkspace } from "../assets/assets-workspace";
import { DropTarget } from "../assets/drop-target";
import { ExperimentWorkspace } from "../experiment/experiment-workspace";
import { GenerateWorkspace } from "../generate/generate-workspace";
import { InsightsWorkspace } from "../insights/insights-workspace";
import { ReviewWorkspace } from "../review/review-workspace";
import { Toasts } from "../widgets/toasts";
import { AdapterNote } from "./adapter-note";
import { Compose } from "./compose";
import { Logo } from "./logo";
import { Navigation } from "./navigation";
import { type Workspace, workspace } from "./state";
import { ThemeSwitch } from "./theme-switch";

const components = {
  compose: Compose,
  assets: AssetsWorkspace,
  experiment: ExperimentWorkspace,
  generate: GenerateWorkspace,
  review: ReviewWorkspace,
  insights: InsightsWorkspace,
} satisfies Record<Workspace, ComponentType>;

/** The whole page. */
export function App() {
  const Current = components[workspace.value];
  return (
    <>
      <header class="top">
        <Logo />
        <Navigation />
        <AdapterNote />
        <ThemeSwitch />
      </header>
      <main class={`workspace ${workspace.value}`}>
        <Current />
      </main>
      <DropTarget />
      <Toasts />
    </>
  );
}

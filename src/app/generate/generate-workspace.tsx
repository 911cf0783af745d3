/** The workspace in which a recipe becomes a dataset. */
import { GeneratePanel } from "./generate-panel";

export function GenerateWorkspace() {
  return <GeneratePanel />;
}

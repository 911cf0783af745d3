/** The address of the page says which recipe, which image and which workspace is on show. */
import { effect } from "@preact/signals";
import { index } from "../preview/state";
import { chooseRecipe } from "../recipe/recipes";
import { recipeName } from "../recipe/state";
import { wholeNumber } from "../widgets/words";
import { type Workspace, workspace, workspaces } from "./state";

/** Takes recipe, index and workspace from the address and keeps it in step from then on. */
export function startAddress(): void {
  const address = new URLSearchParams(location.search);
  index.value = wholeNumber(address.get("index")) ?? 0;
  workspace.value = workspaceOf(address.get("view"));
  chooseRecipe(address.get("recipe") ?? "");
  effect(() => {
    const view = workspace.value === "compose" ? "" : `&view=${workspace.value}`;
    history.replaceState(null, "", `?recipe=${encodeURI(recipeName.value)}&index=${index.value}${view}`);
  });
}

function workspaceOf(name: string | null): Workspace {
  return name !== null && Object.hasOwn(workspaces, name) ? (name as Workspace) : "compose";
}

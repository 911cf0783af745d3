/** The address of the page says which recipe, which image and which workspace is on show; of an edited recipe it has all of the text. */
import { effect } from "@preact/signals";
import { index } from "../preview/state";
import { builtIn, chooseRecipe, isEdited, keepAs } from "../recipe/recipes";
import { packed, unpacked } from "../recipe/share";
import { recipeName, recipeText } from "../recipe/state";
import { toast } from "../widgets/toasts";
import { wholeNumber } from "../widgets/words";
import { type Workspace, workspace, workspaces } from "./state";

/** Takes recipe, index and workspace from the address and keeps it in step from then on. */
export async function startAddress(): Promise<void> {
  const address = new URLSearchParams(location.search);
  index.value = wholeNumber(address.get("index")) ?? 0;
  workspace.value = workspaceOf(address.get("view"));
  await openRecipe(address.get("recipe") ?? "", location.hash);
  effect(() => {
    const view = workspace.value === "compose" ? "" : `&view=${workspace.value}`;
    const search = `?recipe=${encodeURI(recipeName.value)}&index=${index.value}${view}`;
    const text = recipeText.value;
    if (builtIn(recipeName.value) && !isEdited.value) {
      history.replaceState(null, "", search);
      return;
    }
    let isCurrent = true;
    // Packing takes a moment, and browsers refuse more than a hundred new addresses in half a minute.
    const pause = setTimeout(async () => {
      const letters = await packed(text);
      if (isCurrent) history.replaceState(null, "", `${search}#${HASH}${letters}`);
    }, typingPause);
    return () => {
      isCurrent = false;
      clearTimeout(pause);
    };
  });
}

const HASH = "recipe=";
const typingPause = 400;

/** A recipe that somebody else edited becomes one of the user's own: it must not take the place of the user's edits. */
async function openRecipe(name: string, hash: string): Promise<void> {
  chooseRecipe(name);
  const letters = hash.startsWith(`#${HASH}`) ? hash.slice(HASH.length + 1) : "";
  if (letters === "") return;
  try {
    const text = await unpacked(letters);
    if (text !== recipeText.peek()) keepAs(`${name.split("/").at(-1) ?? "recipe"} from a link`, text);
  } catch {
    toast("The recipe in the link is damaged; ask for the link again.");
  }
}

function workspaceOf(name: string | null): Workspace {
  return name !== null && Object.hasOwn(workspaces, name) ? (name as Workspace) : "compose";
}

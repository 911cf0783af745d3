/** Which recipe is open, and what can be done with it as a whole. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "../widgets/dialog";
import { FileButton } from "../widgets/file-button";
import { saveText } from "../widgets/save";
import { toast } from "../widgets/toasts";
import { RecipeSelect } from "./recipe-select";
import { builtIn, deleteOwn, isEdited, isOwn, keepAs, resetRecipe } from "./recipes";
import { packed } from "./share";
import { recipe, recipeFile, recipeName, recipeText } from "./state";

export function RecipeHead() {
  const isNaming = useSignal(false);
  const about = builtIn(recipeName.value)?.about;
  return (
    <div class="recipe-head">
      <div class="recipe-choice">
        <RecipeSelect label="Recipe" class="unseen" />
        {isEdited.value && (
          <button type="button" class="quiet" title="Throw the edits away" onClick={resetRecipe}>
            Reset
          </button>
        )}
      </div>
      {about && <p class="hint">{about}</p>}
      <div class="recipe-actions">
        <button type="button" class="quiet" onClick={() => (isNaming.value = true)}>
          Save as…
        </button>
        <FileButton label="Import a recipe" accept=".yaml,.yml,.json" onFiles={importRecipe}>
          Import…
        </FileButton>
        <button type="button" class="quiet" onClick={() => saveText(recipeFile.peek(), recipeText.peek())}>
          Export
        </button>
        <button type="button" class="quiet" onClick={() => void copyLink()}>
          Copy link
        </button>
        {isOwn(recipeName.value) && (
          <button type="button" class="quiet" onClick={() => deleteOwn(recipeName.value)}>
            Delete
          </button>
        )}
      </div>
      {isNaming.value && <NameDialog onClose={() => (isNaming.value = false)} />}
    </div>
  );
}

function NameDialog({ onClose }: { onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog title="Save the recipe in this browser" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          toast(`Saved as ${keepAs(input.current?.value ?? "", recipeText.peek())}; edits are kept as you make them.`);
          onClose();
        }}
      >
        <label>
          <span>Name</span>
          <input ref={input} type="text" required maxLength={64} defaultValue={recipe.peek()?.name ?? ""} />
        </label>
        <div class="dialog-buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function importRecipe([file]: readonly File[]): void {
  if (file) void file.text().then((text) => keepAs(file.name.replace(/\.[^.]*$/, ""), text));
}

/** The address with all of the recipe in it, also where the browser that opens it has nothing of it. */
async function copyLink(): Promise<void> {
  const link = new URL(location.href);
  link.hash = `recipe=${await packed(recipeText.peek())}`;
  try {
    await navigator.clipboard.writeText(link.href);
    toast("The link is copied. It holds the whole recipe.");
  } catch {
    toast("The browser does not let this page copy; take the link from the address bar.");
  }
}

/** Which recipe is open, and what can be done with it as a whole. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "../widgets/dialog";
import { toast } from "../widgets/toasts";
import { spaced } from "../widgets/words";
import {
  builtIn,
  builtIns,
  chooseRecipe,
  deleteOwn,
  isEdited,
  isOwn,
  keepAs,
  ownRecipes,
  ownTitle,
  resetRecipe,
} from "./recipes";
import { packed } from "./share";
import { recipe, recipeName, recipeText } from "./state";

export function RecipeHead() {
  const isNaming = useSignal(false);
  const about = builtIn(recipeName.value)?.about;
  return (
    <div class="recipe-head">
      <div class="recipe-choice">
        <label>
          <span class="unseen">Recipe</span>
          <select value={recipeName.value} onChange={({ currentTarget }) => chooseRecipe(currentTarget.value)}>
            {ownRecipes.value.length > 0 && (
              <optgroup label="Yours">
                {ownRecipes.value.map((name) => (
                  <option key={name} value={name}>
                    {ownTitle(name)}
                  </option>
                ))}
              </optgroup>
            )}
            {scenes.map((scene) => (
              <optgroup key={scene} label={spaced(scene)}>
                {builtIns
                  .filter((other) => other.scene === scene)
                  .map(({ name, title }) => (
                    <option key={name} value={name}>
                      {spaced(title)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
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
        <ImportRecipe />
        <button type="button" class="quiet" onClick={exportRecipe}>
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

const scenes = [...new Set(builtIns.map(({ scene }) => scene))];

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

function ImportRecipe() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        Import…
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="Import a recipe"
        accept=".yaml,.yml,.json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void file.text().then((text) => keepAs(file.name.replace(/\.[^.]*$/, ""), text));
          currentTarget.value = "";
        }}
      />
    </>
  );
}

/** Offers the text as a file, through a link that lives for one click. */
function exportRecipe(): void {
  const url = URL.createObjectURL(new Blob([recipeText.peek()], { type: "application/yaml" }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: `${recipe.peek()?.name ?? "recipe"}.yaml` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
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

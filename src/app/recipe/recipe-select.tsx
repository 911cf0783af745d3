/** Chooses a recipe: one of the user's own, or one that comes with a scene. */
import { spaced } from "../widgets/words";
import { builtIns, chooseRecipe, ownRecipes, ownTitle } from "./recipes";
import { recipeName } from "./state";

const scenes = [...new Set(builtIns.map(({ scene }) => scene))];

/** `class` is that of the label's text. */
export function RecipeSelect({ label, class: name = "" }: { label: string; class?: string }) {
  return (
    <label>
      <span class={name}>{label}</span>
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
  );
}

/** Choose a recipe and edit it. */

import { spaced } from "../widgets/words";
import { builtIns, chooseRecipe, isEdited, resetRecipe } from "./recipes";
import { recipeName, recipeProblems, recipeText } from "./state";
import { YamlEditor } from "./yaml-editor";

/** The left panel. */
export function RecipePanel() {
  return (
    <section class="panel recipe" aria-labelledby="recipe-title">
      <h2 id="recipe-title">Recipe</h2>
      {scenes.map((scene) => (
        <RecipeCards key={scene} scene={scene} />
      ))}
      <div class="editor-head">
        <label for="recipe-text">YAML</label>
        {isEdited.value && (
          <span class="edited">
            Edited
            <button type="button" class="quiet" onClick={resetRecipe}>
              Reset
            </button>
          </span>
        )}
      </div>
      <YamlEditor
        id="recipe-text"
        text={recipeText.value}
        problems={recipeProblems.value}
        onText={(text) => {
          recipeText.value = text;
        }}
      />
    </section>
  );
}

const scenes = [...new Set(builtIns.map(({ scene }) => scene))];

function RecipeCards({ scene }: { scene: string }) {
  return (
    <fieldset class="cards">
      <legend>
        Scene <b>{spaced(scene)}</b>
      </legend>
      {builtIns
        .filter((recipe) => recipe.scene === scene)
        .map(({ name, title, about }) => (
          <label key={name} class="card">
            <input
              type="radio"
              name="recipe"
              value={name}
              checked={recipeName.value === name}
              onChange={() => chooseRecipe(name)}
            />
            <span class="card-title">{spaced(title)}</span>
            {about && <span class="card-about">{about}</span>}
          </label>
        ))}
    </fieldset>
  );
}

/** Choose a recipe and edit it, as a form or as YAML. */
import { computed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sceneParameters } from "../../../scenes/parameters";
import { Icon } from "../widgets/icon";
import { isTyping } from "../widgets/typing";
import { type Suggestions, schemaOf, suggestionsAt } from "./completions";
import { RecipeForm } from "./recipe-form";
import { RecipeHead } from "./recipe-head";
import { redo, undo } from "./recipes";
import { SceneCards } from "./scene-cards";
import { history, recipe, recipeProblems, recipeText, recipeView, search } from "./state";
import { YamlEditor } from "./yaml-editor";

/** The left panel. */
export function RecipePanel() {
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <section class="panel recipe" aria-labelledby="recipe-title">
      <h2 id="recipe-title" class="unseen">
        Recipe
      </h2>
      <SceneCards />
      <RecipeHead />
      <Tools />
      {recipeView.value === "form" ? <FormView /> : <YamlView />}
    </section>
  );
}

const views = { form: "Form", yaml: "YAML" } as const;

function Tools() {
  return (
    <div class="recipe-tools">
      <fieldset class="toggles">
        <legend class="unseen">Show the recipe as</legend>
        {(["form", "yaml"] as const).map((view) => (
          <button
            key={view}
            type="button"
            class="toggle"
            aria-pressed={recipeView.value === view}
            onClick={() => (recipeView.value = view)}
          >
            {views[view]}
          </button>
        ))}
      </fieldset>
      {recipeView.value === "form" && (
        <input
          type="search"
          class="search"
          placeholder="Search fields"
          aria-label="Search fields"
          value={search.value}
          onInput={({ currentTarget }) => (search.value = currentTarget.value)}
        />
      )}
      <span class="recipe-history">
        <button
          type="button"
          class="icon ghost"
          aria-label="Undo"
          title="Undo (Ctrl+Z)"
          disabled={history.value.past.length === 0}
          onClick={undo}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="icon ghost"
          aria-label="Redo"
          title="Redo (Ctrl+Shift+Z)"
          disabled={history.value.future.length === 0}
          onClick={redo}
        >
          <Icon name="redo" />
        </button>
      </span>
    </div>
  );
}

function FormView() {
  const [first] = recipeProblems.value;
  return (
    <>
      {first && (
        <div class="failure" role="alert">
          <p>
            The recipe has a mistake{first.line > 0 ? ` in line ${first.line}` : ""}: {first.title}
          </p>
          <button type="button" onClick={() => (recipeView.value = "yaml")}>
            Show it in the YAML
          </button>
        </div>
      )}
      <RecipeForm />
    </>
  );
}

function YamlView() {
  return (
    <YamlEditor
      id="recipe-text"
      label="YAML"
      what="recipe"
      text={recipeText}
      problems={recipeProblems.value}
      onText={takeText}
      onUndo={undo}
      onRedo={redo}
      suggest={suggest}
    />
  );
}

function takeText(text: string): void {
  recipeText.value = text;
}

const schema = computed(() => schemaOf(recipe.value?.scene ?? "", sceneParameters));

function suggest(text: string, offset: number): Suggestions {
  return schema.value ? suggestionsAt(schema.value, text, offset) : { from: offset, found: [] };
}

/** Fields in which somebody types have an undo of their own. */
function onKey(event: KeyboardEvent): void {
  if (isTyping(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}

/** The scenes, each with a picture of it. */
import { computed } from "@preact/signals";
import { spaced } from "../widgets/words";
import { builtIns, chooseRecipe } from "./recipes";
import { recipe } from "./state";

const pictures = import.meta.glob<string>("/scenes/*/card.jpg", { query: "?url", import: "default", eager: true });
const scenes = [...new Set(builtIns.map(({ scene }) => scene))];
const current = computed(() => recipe.value?.scene);

/** Another scene opens the first of its recipes. */
export function SceneCards() {
  return (
    <fieldset class="scene-cards">
      <legend class="unseen">Scene</legend>
      {scenes.map((scene) => (
        <label key={scene} class="scene-card">
          <input
            type="radio"
            name="scene"
            value={scene}
            checked={current.value === scene}
            onChange={() => chooseRecipe(firstOf(scene))}
          />
          <img src={pictures[`/scenes/${scene}/card.jpg`]} alt="" width={160} height={120} />
          <span>{spaced(scene)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A quick one where there is one: a picture should be there soon. */
function firstOf(scene: string): string {
  const own = builtIns.filter((builtIn) => builtIn.scene === scene);
  return (own.find(({ title }) => title === "quick") ?? own[0])?.name ?? "";
}

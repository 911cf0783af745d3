/** The left panel: the recipe that all arms share, what is varied, by which design, and making the datasets. */
import { z } from "zod";
import { designCsv } from "../../lab/experiment-files";
import { experimentSchema, factorLetters } from "../../recipe/experiment";
import { type Suggestions, suggestionsAt } from "../recipe/completions";
import { RecipeSelect } from "../recipe/recipe-select";
import { recipe, recipeFile, recipeProblems, recipeText } from "../recipe/state";
import { YamlEditor } from "../recipe/yaml-editor";
import { workspace } from "../shell/state";
import { FileButton } from "../widgets/file-button";
import { saveText } from "../widgets/save";
import { counted } from "../widgets/words";
import { Ablations, DesignFields } from "./design-fields";
import { importFiles, recipeReference, redo, setValue, takeText, undo } from "./edit";
import { FactorRow } from "./factor-row";
import { fieldOf, firstLevels, variableSections } from "./fields";
import { makeMissing, missingArms } from "./runs";
import { design, experimentProblems, experimentText, experimentView, factors, planned, writtenAt } from "./state";

const views = { form: "Form", yaml: "YAML" } as const;

export function ExperimentForm() {
  return (
    <>
      <Files />
      <fieldset class="toggles experiment-views">
        <legend class="unseen">Show the experiment as</legend>
        {(["form", "yaml"] as const).map((view) => (
          <button
            key={view}
            type="button"
            class="toggle"
            aria-pressed={experimentView.value === view}
            onClick={() => (experimentView.value = view)}
          >
            {views[view]}
          </button>
        ))}
      </fieldset>
      {experimentView.value === "form" ? <Form /> : <Yaml />}
      <Make />
    </>
  );
}

/** To and from the command line. */
function Files() {
  const isBeside = recipeReference.value === recipeFile.value;
  return (
    <div class="recipe-actions">
      <FileButton label="Import an experiment" accept=".yaml,.yml,.json" multiple onFiles={(files) => void importFiles(files)}>
        Import…
      </FileButton>
      <button
        type="button"
        class="quiet"
        title="For the command diorama experiment"
        onClick={() => saveText(`${planned.peek()?.name ?? "experiment"}.yaml`, experimentText.peek())}
      >
        Export
      </button>
      {isBeside && (
        <button
          type="button"
          class="quiet"
          title="The experiment names it as a file beside it"
          onClick={() => saveText(recipeFile.peek(), recipeText.peek())}
        >
          Export its recipe
        </button>
      )}
      {planned.value && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            const arms = planned.peek();
            if (arms) saveText("design.csv", designCsv(arms));
          }}
        >
          Design table
        </button>
      )}
    </div>
  );
}

function Form() {
  const letters = design.value === "fractional" ? factorLetters : "";
  return (
    <div class="experiment-form">
      <RecipeSelect label={`Recipe of all arms, of the scene ${recipe.value?.scene ?? ""}`} />
      <div class="fields">
        <label>
          <span>Name</span>
          <input
            type="text"
            value={String(writtenAt(["name"]) ?? "")}
            onChange={({ currentTarget }) => setValue(["name"], currentTarget.value)}
          />
        </label>
        <label>
          <span>Images of each arm</span>
          <input
            type="number"
            required
            min={1}
            max={1_000_000}
            value={Number(writtenAt(["count"]) ?? recipe.value?.count ?? 1)}
            onChange={({ currentTarget: { validity, valueAsNumber } }) => validity.valid && setValue(["count"], valueAsNumber)}
          />
        </label>
      </div>
      <h3>Factors</h3>
      <ul class="factors" aria-label="Factors">
        {factors.value.map((factor, at) => (
          <FactorRow key={factor.name} factor={factor} letter={letters[at]} />
        ))}
      </ul>
      <AddFactor />
      <DesignFields />
      <h3>Leave a randomisation out</h3>
      <p class="hint">An arm for each, which holds it at its median while all else stays random.</p>
      <Ablations />
      <FormProblems />
    </div>
  );
}

function AddFactor() {
  const taken = new Set(factors.value.map(({ name }) => name));
  return (
    <label>
      <span class="unseen">Add a factor</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          const path = currentTarget.value;
          const field = fieldOf(path);
          currentTarget.value = "";
          if (field) setValue(["factors", path], firstLevels(field));
        }}
      >
        <option value="">Add a factor…</option>
        {variableSections.value.map((section) => (
          <optgroup key={section.name} label={section.title}>
            {section.fields
              .filter(({ path }) => !taken.has(path.join(".")))
              .map((field) => (
                <option key={field.path.join(".")} value={field.path.join(".")}>
                  {field.title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function FormProblems() {
  if (experimentProblems.value.length === 0) return null;
  return (
    <div class="failure" role="alert">
      {experimentProblems.value.map(({ title, details }) => (
        <p key={title}>{[title, ...details.map(([name, value]) => `${name}: ${value}`)].join("\n")}</p>
      ))}
    </div>
  );
}

const schema = z.toJSONSchema(experimentSchema, { io: "input", unrepresentable: "any" });
const suggest = (text: string, offset: number): Suggestions => suggestionsAt(schema, text, offset);

function Yaml() {
  return (
    <YamlEditor
      id="experiment-text"
      label="YAML of the experiment"
      what="experiment"
      text={experimentText}
      problems={experimentProblems.value}
      onText={takeText}
      onUndo={undo}
      onRedo={redo}
      suggest={suggest}
    />
  );
}

function Make() {
  const now = planned.value;
  if (!now) return null;
  const missing = missingArms.value.length;
  const isBad = experimentProblems.value.length > 0 || recipeProblems.value.length > 0;
  const arms = counted(now.arms.length, "arm");
  const images = counted(now.arms.length * now.count, "image");
  return (
    <div class="make-arms">
      <button type="button" class="primary wide-button" disabled={isBad || missing === 0} onClick={() => void makeMissing()}>
        {missing === 0 ? "Every arm has its run" : `Make ${counted(missing, "dataset")}`}
      </button>
      <p class="hint">
        {arms}, {images} in all. Each arm is a run of its own in{" "}
        <button type="button" class="quiet inline" onClick={() => (workspace.value = "generate")}>
          Generate
        </button>
        , with its zip.
      </p>
    </div>
  );
}

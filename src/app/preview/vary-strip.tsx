/** Chooses a factor to vary and shows what it does; a click on a picture takes its value over into the recipe. */
import { computed } from "@preact/signals";
import { sceneParameters } from "../../../scenes/parameters";
import { setField } from "../recipe/edit";
import { given, recipe } from "../recipe/state";
import { withUnit } from "../recipe/titles";
import { spaced } from "../widgets/words";
import { type FactorField, factorFields, valuesToTry } from "./factor-values";
import { strip, type Variant, varied } from "./vary";

const sections = computed(() => {
  const scene = recipe.value?.scene ?? "";
  const parameters = Object.entries(sceneParameters).find(([name]) => name === scene)?.[1];
  return parameters ? factorFields(scene, parameters) : [];
});
const fields = computed(() => sections.value.flatMap((section) => section.fields));
const pathOf = (field: FactorField) => field.path.join(".");

export function VaryStrip() {
  const chosen = fields.value.find((field) => pathOf(field) === varied.value?.path);
  return (
    <section class="vary" aria-label="Vary one factor">
      <label>
        <span>Vary</span>
        <select value={chosen ? pathOf(chosen) : ""} onChange={({ currentTarget }) => vary(currentTarget.value)}>
          <option value="">Nothing; choose a factor to see what it does</option>
          {sections.value.map((section) => (
            <optgroup key={section.name} label={section.title}>
              {section.fields.map((field) => (
                <option key={pathOf(field)} value={pathOf(field)}>
                  {field.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {chosen && (
        <ol class="variants" aria-label={`This image under values of ${chosen.title}`}>
          {strip.value.map((variant) => (
            <li key={variant.value}>
              <VariantButton variant={variant} field={chosen} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function vary(path: string): void {
  const field = fields.peek().find((candidate) => pathOf(candidate) === path);
  varied.value = field && { path, values: valuesToTry(field, given.peek()) };
}

function VariantButton({ variant: { value, url, problem }, field }: { variant: Variant; field: FactorField }) {
  const text = typeof value === "string" ? spaced(value) : withUnit(value, field.kind === "number" ? field : { unit: "" });
  const { width, height } = recipe.value?.image ?? { width: 4, height: 3 };
  return (
    <button
      type="button"
      class={url === undefined && problem === undefined ? "variant waiting" : "variant"}
      style={{ "--aspect": String(width / height) }}
      title={problem ?? `Write ${text} into the recipe`}
      onClick={() => setField(field.path, value)}
    >
      {url === undefined ? (
        <span class="variant-picture">{problem && "–"}</span>
      ) : (
        <img class="variant-picture" src={url} alt="" />
      )}
      <span>{text}</span>
    </button>
  );
}

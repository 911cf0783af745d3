/** The recipe as a form: sections of fields that can be searched. */
import { computed } from "@preact/signals";
import { sceneParameters } from "../../../scenes/parameters";
import { Icon } from "../widgets/icon";
import { FieldRow } from "./field-row";
import { type Section, sectionsOf } from "./fields";
import { valueIn } from "./recipe-edit";
import { given, openSections, recipe, search } from "./state";

const scene = computed(() => recipe.value?.scene ?? "");

const sections = computed((): readonly Section[] => {
  const parameters = Object.entries(sceneParameters).find(([name]) => name === scene.value)?.[1];
  return parameters ? sectionsOf(scene.value, parameters) : [];
});

export function RecipeForm() {
  const found = search.value === "" ? sections.value : searched(sections.value, search.value);
  return (
    <div class="form">
      {found.map((section) => (
        <FormSection key={`${scene.value} ${section.name}`} section={section} />
      ))}
      {found.length === 0 && <p class="hint form-nothing">No field is called “{search.value}”.</p>}
    </div>
  );
}

/** Fields that say all of the words somewhere, in their sections. */
function searched(sections: readonly Section[], words: string): readonly Section[] {
  const wanted = words.toLowerCase().split(/\s+/);
  return sections
    .map((section) => ({
      ...section,
      fields: section.fields.filter(({ title, description, path }) => {
        const text = `${section.title} ${title} ${path.join(".")} ${description}`.toLowerCase();
        return wanted.every((word) => text.includes(word));
      }),
    }))
    .filter(({ fields }) => fields.length > 0);
}

function FormSection({ section }: { section: Section }) {
  const { name, title, description, fields } = section;
  const isOpen = search.value !== "" || openSections.value.includes(name);
  const changes = fields.filter(({ path }) => valueIn(given.value, path) !== undefined).length;
  return (
    <section class="form-section">
      <h3>
        <button
          type="button"
          class="section-line"
          aria-expanded={isOpen}
          title={description}
          onClick={() => {
            openSections.value = isOpen ? openSections.value.filter((other) => other !== name) : [...openSections.value, name];
          }}
        >
          <Icon name={isOpen ? "down" : "on"} />
          <span>{title}</span>
          {changes > 0 && (
            <span class="count" title={`${changes} of ${fields.length} given in this recipe`}>
              {changes}
            </span>
          )}
        </button>
      </h3>
      {isOpen && (
        <ul class="fields-list">
          {fields.map((field) => (
            <FieldRow key={field.path.join(".")} field={field} />
          ))}
        </ul>
      )}
    </section>
  );
}

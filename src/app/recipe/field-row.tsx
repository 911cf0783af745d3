/** A field of the form: a line that says its value, which opens into an editor. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Icon } from "../widgets/icon";
import { spaced } from "../widgets/words";
import { clearField, setField } from "./edit";
import type { Field } from "./fields";
import { NameEditor, NamesEditor, TextEditor, weightsOf, YamlEditor } from "./name-editors";
import { filledIn, quantityOf, summary } from "./quantities";
import { QuantityEditor } from "./quantity-editor";
import { QuantityPlot } from "./quantity-plot";
import { valueIn } from "./recipe-edit";
import { given } from "./state";
import { unitSymbol } from "./titles";

export function FieldRow({ field }: { field: Field }) {
  const isOpen = useSignal(false);
  const editor = useId();
  const own = valueIn(given.value, field.path);
  const value = own ?? field.usual;
  return (
    <li class={own === undefined ? "field" : "field given"}>
      {field.kind === "flag" ? (
        <label class="field-line">
          <span class="field-title">{field.title}</span>
          <input type="checkbox" checked={value === true} onChange={() => setField(field.path, value !== true)} />
        </label>
      ) : (
        <button
          type="button"
          class="field-line"
          aria-expanded={isOpen.value}
          aria-controls={editor}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          <span class="field-title">{field.title}</span>
          <Said field={field} value={value} />
          <Icon name={isOpen.value ? "down" : "on"} />
        </button>
      )}
      {(isOpen.value || field.kind === "flag") && (
        <div class="field-editor" id={editor}>
          {field.description && <p class="hint">{field.description}</p>}
          <Editor field={field} value={value} />
          {own !== undefined && (
            <button type="button" class="quiet" onClick={() => clearField(field.path)}>
              {field.usual === undefined ? "Leave it open" : "Back to the default"}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

/** The value in a few words, with a plot of what is drawn. */
function Said({ field, value }: { field: Field; value: unknown }) {
  if (field.kind === "number") {
    const quantity = quantityOf(value);
    if (quantity === undefined) return <span class="field-value open">open</span>;
    return (
      <>
        {field.isDistributed && <QuantityPlot value={filledIn(quantity, field)} field={field} width={56} height={16} />}
        <span class="field-value">
          {summary(quantity)} <small>{unitSymbol(field.unit)}</small>
        </span>
      </>
    );
  }
  const text = words(field, value);
  return (
    <span class={text === "" ? "field-value open" : "field-value"} title={text}>
      {text || "open"}
    </span>
  );
}

function words(field: Field, value: unknown): string {
  if (value === undefined) return "";
  if (field.kind === "name") {
    const names = [...weightsOf(value, field.names).keys()].map(spaced);
    return names.length > 2 ? `${names.length} kinds` : names.join(" or ");
  }
  if (Array.isArray(value)) return value.length > 3 ? `${value.length} chosen` : value.map(String).join(", ");
  return typeof value === "object"
    ? JSON.stringify(value)
        .replaceAll(/["{}]/g, "")
        .replaceAll(/([:,])/g, "$1 ")
    : String(value);
}

function Editor({ field, value }: { field: Field; value: unknown }) {
  const onValue = (next: unknown) => setField(field.path, next);
  switch (field.kind) {
    case "number":
      return <QuantityEditor field={field} value={quantityOf(value) ?? field.min} onValue={onValue} />;
    case "name":
      return <NameEditor field={field} value={value} onValue={onValue} />;
    case "names":
      return <NamesEditor field={field} value={value} onValue={onValue} />;
    case "text":
      return <TextEditor field={field} value={value} onValue={onValue} />;
    case "yaml":
      return <YamlEditor field={field} value={value} onValue={onValue} />;
    case "flag":
      return null;
  }
}

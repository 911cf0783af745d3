/** Editors of fields that are no numbers. */
import { stringify } from "yaml";
import { toast } from "../widgets/toasts";
import { spaced } from "../widgets/words";
import type { NameField, NamesField, TextField, YamlField } from "./fields";
import { valuesIn } from "./recipe-edit";

type Props<F> = { readonly field: F; readonly value: unknown; readonly onValue: (value: unknown) => void };

/** One name: from a list. */
export function NameEditor({ field, value, onValue }: Props<NameField>) {
  const weights = weightsOf(value, field.names);
  const isDrawn = typeof value === "object" && value !== null;
  return (
    <div class="names">
      {field.isDistributed && (
        <label class="quantity-kind">
          <span class="unseen">Kind of {field.title}</span>
          <select
            value={isDrawn ? "choice" : "constant"}
            onChange={({ currentTarget }) =>
              onValue(currentTarget.value === "choice" ? { choice: field.names } : (mostLikely(weights) ?? field.names[0]))
            }
          >
            <option value="constant">Constant</option>
            <option value="choice">Choice</option>
          </select>
          <span class="hint">{isDrawn ? "drawn anew for every image" : "the same in every image"}</span>
        </label>
      )}
      {isDrawn ? (
        <Weights field={field} weights={weights} onValue={onValue} />
      ) : (
        <label>
          <span class="unseen">{field.title}</span>
          <select value={String(value ?? "")} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
            {value === undefined && <option value="">left open</option>}
            {field.names.map((name) => (
              <option key={name} value={name}>
                {spaced(name)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

type WeightsProps = {
  readonly field: NameField;
  readonly weights: ReadonlyMap<string, number>;
  readonly onValue: (value: unknown) => void;
};

const mostWeight = 10;

/** How often each name is drawn; 0 for never. */
function Weights({ field, weights, onValue }: WeightsProps) {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const set = (name: string, weight: number) => {
    const all = field.names.map((other) => [other, other === name ? weight : (weights.get(other) ?? 0)] as const);
    const drawn = all.filter(([, share]) => share > 0);
    if (drawn.length === 0) return;
    const choice = drawn.map(([other]) => other);
    const shares = drawn.map(([, share]) => share);
    onValue(shares.every((share) => share === shares[0]) ? { choice } : { choice, weights: shares });
  };
  return (
    <ul class="weights" aria-label={`Weights of ${field.title}`}>
      {field.names.map((name) => {
        const weight = weights.get(name) ?? 0;
        return (
          <li key={name}>
            <label>
              <span>{spaced(name)}</span>
              <input
                type="range"
                class="slider"
                min={0}
                max={Math.max(mostWeight, weight)}
                step={0.5}
                value={weight}
                aria-valuetext={percent(weight / total)}
                onInput={({ currentTarget }) => set(name, currentTarget.valueAsNumber)}
              />
              <output>{percent(weight / total)}</output>
            </label>
          </li>
        );
      })}
    </ul>
  );
}

/** Names with their weights in a value: one name, or `{ choice, weights }`. */
export function weightsOf(value: unknown, names: readonly string[]): ReadonlyMap<string, number> {
  if (typeof value === "string") return new Map([[value, 1]]);
  if (typeof value !== "object" || value === null || !("choice" in value) || !Array.isArray(value.choice)) return new Map();
  const weights: readonly unknown[] = "weights" in value && Array.isArray(value.weights) ? value.weights : [];
  const all = value.choice.map((name, at) => [String(name), typeof weights[at] === "number" ? weights[at] : 1] as const);
  return new Map(all.filter(([name]) => names.includes(name)));
}

function mostLikely(weights: ReadonlyMap<string, number>): string | undefined {
  return [...weights].reduce<readonly [string, number] | undefined>(
    (best, entry) => (best && best[1] >= entry[1] ? best : entry),
    undefined,
  )?.[0];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Some of a few names; where the field asks for one at least, the recipe says so. */
export function NamesEditor({ field, value, onValue }: Props<NamesField>) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <fieldset class="checks">
      <legend class="unseen">{field.title}</legend>
      {field.names.map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={() => onValue(field.names.filter((other) => chosen.includes(other) !== (other === name)))}
          />
          <span>{spaced(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A line of text. */
export function TextEditor({ field, value, onValue }: Props<TextField>) {
  return (
    <label>
      <span class="unseen">{field.title}</span>
      <input
        type="text"
        value={typeof value === "string" ? value : ""}
        pattern={field.pattern}
        onChange={({ currentTarget }) => {
          if (currentTarget.validity.valid) onValue(currentTarget.value);
          else currentTarget.reportValidity();
        }}
      />
    </label>
  );
}

/** A value in YAML. */
export function YamlEditor({ field, value, onValue }: Props<YamlField>) {
  return (
    <label>
      <span class="unseen">{field.title}</span>
      <input
        type="text"
        class="yaml"
        spellcheck={false}
        value={value === undefined ? "" : stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()}
        onChange={({ currentTarget }) => {
          const read = valuesIn(currentTarget.value);
          if (read === undefined) toast(`${field.title}: this is no YAML.`);
          else onValue(read);
        }}
      />
    </label>
  );
}

/** Edits a number: constant, or drawn anew for every image from a distribution. */
import type { QuantityInput } from "../../recipe/quantity";
import { RangeSlider, Slider } from "../widgets/range-slider";
import type { NumberField } from "./fields";
import { asKind, endsOf, filledIn, kindOf, type QuantityKind, quantityKinds } from "./quantities";
import { QuantityPlot } from "./quantity-plot";
import { shareOf, valueAtShare } from "./scale";
import { unitSymbol, withUnit } from "./titles";

type Props = { readonly field: NumberField; readonly value: QuantityInput; readonly onValue: (value: QuantityInput) => void };

/** Kind, plot, slider and numbers. */
export function QuantityEditor({ field, value, onValue }: Props) {
  const full = filledIn(value, field);
  const kind = kindOf(value) ?? "constant";
  return (
    <div class="quantity">
      {field.isDistributed && (
        <label class="quantity-kind">
          <span class="unseen">Kind of {field.title}</span>
          <select
            value={kind}
            onChange={({ currentTarget }) => onValue(asKind(full, currentTarget.value as QuantityKind, field))}
          >
            {Object.entries(quantityKinds).map(([name, title]) => (
              <option key={name} value={name} disabled={name === "log-uniform" && field.max <= 0}>
                {title}
              </option>
            ))}
          </select>
          <span class="hint">{kind === "constant" ? "the same in every image" : "drawn anew for every image"}</span>
        </label>
      )}
      {kind !== "constant" && <QuantityPlot value={full} field={field} width={300} height={44} />}
      <Sliders field={field} value={full} onValue={onValue} />
      <Numbers field={field} value={full} onValue={onValue} />
      <p class="quantity-range hint">
        <span>{withUnit(field.min, field)}</span>
        <span>{withUnit(field.max, field)}</span>
      </p>
    </div>
  );
}

function Sliders({ field, value, onValue }: Props) {
  if (typeof value === "object" && "choice" in value) return null;
  const full = filledIn(value, field);
  const [low, high] = endsOf(full);
  if (typeof value === "number") {
    return (
      <Slider
        label={field.title}
        share={shareOf(value, field)}
        text={withUnit(value, field)}
        onShare={(share) => onValue(valueAtShare(share, field))}
      />
    );
  }
  return (
    <RangeSlider
      label={field.title}
      shares={[shareOf(low, field), shareOf(high, field)]}
      texts={[withUnit(low, field), withUnit(high, field)]}
      onShares={(from, to) => onValue(withEnds(value, valueAtShare(from, field), valueAtShare(to, field), field))}
    />
  );
}

/** The same distribution between other ends; a mean that is left outside moves inside. */
function withEnds(value: QuantityInput, low: number, high: number, field: NumberField): QuantityInput {
  if (typeof value !== "object" || "choice" in value) return value;
  if ("uniform" in value) return { uniform: [low, high] };
  if ("log-uniform" in value) {
    const least = field.isWhole ? 1 : high / 1e6;
    return { "log-uniform": [Math.max(low, Math.min(least, high)), high] };
  }
  return { normal: { ...value.normal, mean: Math.min(high, Math.max(low, value.normal.mean)), min: low, max: high } };
}

function Numbers({ field, value, onValue }: Props) {
  if (typeof value === "number") return <NumberInput field={field} label="Value" value={value} onNumber={onValue} />;
  if ("choice" in value) return <ChoiceNumbers field={field} value={value} onValue={onValue} />;
  if ("normal" in value) {
    const { normal } = value;
    const set = (change: Partial<typeof normal>) => onValue({ normal: { ...normal, ...change } });
    return (
      <div class="quantity-numbers">
        <NumberInput field={field} label="Mean" value={normal.mean} onNumber={(mean) => set({ mean })} />
        <NumberInput
          field={{ ...field, min: 0 }}
          label="Spread (sd)"
          value={normal.sd}
          onNumber={(sd) => sd > 0 && set({ sd })}
        />
        <NumberInput field={field} label="Lowest" value={normal.min ?? field.min} onNumber={(min) => set({ min })} />
        <NumberInput field={field} label="Highest" value={normal.max ?? field.max} onNumber={(max) => set({ max })} />
      </div>
    );
  }
  const kind = "uniform" in value ? "uniform" : "log-uniform";
  const [low, high] = endsOf(filledIn(value, field));
  const set = (from: number, to: number) => onValue(kind === "uniform" ? { uniform: [from, to] } : { "log-uniform": [from, to] });
  return (
    <div class="quantity-numbers">
      <NumberInput field={field} label="Lowest" value={low} onNumber={(from) => set(from, Math.max(from, high))} />
      <NumberInput field={field} label="Highest" value={high} onNumber={(to) => set(Math.min(low, to), to)} />
    </div>
  );
}

type Choice = Extract<QuantityInput, { choice: unknown }>;

/** Values with their weights; the last one stays. */
function ChoiceNumbers({ field, value, onValue }: Props & { readonly value: Choice }) {
  const weights = value.choice.map((_, at) => value.weights?.[at] ?? 1);
  const take = (items: readonly number[], shares: readonly number[]) =>
    onValue(shares.every((share) => share === 1) ? { choice: items } : { choice: items, weights: shares });
  return (
    <ul class="choices" aria-label={`Values of ${field.title}`}>
      {value.choice.map((item, at) => (
        <li key={at}>
          <NumberInput
            field={field}
            label={`Value ${at + 1}`}
            value={item}
            onNumber={(number) => take(value.choice.with(at, number), weights)}
          />
          <NumberInput
            field={{ ...field, min: 0, max: 1000, unit: "", isWhole: false }}
            label={`Weight ${at + 1}`}
            value={weights[at] ?? 1}
            onNumber={(number) => take(value.choice, weights.with(at, number))}
          />
          <button
            type="button"
            class="quiet"
            aria-label={`Remove value ${at + 1} of ${field.title}`}
            disabled={value.choice.length === 1}
            onClick={() => take(value.choice.toSpliced(at, 1), weights.toSpliced(at, 1))}
          >
            Remove
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="quiet" onClick={() => take([...value.choice, value.choice.at(-1) ?? 0], [...weights, 1])}>
          Add a value
        </button>
      </li>
    </ul>
  );
}

type NumberInputProps = {
  readonly field: NumberField;
  readonly label: string;
  readonly value: number;
  readonly onNumber: (value: number) => void;
};

function NumberInput({ field, label, value, onNumber }: NumberInputProps) {
  return (
    <label class="number">
      <span>{label}</span>
      <input
        type="number"
        required
        min={field.min}
        max={field.max}
        step={field.isWhole ? 1 : "any"}
        value={value}
        onChange={({ currentTarget }) => {
          if (currentTarget.validity.valid) onNumber(currentTarget.valueAsNumber);
        }}
      />
      <span class="unit">{unitSymbol(field.unit)}</span>
    </label>
  );
}

/** One factor with its levels: numbers, names to switch, or what only the YAML can say. */
import type { FactorField } from "../preview/factor-values";
import type { NameField, NumberField } from "../recipe/fields";
import { unitSymbol } from "../recipe/titles";
import { Icon } from "../widgets/icon";
import { spaced } from "../widgets/words";
import { clearValue, setValue } from "./edit";
import { factorTitle, fieldOf } from "./fields";
import type { WrittenFactor } from "./state";

type Props = {
  readonly factor: WrittenFactor;
  /** Of a fractional design. */
  readonly letter?: string | undefined;
};

export function FactorRow({ factor: { name, levels }, letter }: Props) {
  const title = factorTitle(name);
  return (
    <li class="factor">
      <div class="factor-head">
        {letter !== undefined && <b class="letter">{letter}</b>}
        <h4>{title}</h4>
        <button
          type="button"
          class="icon ghost"
          aria-label={`Remove the factor ${title}`}
          title="Remove"
          onClick={() => clearValue(["factors", name])}
        >
          <Icon name="remove" />
        </button>
      </div>
      <Levels title={title} field={fieldOf(name)} levels={levels} onLevels={(next) => setValue(["factors", name], next)} />
    </li>
  );
}

type LevelsProps<F> = {
  readonly title: string;
  readonly field: F;
  readonly levels: readonly unknown[];
  readonly onLevels: (levels: readonly unknown[]) => void;
};

function Levels({ field, ...props }: LevelsProps<FactorField | undefined>) {
  const { levels } = props;
  if (field?.kind === "number" && levels.every((level) => typeof level === "number"))
    return <NumberLevels {...props} field={field} levels={levels} />;
  if (field?.kind === "name" && levels.every((level) => typeof level === "string"))
    return <NameLevels {...props} field={field} />;
  return <OtherLevels levels={levels} />;
}

type NumberLevelsProps = Omit<LevelsProps<NumberField>, "levels"> & { readonly levels: readonly number[] };

function NumberLevels({ title, field, levels, onLevels }: NumberLevelsProps) {
  return (
    <fieldset class="levels" aria-label={`Levels of ${title}`}>
      {levels.map((level, at) => (
        <span key={at} class="level">
          <input
            type="number"
            required
            aria-label={`Level ${at + 1} of ${title}`}
            min={field.min}
            max={field.max}
            step={field.isWhole ? 1 : "any"}
            value={level}
            onChange={({ currentTarget: { valueAsNumber } }) =>
              Number.isFinite(valueAsNumber) && onLevels(levels.with(at, valueAsNumber))
            }
          />
          {levels.length > 2 && (
            <button
              type="button"
              class="icon ghost"
              aria-label={`Remove level ${at + 1} of ${title}`}
              onClick={() => onLevels(levels.toSpliced(at, 1))}
            >
              <Icon name="remove" />
            </button>
          )}
        </span>
      ))}
      <span class="hint">{unitSymbol(field.unit)}</span>
      <button type="button" class="quiet" onClick={() => onLevels([...levels, nextLevel(levels, field)])}>
        Add level
      </button>
    </fieldset>
  );
}

/** As far on as the last two are apart; in the middle of the widest gap where that leads out of what the field allows. */
function nextLevel(levels: readonly number[], { min, max, isWhole }: NumberField): number {
  const [before = min, last = max] = levels.slice(-2);
  const next = last + (last - before);
  if (next >= min && next <= max && !levels.includes(next)) return Number(next.toPrecision(6));
  const sorted = levels.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((to, at) => [sorted[at] ?? min, to] as const);
  const [low, high] = gaps.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? [min, max];
  const middle = (low + high) / 2;
  return isWhole ? Math.round(middle) : Number(middle.toPrecision(6));
}

function NameLevels({ title, field, levels, onLevels }: LevelsProps<NameField>) {
  return (
    <fieldset class="levels" aria-label={`Levels of ${title}`}>
      {field.names.map((name) => {
        const isLevel = levels.includes(name);
        return (
          <button
            key={name}
            type="button"
            class="toggle name-level"
            aria-pressed={isLevel}
            onClick={() => onLevels(isLevel ? levels.filter((level) => level !== name) : [...levels, name])}
          >
            {spaced(name)}
          </button>
        );
      })}
    </fieldset>
  );
}

/** Levels that set several fields, or distributions. */
function OtherLevels({ levels }: { levels: readonly unknown[] }) {
  return (
    <>
      <ul class="other-levels">
        {levels.map((level, at) => (
          <li key={at}>
            {typeof level === "object" && level !== null && "name" in level ? (
              <>
                <b>{String(level.name)}</b> {JSON.stringify("set" in level ? level.set : "value" in level ? level.value : "")}
              </>
            ) : (
              <b>{String(level)}</b>
            )}
          </li>
        ))}
      </ul>
      <p class="hint">Levels of this kind are changed in the YAML.</p>
    </>
  );
}

/** Which levels stand together, and which randomisations are left out. */

import { randomFactors } from "../../plan/experiment";
import { factorLetters } from "../../recipe/experiment";
import { recipe } from "../recipe/state";
import { plainTitle } from "../recipe/titles";
import { Choice } from "../widgets/choices";
import { clearValue, setValue } from "./edit";
import { ablations, type DesignName, design, designs, factors, generators, planned } from "./state";

export function DesignFields() {
  return (
    <>
      <Choice title="Design" value={design.value} names={designs} onValue={(name) => chooseDesign(name as DesignName)} />
      {design.value === "fractional" && <Generators />}
    </>
  );
}

function chooseDesign(name: DesignName): void {
  setValue(["design"], name === "fractional" ? { fractional: [usualGenerator(factors.peek().length)] } : name);
}

/** The last factor is the product of all others: the fraction that confounds least. */
function usualGenerator(many: number): string {
  const last = Math.max(many, 3) - 1;
  return `${factorLetters[last]} = ${factorLetters.slice(0, last)}`;
}

function Generators() {
  const { confounding } = planned.value ?? {};
  return (
    <>
      <label>
        <span>Generators</span>
        <input
          type="text"
          value={generators.value.join(", ")}
          onChange={({ currentTarget }) =>
            setValue(["design"], {
              fractional: currentTarget.value
                .split(",")
                .map((text) => text.trim())
                .filter(Boolean),
            })
          }
        />
      </label>
      <p class="hint">
        {confounding
          ? `Resolution ${confounding.resolution}: I = ${confounding.definingRelation.join(" = ")}. ${clarity(confounding.resolution)}`
          : "Letters are the factors in their order; each generator makes one of them a product of others, as in D = ABC."}
      </p>
    </>
  );
}

function clarity(resolution: number): string {
  if (resolution <= 3) return "Factors cannot be told from pairs of others.";
  return resolution === 4
    ? "Factors are clear of pairs; pairs look like other pairs."
    : "Factors and pairs are clear of each other.";
}

/** "Scene", "Camera · Field of view": as in the recipe's form. */
function groupTitle(path: string): string {
  const [group = "", ...rest] = path.split(".");
  return [group === "parameters" ? "Scene" : plainTitle(group), ...rest.map(plainTitle)].join(" · ");
}

/** Groups of what the recipe leaves to chance, to hold one at a time. */
export function Ablations() {
  const now = ablations.value;
  const base = recipe.value;
  if (!base) return null;
  const groups = [...new Set(randomFactors(base).map(({ group }) => group as string))];
  const listed = now === "all" ? [] : now;
  const all = [...groups, ...listed.filter((name) => !groups.includes(name))];
  if (all.length === 0 && now !== "all")
    return <p class="hint">The recipe leaves nothing to chance by itself: give a field of it a distribution first.</p>;
  const write = (names: readonly string[]) => (names.length > 0 ? setValue(["ablations"], names) : clearValue(["ablations"]));
  return (
    <fieldset class="levels" aria-label="Randomisations to leave out">
      {all.map((name) => (
        <button
          key={name}
          type="button"
          class="toggle name-level"
          aria-pressed={listed.includes(name)}
          onClick={() => write(listed.includes(name) ? listed.filter((other) => other !== name) : [...listed, name])}
        >
          {groupTitle(name)}
        </button>
      ))}
      <button
        type="button"
        class="toggle name-level"
        aria-pressed={now === "all"}
        onClick={() => (now === "all" ? clearValue(["ablations"]) : setValue(["ablations"], "all"))}
      >
        Every single one
      </button>
    </fieldset>
  );
}

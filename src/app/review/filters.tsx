/** What to look for among the images of a run, with how many have it. */
import { runs } from "../generate/state";
import { plainNumber, spaced } from "../widgets/words";
import { type Facet, facetCounts, isFiltered, measures, noFilter, switched } from "./filter";
import { chooseRun, currentRun, filter, review, rows } from "./state";

const facets: Record<Facet, string> = {
  judged: "Judged",
  classes: "Class",
  sizes: "Size",
  occlusions: "Occlusion",
  weathers: "Weather",
  lights: "Light",
  splits: "Split",
};

/** Which run is on show. */
export function RunChoice() {
  return (
    <label class="run-choice">
      <span>Run</span>
      <select value={currentRun.value?.id} onChange={({ currentTarget }) => chooseRun(currentTarget.value)}>
        {runs.value.toReversed().map(({ id, recipe }) => (
          <option key={id} value={id}>
            {recipe.name} ({Number.parseInt(id, 10)})
          </option>
        ))}
      </select>
    </label>
  );
}

export function Filters() {
  const now = filter.value;
  const opinionOn = (index: number) => review.value.review[index] ?? {};
  return (
    <section class="panel filters" aria-label="Filters">
      <RunChoice />
      {isFiltered(now) && (
        <button type="button" onClick={() => (filter.value = noFilter)}>
          Show all
        </button>
      )}
      {now.spans.map(({ of, within: [from, to] }) => (
        <p key={of} class="hint">
          {measures[of].title}: {plainNumber(from)} to {plainNumber(to)} {measures[of].unit}
        </p>
      ))}
      {(Object.keys(facets) as Facet[]).map((facet) => {
        const values = facetCounts(rows.value, now, facet, opinionOn);
        if (values.length === 0) return null;
        return (
          <fieldset key={facet} class="facet">
            <legend>{facets[facet]}</legend>
            {values.map(({ name, images }) => (
              <label key={name} class="check">
                <input
                  type="checkbox"
                  checked={(now[facet] as readonly string[]).includes(name)}
                  onChange={() => (filter.value = switched(now, facet, name))}
                />
                <span class="facet-name">{spaced(name)}</span>
                <small class="facet-count">{images}</small>
              </label>
            ))}
          </fieldset>
        );
      })}
    </section>
  );
}

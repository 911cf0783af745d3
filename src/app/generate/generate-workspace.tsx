/** The workspace in which a recipe becomes a dataset: a form on the left, all runs on the right. */

import { recipe } from "../recipe/state";
import { fileSize } from "../widgets/words";
import { EmptyRuns } from "./empty-runs";
import { GenerateForm } from "./generate-form";
import { RunCard } from "./run-card";
import { runs, runsNotice, storage } from "./state";

export function GenerateWorkspace() {
  return (
    <>
      <section class="panel generate-panel" aria-labelledby="generate-title">
        <h2 id="generate-title">
          Dataset <small>{recipe.value?.name}</small>
        </h2>
        <GenerateForm />
      </section>
      <section class="runs" aria-labelledby="runs-title">
        <div class="runs-head">
          <h2 id="runs-title">Runs</h2>
          <Storage />
        </div>
        {runsNotice.value && (
          <p class="runs-notice" role="status">
            {runsNotice.value}
          </p>
        )}
        {runs.value.length === 0 ? (
          <EmptyRuns />
        ) : (
          <ul aria-label="Runs">
            {runs.value.toReversed().map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Storage() {
  const now = storage.value;
  if (!now) return null;
  return (
    <p class="hint storage">
      <meter min={0} max={now.most} value={now.used} high={0.9 * now.most} aria-label="Browser storage in use" />
      {fileSize(now.used)} of {fileSize(now.most)} browser storage
    </p>
  );
}

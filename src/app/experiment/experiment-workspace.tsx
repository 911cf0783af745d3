/** The workspace in which one recipe becomes several datasets that differ in chosen factors only: the design on the left, its arms on the right. */
import { Arms } from "./arms";
import { ExperimentForm } from "./experiment-form";
import { experimentProblems, planned } from "./state";

export function ExperimentWorkspace() {
  return (
    <>
      <section class="panel experiment-panel" aria-labelledby="experiment-title">
        <h2 id="experiment-title">
          Experiment <small>{planned.value?.name}</small>
        </h2>
        <ExperimentForm />
      </section>
      <section class="arms" aria-label="Arms">
        {planned.value ? (
          <Arms experiment={planned.value} />
        ) : (
          experimentProblems.value.length > 0 && <p class="hint">The arms come here when the mistake is mended.</p>
        )}
      </section>
    </>
  );
}

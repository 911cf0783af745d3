/** The finished images of a run: filters on the left, a virtual gallery on the right, judged with keys. */
import { useSignal } from "@preact/signals";
import { extendRun } from "../generate/run";
import { totalOf } from "../runs/record";
import { EmptyState } from "../widgets/empty-state";
import { counted } from "../widgets/words";
import { Filters } from "./filters";
import { Gallery } from "./gallery";
import { keys, useKeys } from "./keys";
import { Large } from "./large";
import { Note } from "./note";
import { replacementsWanted, verdictCounts } from "./review";
import { currentRun, isLarge, review, selected, shownRows } from "./state";

export function ReviewWorkspace() {
  const columns = useSignal(4);
  useKeys(columns);
  const run = currentRun.value;
  if (!run)
    return (
      <EmptyState title="No run yet" way="generate">
        The images of a run will be here to look through, one by one or all at once.
      </EmptyState>
    );
  const total = totalOf(run);
  const counts = verdictCounts(review.value.review, total);
  const missing = run.state === "made" ? replacementsWanted(review.value.review, run.recipe.count, total) : 0;
  return (
    <>
      <Filters />
      <section class="review-main" aria-label="Gallery">
        <div class="review-bar">
          <p role="status">
            {shownRows.value.length} of {counted(total, "image")} shown · {counts.accepted} accepted · {counts.rejected} rejected
            · {counts.flagged} flagged
          </p>
          {missing > 0 && (
            <button type="button" onClick={() => void extendRun(run.id, missing)}>
              Replace {counted(missing, "rejected image")}
            </button>
          )}
        </div>
        <Gallery run={run} columns={columns} />
        {selected.value !== undefined && !isLarge.value && <Note index={selected.value} />}
        <p class="review-keys">
          {Object.entries(keys).map(([key, { title }]) => (
            <span key={key}>
              <kbd>{key}</kbd> {title}
            </span>
          ))}
        </p>
        <Large run={run} />
      </section>
    </>
  );
}

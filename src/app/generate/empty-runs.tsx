/** What the list of runs says while there is none. */
import { Contents } from "./contents";

export function EmptyRuns() {
  return (
    <div class="empty-runs">
      <p>
        <b>No run yet.</b> Finished images are kept in this browser as they are made: a run goes on where it stopped when the tab
        is closed, reloaded or crashes.
      </p>
      <Contents />
    </div>
  );
}

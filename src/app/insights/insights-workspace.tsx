/** What a run has in it, in numbers. */
import { EmptyState } from "../widgets/empty-state";

export function InsightsWorkspace() {
  return (
    <EmptyState title="No run yet" way="generate">
      The classes, sizes and conditions of a run will be counted here.
    </EmptyState>
  );
}

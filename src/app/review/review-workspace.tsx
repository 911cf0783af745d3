/** The finished images, to look through and to judge. */
import { EmptyState } from "../widgets/empty-state";

export function ReviewWorkspace() {
  return (
    <EmptyState title="No run yet" way="generate">
      The images of a run will be here to look through, one by one or all at once.
    </EmptyState>
  );
}

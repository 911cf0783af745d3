/** What to say when a run stops: what happened, what is safe, what to do. */
import { counted } from "../widgets/words";

type Told = { readonly name?: unknown; readonly message?: unknown };

const reasons: Readonly<Record<string, string>> = {
  QuotaExceededError: "The browser's storage for this page is full. Delete runs that you no longer need, or free some disk space",
  GpuError:
    "The graphics device was lost or stopped answering, three times in a row. Close other pages that use it, or take fewer workers",
  NotAllowedError: "The browser does not allow writing there any more. Choose the folder again",
  NotFoundError: "A file or folder of the run is gone; somebody may have cleared the data of this page",
  SecurityError: "This browser keeps no files for this page, as in a private window. Use an ordinary window",
  NoModificationAllowedError: "Another tab has a file of this run open. Close the other tab",
};

/** A sentence or two for an error of a run with so many finished images. */
export function failureText(error: unknown, kept: number): string {
  const { name, message } = typeof error === "object" && error !== null ? (error as Told) : { message: error };
  const known = typeof name === "string" ? reasons[name] : undefined;
  const detail = String(message ?? "for no known reason");
  const safe =
    kept > 0 ? ` ${counted(kept, "finished image")} ${kept === 1 ? "is" : "are"} kept: Resume goes on from there.` : "";
  if (name === "RecipeError") return detail;
  if (known === undefined) return `${sentence(detail)}${safe}`;
  return `${known}.${safe}${name === "GpuError" ? ` (${detail})` : ""}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What to say of a run that was made by other versions or files than those here. */
export function otherFacts(names: readonly string[], kept: number): string {
  return (
    `${counted(kept, "finished image")} ${kept === 1 ? "was" : "were"} made with other ${names.join(", ")} than this page has now, so that the rest would not ` +
    "match. What is there can be looked at and written; to have all, generate again."
  );
}

/** The picture of one index, with its labels, and what there is to know about it. */

import { duration } from "../widgets/words";
import { Facts } from "./facts";
import { IndexStepper } from "./index-stepper";
import { Picture } from "./picture";
import { retryPreview } from "./preview";
import { type OverlayName, overlays, preview, type Shown, shown } from "./state";

const toggles = { boxes: "Boxes", masks: "Masks", semantic: "Classes", depth: "Depth" } satisfies Record<OverlayName, string>;

/** The panel in the middle. */
export function PreviewPanel() {
  return (
    <section class="panel preview" aria-labelledby="preview-title">
      <h2 id="preview-title" class="unseen">
        Preview
      </h2>
      <div class="toolbar">
        <IndexStepper />
        <OverlayToggles />
      </div>
      <Picture />
      <Status />
      <Facts />
    </section>
  );
}

function OverlayToggles() {
  return (
    <fieldset class="toggles">
      <legend class="unseen">Overlays</legend>
      {Object.entries(toggles).map(([name, title]) => (
        <Toggle key={name} name={name as OverlayName} title={title} />
      ))}
    </fieldset>
  );
}

function Toggle({ name, title }: { name: OverlayName; title: string }) {
  const on = overlays.value[name];
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={on}
      onClick={() => {
        overlays.value = { ...overlays.value, [name]: !on };
      }}
    >
      {title}
    </button>
  );
}

function Status() {
  const now = preview.value;
  if (now.is === "failed") {
    return (
      <div class="failure" role="alert">
        <p>{now.problem}</p>
        {now.canRetry && (
          <button type="button" onClick={retryPreview}>
            Try again
          </button>
        )}
      </div>
    );
  }
  return (
    <p class="status" role="status">
      {progress(now.is, shown.value)}
    </p>
  );
}

function progress(is: "rendering" | "refining" | "ready", now: Shown | undefined): string {
  if (is === "rendering" || !now) return "Rendering…";
  const { sample, seconds } = now;
  return is === "refining"
    ? `Draft of image ${sample.index} in ${duration(seconds)}, refining…`
    : `Image ${sample.index} in ${duration(seconds)}`;
}

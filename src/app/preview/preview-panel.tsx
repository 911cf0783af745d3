/** The picture of one index, with its labels, and what there is to know about it. */

import { duration } from "../widgets/words";
import { ColourKeys } from "./colour-keys";
import { Compare } from "./compare";
import { Facts } from "./facts";
import { IndexStepper } from "./index-stepper";
import { Inspector } from "./inspector";
import { Layers } from "./layers";
import { Picture } from "./picture";
import { retryPreview } from "./preview";
import { preview, type Shown, shown } from "./state";
import { VaryStrip } from "./vary-strip";

/** The panel in the middle. */
export function PreviewPanel() {
  return (
    <section class="panel preview" aria-labelledby="preview-title">
      <h2 id="preview-title" class="unseen">
        Preview
      </h2>
      <div class="toolbar">
        <IndexStepper />
        <Compare />
        <Layers />
      </div>
      <Picture />
      <ColourKeys />
      <Status />
      <VaryStrip />
      <Inspector />
      <Facts />
    </section>
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

function progress(is: "rendering" | "sketched" | "refining" | "ready", now: Shown | undefined): string {
  if (is === "rendering" || !now) return "Rendering…";
  if (is === "sketched") return "Sketch: materials are on their way…";
  const { sample, seconds } = now;
  return is === "refining"
    ? `Draft of image ${sample.index} in ${duration(seconds)}, refining…`
    : `Image ${sample.index} in ${duration(seconds)}`;
}

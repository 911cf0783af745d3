/** The files of a run that were written last: links to its zips, which the browser streams from its storage, or the name of a folder. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { rejectedKey } from "../review/review";
import { review } from "../review/state";
import type { Exported, Part, RunRecord } from "../runs/record";
import { totalOf } from "../runs/record";
import { readPart, unlessGone } from "../runs/store";
import { counted, fileSize } from "../widgets/words";

export function Downloads({ run, exported }: { run: RunRecord; exported: Exported }) {
  const judged = review.value;
  const isOld = judged.id === run.id && rejectedKey(judged.review, totalOf(run)) !== exported.rejected;
  return (
    <div class="exported">
      {exported.folder !== undefined && <p>The files are in the folder {exported.folder}.</p>}
      <ul class="downloads" aria-label="Files">
        {exported.parts.map((part) => (
          <Download key={part.name} id={run.id} part={part} />
        ))}
      </ul>
      {exported.rejected !== "[]" && (
        <p class="hint">{counted(exported.images, "image")} in it; rejected ones are listed in its card.</p>
      )}
      {isOld && <p class="hint">Images were judged since these files were written. Write them again to have it so.</p>}
    </div>
  );
}

function Download({ id, part: { name, bytes } }: { id: string; part: Part }) {
  const url = useSignal<string | undefined>(undefined);
  const isGone = useSignal(false);
  useEffect(() => {
    let isOver = false;
    void unlessGone(readPart(id, name), undefined).then((file) => {
      if (isOver) return;
      if (file) url.value = URL.createObjectURL(file);
      else isGone.value = true;
    });
    return () => {
      isOver = true;
      if (url.peek()) URL.revokeObjectURL(url.peek() ?? "");
    };
  }, [id, name, bytes]);
  return (
    <li>
      {url.value && (
        <a class="button primary" href={url.value} download={name}>
          Download
        </a>
      )}
      <span class="file">
        {name} <small>{isGone.value ? "no longer in the browser's storage; write it again" : fileSize(bytes)}</small>
      </span>
    </li>
  );
}

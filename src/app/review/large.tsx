/** One image of the gallery, large: what was thought of it is said here with buttons or with the gallery's keys. */
import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { usualOpacities, usualOverlays } from "../draw/overlay";
import { shapes } from "../draw/shapes";
import { Toggles } from "../preview/layers";
import type { RunRecord } from "../runs/record";
import { Icon } from "../widgets/icon";
import { counted, spaced } from "../widgets/words";
import { flag, judge, step } from "./keys";
import { LargePicture } from "./large-picture";
import { Note } from "./note";
import { isLarge, review, rows, selected, shownRows } from "./state";

const names = Object.keys(shapes) as (keyof typeof shapes)[];

const on = signal(usualOverlays);
const opacities = computed(() =>
  Object.fromEntries(names.flatMap((name) => (on.value[name] ? [[name, usualOpacities[name]]] : []))),
);

/** The browser's own dialog: it keeps the focus inside and closes with Escape. */
export function Large({ run }: { run: RunRecord }) {
  const index = selected.value;
  const row = rows.value.find((one) => one.index === index);
  if (!isLarge.value || index === undefined || !row) return null;
  return (
    <OpenImage
      run={run}
      index={index}
      facts={`${spaced(row.weather)} · ${row.light} · ${row.split} · ${counted(row.objects.length, "object")}`}
    />
  );
}

function OpenImage({ run, index, facts }: { run: RunRecord; index: number; facts: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const at = shownRows.value.findIndex((one) => one.index === index);
  const last = shownRows.value.length - 1;
  return (
    <dialog ref={dialog} class="large" aria-label={`Image ${index}`} onClose={() => (isLarge.value = false)}>
      <div class="large-head">
        <button
          type="button"
          class="icon"
          aria-label="Previous image"
          title="Previous (k, ←)"
          disabled={at <= 0}
          onClick={() => step(-1)}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          class="icon"
          aria-label="Next image"
          title="Next (j, →)"
          disabled={at < 0 || at >= last}
          onClick={() => step(1)}
        >
          <Icon name="on" />
        </button>
        <h2>Image {index}</h2>
        <p class="hint" role="status">
          {at >= 0 ? `${at + 1} of ${last + 1} · ` : "no longer among those shown · "}
          {facts}
        </p>
        <button type="button" class="ghost" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <LargePicture id={run.id} index={index} opacities={opacities.value} />
      <div class="large-foot">
        <Verdict index={index} />
        <Toggles names={names} on={on} />
        <Note index={index} />
      </div>
    </dialog>
  );
}

function Verdict({ index }: { index: number }) {
  const { verdict, flagged = false } = review.value.review[index] ?? {};
  return (
    <fieldset class="verdict">
      <legend class="unseen">Verdict</legend>
      <button type="button" class="accept" title="a" aria-pressed={verdict === "accepted"} onClick={() => judge("accepted")}>
        ✓ Accept
      </button>
      <button type="button" class="reject" title="r" aria-pressed={verdict === "rejected"} onClick={() => judge("rejected")}>
        ✕ Reject
      </button>
      <button type="button" class="flag" title="f" aria-pressed={flagged} onClick={flag}>
        ⚑ Flag
      </button>
    </fieldset>
  );
}

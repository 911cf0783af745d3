/** One run in the list: how far it is, what can be done with it, its files. */
import { useSignal } from "@preact/signals";
import { openRun } from "../review/state";
import type { Progress } from "../runs/make";
import { type RunRecord, totalOf } from "../runs/record";
import { counted, duration, fileSize } from "../widgets/words";
import { Downloads } from "./downloads";
import { pickFolder } from "./folder";
import { cancelRun, pauseRun, removeRun, resumeRun, writeRun } from "./run";
import { continued, elsewhere, type Live, live } from "./state";
import { Strip } from "./strip";

export function RunCard({ run }: { run: RunRecord }) {
  const now = live.value?.id === run.id ? live.value : undefined;
  const isElsewhere = elsewhere.value.has(run.id);
  const total = totalOf(run);
  const done = now?.progress?.done ?? run.kept;
  const { width, height, quality } = run.recipe.image;
  return (
    <li class={`run-card ${run.state}`} aria-label={`Run ${run.id}`}>
      <div class="run-title">
        <h3>{run.recipe.name}</h3>
        <span class="chip">{isElsewhere ? "in another tab" : stateName(run, now)}</span>
        <p class="hint">
          {run.recipe.scene} · {counted(total, "image")} of {width} × {height}, {quality} · {when(run.createdAt)}
          {run.bytes > 0 && ` · ${fileSize(now?.progress?.bytes ?? run.bytes)}`}
        </p>
      </div>
      <Bar run={run} now={now} done={done} total={total} />
      <p role="status" class="run-status">
        {statusOf(run, now, done, total)}
      </p>
      {now?.progress && now.is === "making" && <Workers progress={now.progress} />}
      {run.problem !== undefined && run.state === "failed" && (
        <div class="failure" role="alert">
          <p>{run.problem}</p>
        </div>
      )}
      {run.leftOut.map((problem) => (
        <p key={problem} class="left-out">
          {problem}
        </p>
      ))}
      {continued.value.has(run.id) && run.state !== "made" && (
        <p class="hint">The page was closed or reloaded while this run was at work; it went on with what was kept.</p>
      )}
      <Actions run={run} now={now} />
      {done > 0 && <Strip run={run} done={done} />}
      {run.exported && !now && <Downloads run={run} exported={run.exported} />}
    </li>
  );
}

type BarProps = { readonly run: RunRecord; readonly now: Live | undefined; readonly done: number; readonly total: number };

function Bar({ run, now, done, total }: BarProps) {
  if (run.state === "made" && now?.is !== "writing") return null;
  const [value, max] = now?.writing ? [now.writing.done, now.writing.total] : [done, total];
  return <progress max={max} value={value} aria-label={now?.is === "writing" ? "Images written" : "Images made"} />;
}

function stateName({ state }: RunRecord, now: Live | undefined): string {
  if (now?.is === "writing") return "writing files";
  if (now?.is === "stopping") return "stopping";
  return { waiting: "waiting", running: "running", paused: "paused", made: "done", failed: "stopped" }[state];
}

function statusOf(run: RunRecord, now: Live | undefined, done: number, total: number): string {
  if (now?.is === "writing") return `Writing the files: ${now.writing?.done ?? 0} of ${now.writing?.total ?? total}…`;
  if (run.state === "made") return `${counted(total, "image")} made.`;
  if (run.state === "waiting") return done > 0 ? `Waiting; ${done} of ${total} are kept.` : "Waiting for its turn.";
  if (run.state === "paused") return `Paused. ${done} of ${total} are kept.`;
  if (run.state === "failed") return `Stopped after ${counted(done, "image")}.`;
  const rate = now?.progress?.rate;
  if (!rate)
    return done > 0 ? `${done} of ${total} are kept; starting the workers…` : `Starting, ${counted(total, "image")} to go…`;
  return `${done} of ${total} · ${speed(rate.imagesPerSecond)} · ${duration(rate.secondsLeft)} left`;
}

function speed(imagesPerSecond: number): string {
  return imagesPerSecond < 1 ? `${duration(1 / imagesPerSecond)} an image` : `${imagesPerSecond.toFixed(1)} images/s`;
}

function when(createdAt: number): string {
  return new Date(createdAt).toLocaleString("en", {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

function Workers({ progress: { workers } }: { progress: Progress }) {
  const memory = heapBytes();
  return (
    <ul class="workers" aria-label="Workers">
      {workers.map((worker, at) => (
        <li key={at} class={worker.is}>
          <b>{at + 1}</b> {worker.image === undefined ? worker.is : `image ${worker.image}`}
        </li>
      ))}
      {memory !== undefined && <li class="memory">{fileSize(memory)} memory of the page</li>}
    </ul>
  );
}

/** Bytes in use by the page's scripts, where the browser says (https://developer.mozilla.org/docs/Web/API/Performance/memory). */
function heapBytes(): number | undefined {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory?.usedJSHeapSize;
}

/** More finished images than this are not deleted without a question. */
const MANY = 50;

function Actions({ run, now }: { run: RunRecord; now: Live | undefined }) {
  const asks = useSignal(false);
  const { id, state } = run;
  const isBusy = now?.is === "writing" || now?.is === "stopping";
  const isOpenEnded = state === "running" || state === "waiting" || (state === "paused" && now !== undefined);
  if (elsewhere.value.has(id))
    return (
      <button type="button" onClick={() => void resumeRun(id)}>
        Take over
      </button>
    );
  if (asks.value)
    return (
      <fieldset class="run-actions" aria-label="Delete this run?">
        <p>Delete the run with {counted(now?.progress?.done ?? run.kept, "image")}?</p>
        <button type="button" class="danger" onClick={() => void (now ? cancelRun(id) : removeRun(id))}>
          Delete
        </button>
        <button type="button" onClick={() => (asks.value = false)}>
          Keep
        </button>
      </fieldset>
    );
  return (
    <div class="run-actions">
      {state === "running" && (
        <button type="button" disabled={isBusy} onClick={() => void pauseRun(id)}>
          Pause
        </button>
      )}
      {(state === "paused" || state === "failed") && (
        <button type="button" disabled={isBusy} onClick={() => void resumeRun(id)}>
          Resume
        </button>
      )}
      {run.kept > 0 && (
        <>
          <button type="button" onClick={() => openRun(id, "review")}>
            Review
          </button>
          <button type="button" onClick={() => openRun(id, "insights")}>
            Insights
          </button>
        </>
      )}
      {run.kept > 0 && !isOpenEnded && !live.value && (
        <>
          <button type="button" onClick={() => void writeRun(id)}>
            {run.exported ? "Write zip again" : "Write zip"}
          </button>
          {pickFolder && (
            <button type="button" onClick={() => void toFolder(id)}>
              Write to folder…
            </button>
          )}
        </>
      )}
      {isOpenEnded ? (
        <button
          type="button"
          disabled={isBusy}
          onClick={() => {
            if (run.kept > MANY) asks.value = true;
            else void cancelRun(id);
          }}
        >
          Cancel
        </button>
      ) : (
        <button type="button" class="ghost" disabled={isBusy} onClick={() => (asks.value = true)}>
          Delete…
        </button>
      )}
    </div>
  );
}

async function toFolder(id: string): Promise<void> {
  const place = await pickFolder?.().catch(() => undefined);
  if (place) await writeRun(id, place);
}

/** Make a dataset: how many images, how it goes, and the files at the end. */
import { useSignal } from "@preact/signals";
import { formats } from "../../dataset/formats";
import { formatNames, type Recipe } from "../../recipe/schema";
import { index } from "../preview/state";
import { recipe, recipeProblems } from "../recipe/state";
import { adapter } from "../shell/state";
import { ClassList } from "../widgets/class-list";
import { totalOf } from "../widgets/counts";
import { counted, duration, fileSize } from "../widgets/words";
import { Contents } from "./contents";
import { pickFolder } from "./folder";
import { cancelRun, forgetRun, startRun } from "./run";
import { isRunning, type Part, type Run, run, type Thumbnail } from "./state";

/** The right panel. */
export function GeneratePanel() {
  return (
    <section class="panel generate" aria-labelledby="generate-title">
      <h2 id="generate-title">Dataset</h2>
      <GenerateForm />
      {run.value ? <RunView run={run.value} /> : <Contents />}
    </section>
  );
}

const mostWorkers = 16;

function GenerateForm() {
  const chosenCount = useSignal<number | undefined>(undefined);
  const chosenWorkers = useSignal<number | undefined>(undefined);
  const chosenFormats = useSignal<Recipe["formats"] | undefined>(undefined);
  const asFiles = useSignal(false);
  const count = chosenCount.value ?? recipe.value?.count ?? 24;
  const workers = chosenWorkers.value ?? usualWorkers();
  const wanted = recipe.value;
  const formats = chosenFormats.value ?? wanted?.formats ?? ["coco"];
  const isBad = recipeProblems.value.length > 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) void start({ ...wanted, count, formats }, workers, asFiles.value);
      }}
    >
      <div class="fields">
        <NumberField label="Images" value={count} max={1_000_000} onValue={(value) => (chosenCount.value = value)} />
        <NumberField label="Workers" value={workers} max={mostWorkers} onValue={(value) => (chosenWorkers.value = value)} />
      </div>
      <FormatBoxes chosen={formats} onChosen={(chosen) => (chosenFormats.value = chosen)} />
      {pickFolder && (
        <label class="check">
          <input
            type="checkbox"
            checked={asFiles.value}
            disabled={isRunning.value}
            onChange={(event) => (asFiles.value = event.currentTarget.checked)}
          />
          <span>Write plain files into a folder</span>
        </label>
      )}
      {isRunning.value ? (
        // Keyed: a button that turned into the other one during its click would submit the form.
        <button key="cancel" type="button" class="wide-button" onClick={cancelRun}>
          Cancel
        </button>
      ) : (
        <button key="generate" type="submit" class="primary wide-button" disabled={!wanted || isBad}>
          Generate {counted(count, "image")}
        </button>
      )}
      {isBad && <p class="hint">The recipe has a mistake in it; correct it first.</p>}
    </form>
  );
}

/** Asks for a folder first where plain files are wanted. Whoever closes that question wants nothing. */
async function start(recipe: Recipe, workers: number, asFiles: boolean): Promise<void> {
  const place = asFiles ? await pickFolder?.().catch(() => undefined) : undefined;
  if (asFiles && !place) return;
  await startRun({ recipe, workers, place });
}

type FormatBoxesProps = {
  readonly chosen: Recipe["formats"];
  readonly onChosen: (formats: Recipe["formats"]) => void;
};

/** Which formats to write; one at least. */
function FormatBoxes({ chosen, onChosen }: FormatBoxesProps) {
  return (
    <details class="formats">
      <summary>
        Formats <b>{chosen.map((name) => formats[name].title).join(", ")}</b>
      </summary>
      <fieldset aria-label="Formats" disabled={isRunning.value}>
        {formatNames.map((name) => {
          const isChosen = chosen.includes(name);
          return (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isChosen && chosen.length === 1}
                onChange={() => onChosen(formatNames.filter((other) => chosen.includes(other) !== (other === name)))}
              />
              <span>{formats[name].title}</span>
            </label>
          );
        })}
      </fieldset>
    </details>
  );
}

/** A software adapter keeps every core busy from one worker; a graphics card is faster than one worker can encode. */
function usualWorkers(): number {
  if (adapter.value?.software) return 1;
  return Math.min(4, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onValue: (value: number) => void;
};

function NumberField({ label, value, max, onValue }: NumberFieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        required
        min={1}
        max={max}
        step={1}
        value={value}
        disabled={isRunning.value}
        onInput={(event) => {
          if (event.currentTarget.validity.valid) onValue(event.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}

function RunView({ run }: { run: Run }) {
  return (
    <div class="run">
      <progress max={run.total} value={run.done} aria-label="Images made" />
      <div class="run-head">
        <p role="status">{sentence(run)}</p>
        {run.is !== "running" && (
          <button type="button" class="quiet" onClick={forgetRun}>
            Clear
          </button>
        )}
      </div>
      {run.is === "failed" && (
        <div class="failure" role="alert">
          <p>{run.problem}</p>
        </div>
      )}
      {run.leftOut.map((problem) => (
        <p key={problem} class="left-out">
          {problem}
        </p>
      ))}
      {run.folder !== undefined && <p>The files are in the folder {run.folder}.</p>}
      {run.parts.length > 0 && <Downloads parts={run.parts} />}
      {run.thumbnails.length > 0 && <Thumbnails thumbnails={run.thumbnails} />}
      {run.instances.length > 0 && (
        <>
          <h3>{counted(totalOf(run.instances), "labelled object")}</h3>
          <ClassList counts={run.instances} label="Labelled objects by class" />
        </>
      )}
    </div>
  );
}

function sentence({ is, done, total, imagesPerSecond, secondsLeft }: Run): string {
  if (is === "done") return `${counted(total, "image")} made.`;
  if (is === "cancelled") return `Cancelled after ${counted(done, "image")}; nothing was kept.`;
  if (is === "failed") return `Stopped after ${counted(done, "image")}.`;
  if (imagesPerSecond === undefined || secondsLeft === undefined) return `Starting, ${counted(total, "image")} to go…`;
  if (done === total) return "Finishing the files…";
  return `${done} of ${total} · ${speed(imagesPerSecond)} · ${duration(secondsLeft)} left`;
}

function speed(imagesPerSecond: number): string {
  return imagesPerSecond < 1 ? `${duration(1 / imagesPerSecond)} an image` : `${imagesPerSecond.toFixed(1)} images/s`;
}

function Downloads({ parts }: { parts: readonly Part[] }) {
  return (
    <ul class="downloads" aria-label="Files">
      {parts.map(({ name, url, bytes }) => (
        <li key={name}>
          <a class="button primary" href={url} download={name}>
            Download
          </a>
          <span class="file">
            {name} <small>{fileSize(bytes)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Thumbnails({ thumbnails }: { thumbnails: readonly Thumbnail[] }) {
  return (
    <ul class="thumbnails" aria-label="Last images">
      {thumbnails.map((thumbnail) => (
        <li key={thumbnail.index}>
          <button type="button" title={`Show image ${thumbnail.index}`} onClick={() => (index.value = thumbnail.index)}>
            <img src={thumbnail.url} alt={`Number ${thumbnail.index} with its masks`} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What to make of the recipe on show: how many, in which splits and formats, with which labels, and where to. */
import type { ComponentChildren } from "preact";
import { formats } from "../../dataset/formats";
import { labelKinds } from "../../recipe/labels";
import { formatNames, type Recipe } from "../../recipe/schema";
import { recipeProblems } from "../recipe/state";
import type { Destination } from "../runs/record";
import { counted } from "../widgets/words";
import { pickFolder } from "./folder";
import { changes, chosenWorkers, destination, imagesPerSplit, wanted, workers } from "./form";
import { canNotify, isRefused, notifies, switchNotification } from "./notify";
import { startRuns } from "./run";

const MOST_WORKERS = 16;

const labelTitles = {
  neighbours: "What covers what",
  "oriented-box": "Oriented boxes",
  "box-3d": "3D boxes",
  pose: "Poses",
  keypoints: "Keypoints",
  distance: "Distances",
  amodal: "Amodal: hidden parts, occlusion, truncation",
} as const satisfies Record<(typeof labelKinds)[number], string>;

const destinations = {
  zip: ["Zip to download", "Streamed from this browser's storage when it is done"],
  folder: ["Plain files in a folder", "Asks for a folder now, writes when all images are there"],
  browser: ["Stay in this browser", "Look first; write files later"],
} as const satisfies Record<Destination, readonly [title: string, text: string]>;

export function GenerateForm() {
  const now = wanted.value;
  const isBad = recipeProblems.value.length > 0;
  if (!now) return null;
  const splitCounts = imagesPerSplit(now);
  return (
    <form
      class="generate-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start(now);
      }}
    >
      <div class="fields">
        <NumberField label="Images" value={now.count} max={1_000_000} onValue={(count) => change({ count })} />
        <NumberField
          label="Workers"
          value={workers.value}
          max={MOST_WORKERS}
          onValue={(value) => (chosenWorkers.value = value)}
        />
      </div>
      <Group title="Splits" summary={[...splitCounts].map(([name, images]) => `${images} ${name}`).join(", ")}>
        {Object.entries(now.splits).map(([name, share]) => (
          <label key={name} class="split-row">
            <span>{name}</span>
            <input
              type="number"
              min={0.01}
              step="any"
              required
              value={share}
              aria-label={`Share of ${name}`}
              onInput={({ currentTarget: { validity, valueAsNumber } }) =>
                validity.valid && change({ splits: { ...now.splits, [name]: valueAsNumber } })
              }
            />
            <small>{counted(splitCounts.get(name) ?? 0, "image")}</small>
          </label>
        ))}
        <p class="hint">Shares on any scale. Other names are written in the recipe.</p>
      </Group>
      <Group title="Formats" summary={now.formats.map((name) => formats[name].title).join(", ")} isOpen>
        <Boxes
          names={formatNames}
          titleOf={(name) => formats[name].title}
          chosen={now.formats}
          atLeastOne
          onChosen={(chosen) => change({ formats: chosen })}
        />
      </Group>
      <Group
        title="Labels"
        summary={["boxes, masks", ...now.labels.include.map((name) => labelTitles[name].split(":")[0] ?? name)].join(", ")}
      >
        <Boxes
          names={labelKinds}
          titleOf={(name) => labelTitles[name]}
          chosen={now.labels.include}
          onChosen={(include) => change({ include })}
        />
      </Group>
      <fieldset class="destinations">
        <legend>Destination</legend>
        {(Object.keys(destinations) as Destination[])
          .filter((name) => name !== "folder" || pickFolder)
          .map((name) => (
            <label key={name} class="destination">
              <input
                type="radio"
                name="destination"
                checked={destination.value === name}
                onChange={() => (destination.value = name)}
              />
              <span>
                {destinations[name][0]}
                <small>{destinations[name][1]}</small>
              </span>
            </label>
          ))}
      </fieldset>
      <button type="submit" class="primary wide-button" disabled={isBad}>
        Generate {counted(now.count, "image")}
      </button>
      {isBad && <p class="hint">The recipe has a mistake in it; correct it first.</p>}
      {canNotify && (
        <label class="check">
          <input
            type="checkbox"
            checked={notifies.value}
            onChange={({ currentTarget }) => void switchNotification(currentTarget.checked)}
          />
          <span>Notify me on the desktop at the end</span>
        </label>
      )}
      {isRefused.value && <p class="hint">This browser does not let the page notify you; its site settings can.</p>}
    </form>
  );
}

function change(change: Partial<typeof changes.value>): void {
  changes.value = { ...changes.peek(), ...change };
}

/** Asks for a folder first where plain files are wanted. Whoever closes that question wants nothing. */
async function start(recipe: Recipe): Promise<void> {
  const to = destination.peek();
  const place = to === "folder" ? await pickFolder?.().catch(() => undefined) : undefined;
  if (to === "folder" && !place) return;
  await startRuns([{ recipe, workers: workers.peek(), destination: to }], place);
}

type GroupProps = {
  readonly title: string;
  readonly summary: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
};

function Group({ title, summary, isOpen = false, children }: GroupProps) {
  return (
    <details class="group" open={isOpen}>
      <summary>
        {title} <b>{summary}</b>
      </summary>
      <fieldset aria-label={title}>{children}</fieldset>
    </details>
  );
}

type BoxesProps<T extends string> = {
  readonly names: readonly T[];
  readonly titleOf: (name: T) => string;
  readonly chosen: readonly T[];
  readonly atLeastOne?: boolean;
  readonly onChosen: (chosen: T[]) => void;
};

function Boxes<T extends string>({ names, titleOf, chosen, atLeastOne = false, onChosen }: BoxesProps<T>) {
  return (
    <div class="boxes">
      {names.map((name) => {
        const isChosen = chosen.includes(name);
        return (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={atLeastOne && isChosen && chosen.length === 1}
              onChange={() => onChosen(names.filter((other) => chosen.includes(other) !== (other === name)))}
            />
            <span>{titleOf(name)}</span>
          </label>
        );
      })}
    </div>
  );
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
        onInput={({ currentTarget: { validity, valueAsNumber } }) => validity.valid && onValue(valueAsNumber)}
      />
    </label>
  );
}

/** Which image is on show: one back, one on, any number, or a random one. The arrow keys step too. */
import { useEffect } from "preact/hooks";
import { Icon } from "../widgets/icon";
import { wholeNumber } from "../widgets/words";
import { index } from "./state";

/** Random picks stay below this, to keep numbers short. */
const randomBelow = 10_000;

export function IndexStepper() {
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div class="stepper">
      <button
        type="button"
        class="icon"
        aria-label="Previous image"
        title="Previous image (←)"
        disabled={index.value === 0}
        onClick={() => step(-1)}
      >
        <Icon name="back" />
      </button>
      <label>
        <span>Image</span>
        <input
          type="number"
          min={0}
          step={1}
          value={index.value}
          onInput={(event) => {
            index.value = wholeNumber(event.currentTarget.value) ?? index.value;
          }}
        />
      </label>
      <button type="button" class="icon" aria-label="Next image" title="Next image (→)" onClick={() => step(1)}>
        <Icon name="on" />
      </button>
      <button type="button" class="icon" aria-label="Random image" title="Random image" onClick={pickAny}>
        <Icon name="random" />
      </button>
    </div>
  );
}

function onKey(event: KeyboardEvent): void {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowLeft") step(-1);
  if (event.key === "ArrowRight") step(1);
}

function step(by: number): void {
  index.value = Math.max(0, index.value + by);
}

function pickAny(): void {
  index.value = Math.floor(Math.random() * randomBelow);
}

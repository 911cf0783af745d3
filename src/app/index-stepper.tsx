/** Which image is on show: one back, one on, any number, or a random one. The arrow keys step too. */
import { useEffect } from "preact/hooks";
import { wholeNumber } from "./recipes";
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
        <Icon path="M10 3 5 8l5 5" />
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
        <Icon path="m6 3 5 5-5 5" />
      </button>
      <button type="button" class="icon" aria-label="Random image" title="Random image" onClick={pickAny}>
        <Icon path="M2 4.5h2.2c1 0 1.9.5 2.5 1.3l2.6 4.4c.6.8 1.5 1.3 2.5 1.3H14m-2-2 2 2-2 2M2 11.5h2.2c1 0 1.9-.5 2.5-1.3m2.6-4.4c.6-.8 1.5-1.3 2.5-1.3H14m-2-2 2 2-2 2" />
      </button>
    </div>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
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

/** Which image is on show: one back, one on, any number, or a random one. The arrow keys step too. */
import { Icon } from "../widgets/icon";
import { wholeNumber } from "../widgets/words";
import { useKeys } from "./keys";
import { index } from "./state";

/** Random picks stay below this, to keep numbers short. */
const randomBelow = 10_000;

const keys = { ArrowLeft: () => step(-1), ArrowRight: () => step(1) };

export function IndexStepper() {
  useKeys(keys);
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

function step(by: number): void {
  index.value = Math.max(0, index.value + by);
}

function pickAny(): void {
  index.value = Math.floor(Math.random() * randomBelow);
}

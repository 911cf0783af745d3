/** Buttons and keys (+, -, 0) for the zoom; the wheel and dragging work on the picture itself. */
import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { useKeys } from "./keys";
import { type View, wholeView, zoomedAt } from "./view";

const step = 1.5;
const middle = [0.5, 0.5] as const;

function actionsOn(view: Signal<View>) {
  const by = (factor: number) => () => {
    view.value = zoomedAt(view.value, factor, middle);
  };
  const reset = () => {
    view.value = wholeView;
  };
  return { "+": by(step), "=": by(step), "-": by(1 / step), "0": reset };
}

export function Zoom({ view }: { view: Signal<View> }) {
  const actions = useMemo(() => actionsOn(view), [view]);
  useKeys(actions);
  const { zoom } = view.value;
  return (
    <div class="zoom">
      <button type="button" class="icon" aria-label="Zoom out" title="Zoom out (-)" disabled={zoom === 1} onClick={actions["-"]}>
        −
      </button>
      {zoom > 1 && (
        <button type="button" title="Show the whole image (0)" aria-label="Show the whole image" onClick={actions["0"]}>
          {zoom.toFixed(zoom < 10 ? 1 : 0)}×
        </button>
      )}
      <button type="button" class="icon" aria-label="Zoom in" title="Zoom in (+)" onClick={actions["+"]}>
        +
      </button>
    </div>
  );
}

/** Buttons and keys (+, -, 0) for the zoom; the wheel and dragging work on the picture itself. */
import { useKeys } from "./keys";
import { view } from "./state";
import { wholeView, zoomedAt } from "./view";

const step = 1.5;
const middle = [0.5, 0.5] as const;

const zoomIn = () => zoomBy(step);
const zoomOut = () => zoomBy(1 / step);
const keys = { "+": zoomIn, "=": zoomIn, "-": zoomOut, "0": reset };

export function Zoom() {
  useKeys(keys);
  const { zoom } = view.value;
  return (
    <div class="zoom">
      <button type="button" class="icon" aria-label="Zoom out" title="Zoom out (-)" disabled={zoom === 1} onClick={zoomOut}>
        −
      </button>
      {zoom > 1 && (
        <button type="button" title="Show the whole image (0)" aria-label="Show the whole image" onClick={reset}>
          {zoom.toFixed(zoom < 10 ? 1 : 0)}×
        </button>
      )}
      <button type="button" class="icon" aria-label="Zoom in" title="Zoom in (+)" onClick={zoomIn}>
        +
      </button>
    </div>
  );
}

function zoomBy(factor: number): void {
  view.value = zoomedAt(view.value, factor, middle);
}

function reset(): void {
  view.value = wholeView;
}

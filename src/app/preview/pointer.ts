/** What the pointer does on the picture: the wheel zooms, dragging moves, hovering and clicking find objects. */
import type { Signal } from "@preact/signals";
import { dragged, type View, zoomedAt } from "./view";

/** A hand that clicks may move by so many CSS pixels. */
const clickSlack = 4;

type Shares = readonly [x: number, y: number];

/** What happens at a place, in shares of the panel's width and height. */
type At = {
  /** The pointer is there, or nowhere: it is gone, or drags. */
  readonly onHover: (at: Shares | undefined) => void;
  readonly onClick?: (at: Shares) => void;
};

/** Listeners for the canvas on which a view is shown; one press at a time. */
export function pointerListeners(view: Signal<View>, { onHover, onClick }: At) {
  let press: { readonly from: Shares; last: Shares; isDrag: boolean } | undefined;
  return {
    onWheel(event: WheelEvent & { currentTarget: Element }) {
      const zoomed = zoomedAt(view.peek(), Math.exp(-event.deltaY / wheelPixels), sharesOf(event));
      // At either end the page scrolls.
      if (zoomed.zoom === view.peek().zoom) return;
      event.preventDefault();
      view.value = zoomed;
    },
    onPointerDown(event: PointerEvent & { currentTarget: Element }) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press = { from: sharesOf(event), last: sharesOf(event), isDrag: false };
    },
    onPointerMove(event: PointerEvent & { currentTarget: Element }) {
      const at = sharesOf(event);
      if (!press) return onHover(at);
      press.isDrag ||= distanceBetween(press.from, at, event.currentTarget) > clickSlack;
      if (!press.isDrag) return;
      onHover(undefined);
      view.value = dragged(view.peek(), [at[0] - press.last[0], at[1] - press.last[1]]);
      press.last = at;
    },
    onPointerUp(event: PointerEvent & { currentTarget: Element }) {
      if (press && !press.isDrag) onClick?.(sharesOf(event));
      press = undefined;
    },
    onPointerCancel() {
      press = undefined;
    },
    onPointerLeave() {
      onHover(undefined);
    },
  };
}

/** The wheel goes so far to zoom by e. */
const wheelPixels = 300;

function sharesOf(event: MouseEvent & { currentTarget: Element }): Shares {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}

function distanceBetween(from: Shares, to: Shares, element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return Math.hypot((to[0] - from[0]) * width, (to[1] - from[1]) * height);
}

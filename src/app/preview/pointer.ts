/** What the pointer does on the picture: the wheel zooms, dragging moves, hovering and clicking find objects. */
import { instanceAt } from "./hit";
import { hovered, inspected, pointer, shown, view } from "./state";
import { dragged, imagePoint, zoomedAt } from "./view";

/** A hand that clicks may move by so many CSS pixels. */
const clickSlack = 4;

type Shares = readonly [x: number, y: number];

/** Listeners for the canvas; one press at a time. */
export function pointerListeners() {
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
      if (!press) return hover(at);
      press.isDrag ||= distanceBetween(press.from, at, event.currentTarget) > clickSlack;
      if (!press.isDrag) return;
      hovered.value = undefined;
      view.value = dragged(view.peek(), [at[0] - press.last[0], at[1] - press.last[1]]);
      press.last = at;
    },
    onPointerUp(event: PointerEvent & { currentTarget: Element }) {
      if (press && !press.isDrag) inspected.value = found(sharesOf(event));
      press = undefined;
    },
    onPointerCancel() {
      press = undefined;
    },
    onPointerLeave() {
      hovered.value = undefined;
    },
  };
}

/** The wheel goes so far to zoom by e. */
const wheelPixels = 300;

function hover(at: Shares): void {
  pointer.value = at;
  hovered.value = found(at);
}

function found(at: Shares): number | undefined {
  const sample = shown.peek()?.sample;
  return sample && instanceAt(sample.labels.instances, imagePoint(view.peek(), at, sample.spec.image))?.instanceId;
}

function sharesOf(event: MouseEvent & { currentTarget: Element }): Shares {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}

function distanceBetween(from: Shares, to: Shares, element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return Math.hypot((to[0] - from[0]) * width, (to[1] - from[1]) * height);
}

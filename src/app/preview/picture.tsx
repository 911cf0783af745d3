/** The preview's canvas: the image with its overlays, drawn at the resolution of the screen. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Sample } from "../../encode/sample";
import { conditionsOf } from "../../recipe/weather";
import { type Area, type Context2d, drawLabels, type Overlay, type OverlayName } from "../draw/overlay";
import { createPictureOpener, type LayerPicture } from "../draw/pictures";
import { counted, distance } from "../widgets/words";
import { ComparedEdge } from "./compare";
import { instanceAt } from "./hit";
import { HoverCard } from "./inspector";
import { pointerListeners } from "./pointer";
import {
  comparison,
  hovered,
  inspected,
  opacities,
  overlays,
  paintedOn,
  pointer,
  preview,
  type Side,
  seenParts,
  shown,
  view,
} from "./state";
import { imageArea, imagePoint, type Size, type View } from "./view";
import { Zoom } from "./zoom";

/** Draws `shown` with `overlays`. The old picture stays, dimmed, until the next one is there. */
export function Picture() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);
  const drawn = useSignal<Sample | undefined>(undefined);
  const depth = useSignal<LayerPicture["range"]>(undefined);

  useEffect(() => {
    if (!canvas.current) return;
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.round((entry?.contentRect.width ?? 0) * devicePixelRatio);
    });
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [width]);

  useSignalEffect(() => {
    const [now, wanted, strengths, pixels] = [shown.value, overlays.value, opacities.value, width.value];
    if (!now || pixels === 0) return;
    const [part, compared, painted] = [view.value, comparison.value, paintedOn.value];
    const highlight = hovered.value ?? inspected.value;
    let isCurrent = true;
    openPictures(now.sample, painted).then(
      ({ image, ...pictures }) => {
        if (!isCurrent || !canvas.current) return;
        depth.value = pictures.depth?.range;
        seenParts.value = pictures.parts?.numbers;
        const labels = { highlight, pictures, textPixels: Math.round(12 * devicePixelRatio) };
        const on = drawnOpacities(wanted, strengths);
        draw(canvas.current, pixels, part, image, (context, area) => {
          const side = (name: Side) =>
            drawLabels(context, image, now.sample, { ...labels, opacities: opacitiesOf(name, on) }, area);
          side(compared?.left ?? "overlays");
          if (!compared) return;
          const { width, height } = context.canvas;
          context.beginPath();
          context.rect(compared.at * width, 0, width, height);
          context.clip();
          side(compared.right);
        });
        drawn.value = now.sample;
      },
      (error: unknown) => {
        if (isCurrent) preview.value = { is: "failed", canRetry: true, problem: String(error) };
      },
    );
    return () => {
      isCurrent = false;
    };
  });

  const image = shown.value?.sample.spec.image ?? { width: 16, height: 9 };
  const { is } = preview.value;
  return (
    <figure
      class={`picture ${is} ${view.value.zoom > 1 ? "zoomed" : ""}`}
      aria-busy={is === "rendering" || is === "sketched" || drawn.value !== shown.value?.sample}
      style={{ "--aspect": String(image.width / image.height) }}
    >
      <canvas ref={canvas} role="img" aria-label={description(shown.value?.sample)} {...listeners} />
      <ComparedEdge />
      <HoverCard />
      <Zoom view={view} />
      {depth.value && (
        <figcaption class="depth-scale">
          <span>{distance(depth.value.nearMetres)}</span>
          <span class="depth-ramp" />
          <span>{distance(depth.value.farMetres)}</span>
        </figcaption>
      )}
    </figure>
  );
}

const listeners = pointerListeners(view, {
  onHover(at) {
    if (at) pointer.value = at;
    hovered.value = at && found(at);
  },
  onClick(at) {
    inspected.value = found(at);
  },
});

function found(at: readonly [x: number, y: number]): number | undefined {
  const sample = shown.peek()?.sample;
  return sample && instanceAt(sample.labels.instances, imagePoint(view.peek(), at, sample.spec.image))?.instanceId;
}

const openPictures = createPictureOpener();

/** Sizes the canvas like the image, and says where all of the image goes for the part to fill it. */
function draw(
  canvas: HTMLCanvasElement,
  width: number,
  part: View,
  image: Size,
  on: (context: Context2d, area: Area) => void,
): void {
  canvas.width = width;
  canvas.height = Math.round((width * image.height) / image.width);
  const context = canvas.getContext("2d");
  if (context) on(context, imageArea(part, canvas));
}

/** A layer that is compared covers the image. */
function opacitiesOf(side: Side, on: Overlay["opacities"]): Overlay["opacities"] {
  if (side === "overlays") return on;
  return side === "image" ? {} : { [side]: 1 };
}

/** The opacities of the layers that are on. */
function drawnOpacities(on: typeof overlays.value, strengths: typeof opacities.value): Overlay["opacities"] {
  return Object.fromEntries(Object.entries(strengths).filter(([name]) => on[name as OverlayName]));
}

function description(sample: Sample | undefined): string {
  if (!sample) return "No image yet";
  return `Image ${sample.index}: ${conditionsOf(sample.spec)}, ${counted(sample.labels.instances.length, "labelled instance")}`;
}

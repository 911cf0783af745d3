/** A kept image as large as there is room, with its labels; zoomed and moved as in the preview. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { drawLabels, type OverlayName } from "../draw/overlay";
import { instanceAt, labelFacts } from "../preview/hit";
import { FactList } from "../preview/inspector";
import { pointerListeners } from "../preview/pointer";
import { imageArea, imagePoint, type View, wholeView } from "../preview/view";
import { Zoom } from "../preview/zoom";
import { type KeptSample, openSample } from "../runs/read";

type LargePictureProps = {
  readonly id: string;
  readonly index: number;
  /** How strongly each layer is drawn; those that are left out are not. */
  readonly opacities: { readonly [name in OverlayName]?: number };
};

type Opened = { readonly sample: KeptSample; readonly picture: ImageBitmap };

export function LargePicture({ id, index, opacities }: LargePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useSignal<View>(wholeView);
  const pixels = useSignal(0);
  const opened = useSignal<Opened | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const hovered = useSignal<number | undefined>(undefined);

  useEffect(() => {
    let isOver = false;
    let own: Opened | undefined;
    const open = async () => {
      const sample = await openSample(id, index);
      const file = sample.file("image");
      if (!file) throw new Error(`Image ${index} was made without its image layer; ask for it in the recipe's layers`);
      own = { sample, picture: await createImageBitmap(file) };
      if (isOver) return own.picture.close();
      view.value = wholeView;
      hovered.value = undefined;
      opened.value = own;
      problem.value = undefined;
    };
    open().catch((error: unknown) => {
      if (!isOver) problem.value = error instanceof Error ? error.message : String(error);
    });
    return () => {
      isOver = true;
      if (own && opened.peek() !== own) own.picture.close();
    };
  }, [id, index]);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      pixels.value = Math.round((entry?.contentRect.width ?? 0) * devicePixelRatio);
    });
    if (canvas.current) observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [pixels]);

  const now = opened.value;
  useEffect(() => () => now?.picture.close(), [now]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !now || pixels.value === 0) return;
    const { width, height } = now.picture;
    context.canvas.width = pixels.value;
    context.canvas.height = Math.round((pixels.value * height) / width);
    const overlay = { opacities, highlight: hovered.value, textPixels: Math.round(12 * devicePixelRatio) };
    drawLabels(context, now.picture, { ...now.sample, files: {} }, overlay, imageArea(view.value, context.canvas));
  }, [now, opacities, pixels.value, view.value, hovered.value]);

  const listeners = useMemo(
    () =>
      pointerListeners(view, {
        onHover(at) {
          const sample = opened.peek()?.sample;
          const point = at && sample && imagePoint(view.peek(), at, sample.spec.image);
          hovered.value = point && instanceAt(sample.labels.instances, point)?.instanceId;
        },
      }),
    [view, opened, hovered],
  );
  const { width, height } = now?.sample.spec.image ?? { width: 16, height: 9 };
  const label = now?.sample.labels.instances.find(({ instanceId }) => instanceId === hovered.value);
  return (
    <figure class={`large-picture ${view.value.zoom > 1 ? "zoomed" : ""}`} style={{ "--aspect": String(width / height) }}>
      <canvas ref={canvas} class="large-canvas" role="img" aria-label={`Image ${index}, large`} {...listeners} />
      <Zoom view={view} />
      {label && (
        <div class="large-facts" aria-hidden="true">
          <FactList facts={labelFacts(label)} />
        </div>
      )}
      {problem.value && <p class="failure">{problem.value}</p>}
    </figure>
  );
}

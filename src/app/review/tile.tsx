/** A kept image on a canvas, with its labels drawn on. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { drawOverlay, usualOpacities } from "../draw/overlay";
import { openSample } from "../runs/read";

type TileProps = {
  readonly id: string;
  readonly index: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What to draw on it, and the size of the text in CSS pixels. */
  readonly overlay: { readonly boxes?: boolean; readonly masks?: boolean; readonly textPixels?: number };
};

export function Tile({ id, index, width, height, overlay }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const problem = useSignal<string | undefined>(undefined);
  const { boxes = false, masks = false, textPixels = 10 } = overlay;
  useEffect(() => {
    let isOver = false;
    const draw = async () => {
      const sample = await openSample(id, index);
      const file = sample.file("image");
      if (isOver || !file) return;
      const picture = await createImageBitmap(file);
      const context = isOver ? undefined : canvas.current?.getContext("2d");
      const scale = devicePixelRatio;
      if (context && canvas.current) {
        canvas.current.width = Math.round(width * scale);
        canvas.current.height = Math.round(height * scale);
        const opacities = { boxes: boxes ? usualOpacities.boxes : 0, masks: masks ? usualOpacities.masks : 0 };
        drawOverlay(context, picture, { ...sample, files: {} }, { opacities, textPixels: textPixels * scale });
      }
      picture.close();
      problem.value = undefined;
    };
    draw().catch((error: unknown) => {
      if (!isOver) problem.value = error instanceof Error ? error.message : String(error);
    });
    return () => {
      isOver = true;
    };
  }, [id, index, width, height, boxes, masks, textPixels]);
  return (
    <>
      <canvas
        ref={canvas}
        class="tile-picture"
        style={{ width: `${width}px`, height: `${height}px` }}
        role="img"
        aria-label={`Image ${index}`}
      />
      {problem.value && <small class="left-out">{problem.value}</small>}
    </>
  );
}

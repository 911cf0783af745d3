/** A contact sheet: many samples on one picture, with boxes and masks drawn on. Runs in a page and in a worker. */
import type { Sample } from "../../encode/sample";
import { conditionsOf } from "../../recipe/weather";
import { drawLabels, usualOpacities } from "./overlay";
import { imagePicture } from "./pictures";
import type { SheetName } from "./sheet-names";

export type ContactSheet = {
  /** Draws the next image with its labels; keeps nothing of the sample. */
  add(sample: Sample): Promise<void>;
  /** The sheet so far as a file. */
  toFile(): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
};

type SheetStyle = {
  /** Images beside each other. */
  readonly columns: number;
  /** Width of the whole sheet in pixels; the height follows from the images. */
  readonly width: number;
  readonly gap: number;
  /** Under each image; 0 for no captions. */
  readonly captionHeight: number;
  /** Draws boxes and masks. */
  readonly labels: boolean;
  readonly file: { readonly name: string; readonly type: string; readonly quality?: number };
};

const styles: Record<SheetName, SheetStyle> = {
  labels: {
    columns: 6,
    width: 1920,
    gap: 12,
    captionHeight: 30,
    labels: true,
    file: { name: "contact-sheet.png", type: "image/png" },
  },
  plain: {
    columns: 8,
    width: 1298,
    gap: 2,
    captionHeight: 0,
    labels: false,
    file: { name: "contact-sheet.jpg", type: "image/jpeg", quality: 0.74 },
  },
  captions: {
    columns: 5,
    width: 1560,
    gap: 4,
    captionHeight: 26,
    labels: false,
    file: { name: "contact-sheet.jpg", type: "image/jpeg", quality: 0.72 },
  },
};

const background = "#14161a";
/** Browsers refuse canvases that are much higher. */
const maximumHeight = 16_000;

/**
 * Makes an empty sheet that grows by a row when it must. It stays within the size that a canvas can have: when it is full, the
 * caption of its last image says how many more there are.
 */
export function createContactSheet(kind: SheetName): ContactSheet {
  const { columns, width, gap, captionHeight, labels, file } = styles[kind];
  const cellWidth = Math.floor((width - gap * (columns + 1)) / columns);
  let canvas = grown(new OffscreenCanvas(width, 1), gap);
  let drawn = 0;
  let left = 0;
  let rowTop = gap;
  let nextRowTop = gap;

  return {
    async add(sample) {
      using image = disposable(await imagePicture(sample));
      const { width: imageWidth, height: imageHeight } = image.value;
      const height = Math.round((cellWidth * imageHeight) / imageWidth);
      const column = drawn % columns;
      const top = column === 0 ? nextRowTop : rowTop;
      const bottom = top + height + captionHeight + gap;
      if (left > 0 || bottom > maximumHeight) {
        left += 1;
        return;
      }
      rowTop = top;
      nextRowTop = Math.max(nextRowTop, bottom);
      canvas = grown(canvas, nextRowTop);
      drawn += 1;
      const area = { x: gap + column * (cellWidth + gap), y: top, width: cellWidth, height };
      const context = contextOf(canvas);
      const opacities = labels ? { boxes: usualOpacities.boxes, masks: usualOpacities.masks } : {};
      drawLabels(context, image.value, sample, { opacities, textPixels: textSize(cellWidth) }, area);
      if (captionHeight > 0) drawCaption(context, caption(sample), area.x, top + height + captionHeight / 2);
    },
    async toFile() {
      if (left > 0) drawMore(contextOf(canvas), left, width - gap, canvas.height - gap - captionHeight / 2);
      const blob = await canvas.convertToBlob(file);
      return { name: file.name, bytes: new Uint8Array(await blob.arrayBuffer()) };
    },
  };
}

/** Index and conditions, as in "12 · fog · sun 34°" or "12 · indoors". */
function caption({ index, spec }: Sample): string {
  const sun = spec.room || spec.environment ? [] : [`sun ${Math.round(spec.weather.sunElevationDegrees)}°`];
  return [index, conditionsOf(spec), ...sun].join(" · ");
}

function textSize(cellWidth: number): number {
  return Math.min(Math.max(Math.round(cellWidth / 36), 9), 14);
}

function drawCaption(context: OffscreenCanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.font = "13px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = "#b9c0ca";
  context.fillText(text, x + 1, y);
}

function drawMore(context: OffscreenCanvasRenderingContext2D, count: number, right: number, middle: number): void {
  context.font = "600 13px system-ui, sans-serif";
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = "#ffffff";
  context.fillText(`and ${count} more`, right, middle);
}

/** The same picture on a canvas of the given height. A canvas loses its picture when its size is set, hence a new one. */
function grown(canvas: OffscreenCanvas, height: number): OffscreenCanvas {
  if (canvas.height >= height) return canvas;
  const taller = new OffscreenCanvas(canvas.width, height);
  const context = contextOf(taller);
  context.fillStyle = background;
  context.fillRect(0, 0, taller.width, height);
  context.drawImage(canvas, 0, 0);
  return taller;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error(`This browser has no 2D canvas of ${canvas.width} × ${canvas.height} pixels`);
  return context;
}

function disposable(value: ImageBitmap): Disposable & { readonly value: ImageBitmap } {
  return { value, [Symbol.dispose]: () => value.close() };
}

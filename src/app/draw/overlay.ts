/** Draws labels over their image, on any 2D canvas: the preview and the contact sheet. */
import type { InstanceLabel } from "../../annotate/labels";
import type { Sample } from "../../encode/sample";
import { classColour, cssColour, textOn } from "./colours";

export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export type Overlay = {
  /** Tight boxes with the names of their classes. */
  readonly boxes?: boolean;
  /** Translucent masks, filled from the polygons. */
  readonly masks?: boolean;
  /** A picture of the classes, laid over the image. */
  readonly semantic?: ImageBitmap | undefined;
  /** A picture of the depth, shown in place of the image. */
  readonly depth?: ImageBitmap | undefined;
  /** Size of the text in canvas pixels; lines follow it. Left out: 13. */
  readonly textPixels?: number;
};

/**
 * Fills the whole canvas with the image and draws the overlay at the canvas's own resolution: lines and letters keep their thickness,
 * whatever the size of the image. Instances without a polygon or with tiny boxes are drawn without their name.
 */
export function drawOverlay(context: Context2d, image: ImageBitmap, sample: Sample, overlay: Overlay): void {
  const { width, height } = context.canvas;
  drawLabels(context, image, sample, overlay, { x: 0, y: 0, width, height });
}

/** A part of a canvas, in canvas pixels. */
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Like `drawOverlay`, but into one part of a bigger canvas. */
export function drawLabels(context: Context2d, image: ImageBitmap, sample: Sample, overlay: Overlay, area: Area): void {
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  context.translate(area.x, area.y);
  context.imageSmoothingQuality = "high";
  // Big pixels stay sharp: a label can be checked against them.
  context.imageSmoothingEnabled = area.width < 2 * image.width;
  context.drawImage(overlay.depth ?? image, 0, 0, area.width, area.height);
  if (overlay.semantic) drawTranslucent(context, overlay.semantic, area);
  const scale: Scale = { x: area.width / image.width, y: area.height / image.height };
  const byArea = sample.labels.instances.toSorted((a, b) => b.areaPixels - a.areaPixels);
  const textPixels = overlay.textPixels ?? 13;
  if (overlay.masks) for (const instance of byArea) drawMask(context, instance, scale);
  if (overlay.boxes) for (const instance of byArea) drawBox(context, instance, scale, textPixels / 8);
  if (overlay.boxes) drawTags(context, byArea, scale, textPixels, area);
  context.restore();
}

type Scale = { readonly x: number; readonly y: number };

function drawTranslucent(context: Context2d, picture: ImageBitmap, area: Area): void {
  context.globalAlpha = 0.65;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, area.width, area.height);
  context.globalAlpha = 1;
}

/** Little enough that what is under the mask can still be judged. */
const MASK_OPACITY = 0.3;

function drawMask(context: Context2d, instance: InstanceLabel, scale: Scale): void {
  const path = new Path2D();
  for (const ring of instance.polygons) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const x = (ring[at] ?? 0) * scale.x;
      const y = (ring[at + 1] ?? 0) * scale.y;
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  // A slit to a hole is walked twice, once each way: even-odd fills what the pixels say.
  context.fillStyle = cssColour(classColour(instance.classId), MASK_OPACITY);
  context.fill(path, "evenodd");
}

function drawBox(context: Context2d, instance: InstanceLabel, scale: Scale, lineWidth: number): void {
  const [x, y, width, height] = instance.boundingBox;
  const edges = [x * scale.x, y * scale.y, width * scale.x, height * scale.y] as const;
  // A dark halo keeps the line readable on snow and sky.
  context.lineJoin = "round";
  context.strokeStyle = "rgb(0 0 0 / 0.35)";
  context.lineWidth = lineWidth + 1.5;
  context.strokeRect(...edges);
  context.strokeStyle = cssColour(classColour(instance.classId));
  context.lineWidth = lineWidth;
  context.strokeRect(...edges);
}

/** Names of the classes at the boxes, biggest first; a name that would cover another one, or a box too small for it, goes without. */
function drawTags(context: Context2d, instances: readonly InstanceLabel[], scale: Scale, textPixels: number, area: Area): void {
  const drawn: Area[] = [];
  context.font = `600 ${textPixels}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  for (const instance of instances) {
    const [x, y, width, height] = instance.boundingBox;
    if (Math.max(width * scale.x, height * scale.y) < 2 * textPixels) continue;
    const tagHeight = Math.round(textPixels * 1.4);
    const tagWidth = context.measureText(instance.class).width + textPixels * 0.8;
    const top = y * scale.y - tagHeight;
    const tag: Area = {
      x: Math.min(Math.max(x * scale.x, 0), Math.max(area.width - tagWidth, 0)),
      y: top < 0 ? y * scale.y : top,
      width: tagWidth,
      height: tagHeight,
    };
    if (drawn.some((other) => overlaps(tag, other))) continue;
    drawn.push(tag);
    const colour = classColour(instance.classId);
    context.fillStyle = cssColour(colour, 0.92);
    context.fillRect(tag.x, tag.y, tag.width, tag.height);
    context.fillStyle = textOn(colour);
    context.fillText(instance.class, tag.x + textPixels * 0.4, tag.y + tagHeight / 2 + 0.5);
  }
}

function overlaps(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Draws labels over their image, on any 2D canvas: the preview and the contact sheet. */
import type { InstanceLabel } from "../../annotate/labels";
import type { Sample } from "../../encode/sample";
import { classColour, cssColour, type Rgb, textOn } from "./colours";
import type { LayerPicture, PaintedName } from "./pictures";
import { type Shape, type ShapeName, shapes } from "./shapes";

export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** How much each layer covers what is under it unless somebody says otherwise: 0 nothing, 1 all. What is under a mask can still be judged. */
export const usualOpacities = {
  boxes: 1,
  masks: 0.3,
  amodal: 0.8,
  oriented: 1,
  boxes3d: 1,
  keypoints: 1,
  semantic: 0.65,
  depth: 1,
  normals: 1,
  parts: 0.8,
} as const satisfies Record<ShapeName | PaintedName, number>;

/** What can be laid over an image. */
export type OverlayName = keyof typeof usualOpacities;

/** Whether each layer is drawn unless somebody says otherwise. */
export const usualOverlays: Readonly<Record<OverlayName, boolean>> = {
  boxes: true,
  masks: true,
  amodal: false,
  oriented: false,
  boxes3d: false,
  keypoints: false,
  semantic: false,
  depth: false,
  normals: false,
  parts: false,
};

export type Overlay = {
  /** The layers to draw and their opacities, 0 to 1; boxes come with the names of their classes. */
  readonly opacities: { readonly [name in OverlayName]?: number };
  /** Painted layers, laid over the image. */
  readonly pictures?: { readonly [name in PaintedName]?: LayerPicture };
  /** Id of the instance to outline in white. */
  readonly highlight?: number | undefined;
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
  context.drawImage(image, 0, 0, area.width, area.height);
  const { opacities, pictures = {}, textPixels = 13 } = overlay;
  if (pictures.depth) drawPicture(context, pictures.depth, opacities.depth, area);
  if (pictures.normals) drawPicture(context, pictures.normals, opacities.normals, area);
  context.imageSmoothingEnabled = false;
  if (pictures.semantic) drawPicture(context, pictures.semantic, opacities.semantic, area);
  if (pictures.parts) drawPicture(context, pictures.parts, opacities.parts, area);
  const scale: Scale = { x: area.width / image.width, y: area.height / image.height };
  const byArea = sample.labels.instances.toSorted((a, b) => b.areaPixels - a.areaPixels);
  for (const name of shapeOrder) {
    const opacity = opacities[name] ?? 0;
    if (opacity === 0) continue;
    for (const instance of byArea) {
      drawShape(context, shapes[name](instance), { colour: classColour(instance.classId), opacity, scale, textPixels });
    }
  }
  const highlighted = byArea.find(({ instanceId }) => instanceId === overlay.highlight);
  if (highlighted) drawOutline(context, highlighted, scale);
  context.globalAlpha = opacities.boxes ?? 0;
  if (opacities.boxes) drawTags(context, byArea, scale, textPixels, area);
  context.restore();
}

type Scale = { readonly x: number; readonly y: number };

/** From the bottom to the top: areas under lines, dots over all. */
const shapeOrder = ["masks", "amodal", "boxes", "oriented", "boxes3d", "keypoints"] as const satisfies readonly ShapeName[];

function drawPicture(context: Context2d, { bitmap }: LayerPicture, opacity: number | undefined, area: Area): void {
  context.globalAlpha = opacity ?? 0;
  context.drawImage(bitmap, 0, 0, area.width, area.height);
  context.globalAlpha = 1;
}

type Style = { readonly colour: Rgb; readonly opacity: number; readonly scale: Scale; readonly textPixels: number };

function drawShape(context: Context2d, shape: Shape, { colour, opacity, scale, textPixels }: Style): void {
  context.save();
  context.globalAlpha = opacity;
  const lineWidth = textPixels / 8;
  const css = cssColour(colour);
  if (shape.areas.length > 0) {
    // A slit to a hole is walked twice, once each way: even-odd fills what the pixels say.
    context.fillStyle = shape.isDashed ? cssColour(colour, 0.25) : css;
    context.fill(areaPath(shape.areas, scale), "evenodd");
  }
  const path = linePath(shape, scale);
  context.lineJoin = "round";
  if (shape.isDashed) context.setLineDash([3 * lineWidth, 2 * lineWidth]);
  // A dark halo keeps the line readable on snow and sky.
  context.strokeStyle = "rgb(0 0 0 / 0.35)";
  context.lineWidth = lineWidth + 1.5;
  context.stroke(path);
  context.strokeStyle = css;
  context.lineWidth = lineWidth;
  context.stroke(path);
  for (const { at, isFilled } of shape.dots) {
    context.beginPath();
    context.arc(at[0] * scale.x, at[1] * scale.y, 1.6 * lineWidth, 0, 2 * Math.PI);
    context.fillStyle = isFilled ? css : "rgb(0 0 0 / 0.55)";
    context.strokeStyle = isFilled ? "rgb(0 0 0 / 0.55)" : css;
    context.lineWidth = lineWidth / 2;
    context.fill();
    context.stroke();
  }
  context.restore();
}

function drawOutline(context: Context2d, { polygons }: InstanceLabel, scale: Scale): void {
  const path = areaPath(polygons, scale);
  for (const [colour, width] of [
    ["rgb(0 0 0 / 0.6)", 4],
    ["#fff", 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
}

function linePath({ rings, lines }: Shape, scale: Scale): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    for (const [at, [x, y]] of ring.entries()) {
      if (at === 0) path.moveTo(x * scale.x, y * scale.y);
      else path.lineTo(x * scale.x, y * scale.y);
    }
    path.closePath();
  }
  for (const [from, to] of lines) {
    path.moveTo(from[0] * scale.x, from[1] * scale.y);
    path.lineTo(to[0] * scale.x, to[1] * scale.y);
  }
  return path;
}

function areaPath(rings: readonly (readonly number[])[], scale: Scale): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const x = (ring[at] ?? 0) * scale.x;
      const y = (ring[at + 1] ?? 0) * scale.y;
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
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

/** Which part of the image is on show: plain numbers, for the zoom of the preview. */

type Point = readonly [x: number, y: number];

/** A part with the aspect of the image: its width and height are 1 / `zoom` of the image's, its top-left corner is at a share of them. */
export type View = { readonly zoom: number; readonly x: number; readonly y: number };

/** All of the image. */
export const wholeView: View = { zoom: 1, x: 0, y: 0 };

/** A pixel of the smallest images fills a good part of the screen. */
const MAXIMUM_ZOOM = 64;

/** Zooms so that what is at a point of the panel (shares of its width and height) stays there. */
export function zoomedAt(view: View, factor: number, [atX, atY]: Point): View {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), MAXIMUM_ZOOM);
  const moved = 1 / view.zoom - 1 / zoom;
  return within({ zoom, x: view.x + atX * moved, y: view.y + atY * moved });
}

/** Moves the image along with a pointer that went so far, in shares of the panel. */
export function dragged(view: View, [byX, byY]: Point): View {
  return within({ zoom: view.zoom, x: view.x - byX / view.zoom, y: view.y - byY / view.zoom });
}

/** Nothing beside the image comes into view. */
function within({ zoom, x, y }: View): View {
  const most = 1 - 1 / zoom;
  return { zoom, x: Math.min(Math.max(x, 0), most), y: Math.min(Math.max(y, 0), most) };
}

export type Size = { readonly width: number; readonly height: number };

/** Where in the image, in its pixels, a point of the panel (shares of its width and height) is. */
export function imagePoint({ zoom, x, y }: View, [atX, atY]: Point, { width, height }: Size): Point {
  return [(x + atX / zoom) * width, (y + atY / zoom) * height];
}

/** Where on a canvas the whole image goes, so that the part on show fills it. */
export function imageArea({ zoom, x, y }: View, { width, height }: Size) {
  return { x: -x * zoom * width, y: -y * zoom * height, width: zoom * width, height: zoom * height };
}

import { z } from "zod";
import { fillPolygons } from "../encode/fill";

const rings = z.array(z.array(z.number()).min(6));
/** Run lengths, column by column. */
const runs = z.object({ size: z.tuple([z.int(), z.int()]), counts: z.array(z.int().min(0)) });

const cocoSchema = z.object({
  images: z.array(
    z.object({
      id: z.int().positive(),
      file_name: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
      split: z.string(),
      index: z.int(),
      dropped: z.array(z.object({ instance_id: z.int() })).default([]),
    }),
  ),
  annotations: z.array(
    z.object({
      id: z.int().positive(),
      image_id: z.int(),
      category_id: z.int(),
      instance_id: z.int(),
      area: z.number(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      iscrowd: z.union([z.literal(0), z.literal(1)]),
      segmentation: z.union([rings, runs]),
    }),
  ),
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
});

type Coco = z.infer<typeof cocoSchema>;
export type CocoImage = Coco["images"][number];
type Annotation = Coco["annotations"][number];

/** Instance ids of all pixels of an image, row-major. */
export type IdPicture = { readonly width: number; readonly height: number; readonly data: ArrayLike<number> };

/**
 * Checks a COCO instances file of ours: a sentence for each thing that is not as it should be. Ids are unique and lead somewhere, outlines
 * fill exactly `area` pixels, boxes are tight round them, and they are the pixels of the instance mask, if there is one.
 */
export async function checkCoco(
  text: string,
  maskOf: (image: CocoImage) => Promise<IdPicture | undefined>,
  everythingIsLabelled = true,
): Promise<string[]> {
  const read = cocoSchema.safeParse(JSON.parse(text));
  if (!read.success) return [`it is no COCO file: ${z.prettifyError(read.error).split("\n").slice(0, 2).join(" ")}`];
  const { images, annotations, categories } = read.data;
  const problems = [
    ...repeated(images.map(({ id }) => id)).map((id) => `the image id ${id} is there twice`),
    ...repeated(annotations.map(({ id }) => id)).map((id) => `the annotation id ${id} is there twice`),
  ];
  const known = new Set(images.map(({ id }) => id));
  const classes = new Set(categories.map(({ id }) => id));
  const perImage = new Map<number, Annotation[]>(images.map(({ id }) => [id, []]));
  for (const one of annotations) {
    if (!known.has(one.image_id)) problems.push(`annotation ${one.id} belongs to image ${one.image_id}, which is not there`);
    if (!classes.has(one.category_id))
      problems.push(`annotation ${one.id} has the category ${one.category_id}, which is not there`);
    perImage.get(one.image_id)?.push(one);
  }
  for (const image of images) {
    const own = perImage.get(image.id) ?? [];
    const mask = await maskOf(image);
    const same = mask?.width === image.width && mask.height === image.height ? mask : undefined;
    problems.push(...own.flatMap((one) => outlineProblems(one, image, same)));
    if (mask) problems.push(...maskProblems(own, image, mask, everythingIsLabelled));
  }
  return problems;
}

function outlineProblems(one: Annotation, { width, height }: CocoImage, mask: IdPicture | undefined): string[] {
  const { id, bbox, area, segmentation, instance_id } = one;
  const [left, top, w, h] = bbox;
  if (!bbox.every(Number.isInteger) || w < 1 || h < 1 || left < 0 || top < 0 || left + w > width || top + h > height)
    return [`the box [${bbox.join(", ")}] of annotation ${id} does not lie in its image of ${width} x ${height} pixels`];
  const cells = Array.isArray(segmentation) ? filledBox(segmentation, bbox) : runsInBox(segmentation, bbox);
  if (cells === undefined) return [`the outline of annotation ${id} leaves its box`];
  const problems: string[] = [];
  const filled = cells.reduce((sum, cell) => sum + cell, 0);
  if (filled !== area) problems.push(`annotation ${id} has an area of ${area} pixels, and its outline fills ${filled}`);
  const at = (x: number, y: number) => cells[y * w + x] === 1;
  const columns = Array.from({ length: w }, (_, x) => x);
  const rows = Array.from({ length: h }, (_, y) => y);
  const isTight =
    columns.some((x) => at(x, 0)) &&
    columns.some((x) => at(x, h - 1)) &&
    rows.some((y) => at(0, y)) &&
    rows.some((y) => at(w - 1, y));
  if (!isTight) problems.push(`the box [${bbox.join(", ")}] of annotation ${id} is not tight round its outline`);
  const isMask =
    mask === undefined ||
    cells.every((cell, n) => (cell === 1) === (mask.data[(top + Math.floor(n / w)) * width + left + (n % w)] === instance_id));
  if (!isMask) problems.push(`the outline of annotation ${id} is not instance ${instance_id} of the mask`);
  return problems;
}

/** The pixels in a box that outlines fill, row-major; undefined when they leave it. */
function filledBox(segmentation: z.infer<typeof rings>, [left, top, w, h]: Annotation["bbox"]): Uint8Array | undefined {
  const inBox = segmentation.every((ring) =>
    ring.every((value, at) => (at % 2 === 0 ? value >= left && value <= left + w : value >= top && value <= top + h)),
  );
  return inBox ? fillPolygons(segmentation, [left, top, w, h]).cells : undefined;
}

/** The pixels in a box that run lengths set, row-major; undefined when they set others too. */
function runsInBox(
  { size: [height], counts }: z.infer<typeof runs>,
  [left, top, w, h]: Annotation["bbox"],
): Uint8Array | undefined {
  const cells = new Uint8Array(w * h);
  let place = 0;
  for (const [at, run] of counts.entries()) {
    for (let pixel = place; at % 2 === 1 && pixel < place + run; pixel++) {
      const [x, y] = [Math.floor(pixel / height) - left, (pixel % height) - top];
      if (x < 0 || y < 0 || x >= w || y >= h) return undefined;
      cells[y * w + x] = 1;
    }
    place += run;
  }
  return cells;
}

/** Every id in the mask has a label or was dropped, and every label is in the mask. */
function maskProblems(own: readonly Annotation[], image: CocoImage, mask: IdPicture, everythingIsLabelled: boolean): string[] {
  if (mask.width !== image.width || mask.height !== image.height)
    return [
      `the mask of image ${image.id} has ${mask.width} x ${mask.height} pixels, the image ${image.width} x ${image.height}`,
    ];
  const areas = new Map<number, number>();
  for (let at = 0; at < mask.data.length; at++) {
    const id = mask.data[at] ?? 0;
    if (id !== 0) areas.set(id, (areas.get(id) ?? 0) + 1);
  }
  const dropped = new Set(image.dropped.map(({ instance_id }) => instance_id));
  const labelled = new Map(own.map((one) => [one.instance_id, one.area]));
  return [
    ...[...labelled]
      .filter(([id, area]) => areas.get(id) !== area)
      .map(
        ([id, area]) =>
          `instance ${id} of image ${image.id} has ${areas.get(id) ?? 0} pixels in the mask, and the label says ${area}`,
      ),
    ...[...areas.keys()]
      .filter((id) => everythingIsLabelled && !labelled.has(id) && !dropped.has(id))
      .map((id) => `instance ${id} is in the mask of image ${image.id} and has no label`),
  ];
}

function repeated(ids: readonly number[]): number[] {
  const seen = new Set<number>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

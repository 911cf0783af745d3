import { z } from "zod";
import { cocoText } from "../dataset/coco-file";
import { isOfImage } from "../dataset/names";
import { RecipeError } from "../errors";

const COCO = /(^|\/)annotations\/(instances|person_keypoints|panoptic)_[^/]+\.json$/;
/** A line for each image, or for each thing in one, in the order of the images. */
const LISTS = /(^|\/)(ImageSets\/.*\.txt|metadata\.jsonl|gt\/gt\.txt)$/;
const SEQUENCE = /(^|\/)seqinfo\.ini$/;

const cocoSchema = z.looseObject({
  info: z.json(),
  licenses: z.json(),
  annotations: z.array(z.looseObject({ id: z.int().optional() })),
  images: z.array(z.looseObject({ id: z.int() })),
  categories: z.array(z.json()),
});

/** What joining needs to know of a shard. */
export type Part = {
  readonly place: string;
  readonly paths: readonly string[];
  read(file: string): Promise<Buffer>;
};

/**
 * One file of shards in the order of their images: what a single run would have written. Throws a RecipeError when they have it in different
 * forms and it is not of a kind that goes on from shard to shard.
 */
export async function joinedFile(file: string, shards: readonly Part[]): Promise<Buffer> {
  const holders = shards.filter(({ paths }) => paths.includes(file));
  if (COCO.test(file)) return Buffer.from(await joinedCoco(file, shards));
  const contents: Buffer[] = [];
  for (const holder of holders) contents.push(await holder.read(file));
  const [first = Buffer.alloc(0), ...others] = contents;
  if (LISTS.test(file)) return Buffer.concat(contents);
  if (SEQUENCE.test(file)) return Buffer.from(joinedSequence(contents.map((bytes) => bytes.toString())));
  if (others.some((bytes) => !bytes.equals(first)))
    throw new RecipeError(
      `${file} differs between ${holders.map(({ place }) => place).join(" and ")}; ${isOfImage(file) ? "the image is there twice" : "they do not belong together"}`,
    );
  return first;
}

/**
 * COCO files one after the other. Annotation ids go on from shard to shard; those of keypoints are those of the instances, so they go on after all instances
 * of the shards before, where there is a file of instances.
 */
async function joinedCoco(file: string, shards: readonly Part[]): Promise<string> {
  const instances = file.replace("/person_keypoints_", "/instances_");
  const files: z.infer<typeof cocoSchema>[] = [];
  const annotations: object[] = [];
  let before = 0;
  for (const shard of shards.filter(({ paths }) => paths.includes(file))) {
    const own = cocoSchema.parse(JSON.parse((await shard.read(file)).toString()));
    const hasOther = instances !== file && shard.paths.includes(instances);
    const numbered = hasOther ? cocoSchema.parse(JSON.parse((await shard.read(instances)).toString())) : own;
    files.push(own);
    for (const one of own.annotations) annotations.push(one.id === undefined ? one : { ...one, id: before + one.id });
    before += numbered.annotations.reduce((last, { id = 0 }) => Math.max(last, id), 0);
  }
  const [{ info, licenses, categories }] = files as [z.infer<typeof cocoSchema>];
  return cocoText({ head: { info, licenses }, annotations, images: files.flatMap(({ images }) => images), categories });
}

/** A sequence of MOTChallenge that a shard ended in the middle of: as long as its parts together. */
function joinedSequence([first = "", ...others]: readonly string[]): string {
  const lengthOf = (text: string) => Number(/^seqLength=(\d+)$/m.exec(text)?.[1] ?? 0);
  const length = others.reduce((sum, text) => sum + lengthOf(text), lengthOf(first));
  return first.replace(/^seqLength=\d+$/m, `seqLength=${length}`);
}

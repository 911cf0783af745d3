import { z } from "zod";
import { stem } from "../dataset/names";
import { RecipeError } from "../errors";
import type { OpenedDataset } from "./opened-dataset";

/** Files of a format that shards have to be rewritten for: which they are, and writing them. */
export type Rewriting = {
  readonly owns: (file: string) => boolean;
  readonly write: (write: (file: string, bytes: Buffer) => Promise<void>) => Promise<void>;
};

const SCENE = /^.*\/\d{6}\/scene_(camera|gt|gt_info)\.json$/;
const OBJECT = /^models\/(obj_\d+\.ply|models_info\.json|names\.json)$/;

const namesSchema = z.record(z.string(), z.object({ model: z.string(), class: z.string(), parameters: z.json() }));
const poseSchema = z.array(z.looseObject({ obj_id: z.int() }));

/**
 * Joins the BOP datasets of shards. Each numbers its objects as they appear, so objects get the numbers that they have in one run: known again by model,
 * class and parameters, in the order of the shards. Scenes that begin in one shard and end in the next become one.
 */
export function bopRewriting(shards: readonly OpenedDataset[]): Rewriting {
  const prefix = shards.some(({ paths }) => paths.some((file) => file.startsWith("bop/"))) ? "bop/" : "";
  const own = (file: string) => (file.startsWith(prefix) ? file.slice(prefix.length) : "");
  const owns = (file: string) => own(file) === "camera.json" || OBJECT.test(own(file)) || SCENE.test(file);
  return {
    owns,
    async write(write) {
      const { numbers, objects } = await numbered(shards, prefix);
      for (const [at, { shard, from }] of objects.entries())
        await write(`${prefix}models/obj_${stem(at + 1)}.ply`, await shard.read(`${prefix}models/obj_${stem(from)}.ply`));
      for (const name of ["models_info.json", "names.json"]) await write(`${prefix}models/${name}`, await joinedByNumber(name));
      for (const file of new Set(shards.flatMap(({ paths }) => paths.filter((one) => SCENE.test(one)))))
        await write(file, await joinedScene(file));
      const [first] = shards;
      if (first) await write(`${prefix}camera.json`, await first.read(`${prefix}camera.json`));

      async function joinedByNumber(name: string): Promise<Buffer> {
        const all: Record<string, unknown> = {};
        for (const [at, { shard, from }] of objects.entries())
          all[at + 1] = z.record(z.string(), z.json()).parse(await json(shard, `${prefix}models/${name}`))[from];
        return Buffer.from(`${JSON.stringify(all, null, 2)}\n`);
      }

      async function joinedScene(file: string): Promise<Buffer> {
        const rows: string[] = [];
        for (const [at, shard] of shards.entries()) {
          if (!shard.paths.includes(file)) continue;
          const lines = (await shard.read(file)).toString().trim().split("\n").slice(1, -1);
          const bare = lines.map((line) => line.replace(/,$/, ""));
          rows.push(...(file.endsWith("scene_gt.json") ? bare.map((line) => renumbered(line, numbers[at])) : bare));
        }
        return Buffer.from(`{\n${rows.join(",\n")}\n}\n`);
      }
    },
  };
}

/** For each shard the new number of each of its objects, and where each object is found. */
async function numbered(shards: readonly OpenedDataset[], prefix: string) {
  const known = new Map<string, number>();
  const objects: { readonly shard: OpenedDataset; readonly from: number }[] = [];
  const numbers: Map<number, number>[] = [];
  for (const shard of shards) {
    const names = namesSchema.safeParse(await json(shard, `${prefix}models/names.json`));
    if (!names.success)
      throw new RecipeError(
        `${shard.place} does not say the parameters of its models (models/names.json); expected BOP shards of this version of Diorama.`,
      );
    const own = new Map<number, number>();
    for (const [id, key] of Object.entries(names.data)) {
      const text = JSON.stringify(key);
      if (!known.has(text)) objects.push({ shard, from: Number(id) });
      const number = known.get(text) ?? objects.length;
      known.set(text, number);
      own.set(Number(id), number);
    }
    numbers.push(own);
  }
  return { numbers, objects };
}

async function json(shard: OpenedDataset, file: string): Promise<unknown> {
  return JSON.parse((await shard.read(file)).toString());
}

/** A row of scene_gt.json, `"12": [...]`, with other numbers of objects. */
function renumbered(line: string, numbers: ReadonlyMap<number, number> | undefined): string {
  const colon = line.indexOf(": ");
  const poses = poseSchema.parse(JSON.parse(line.slice(colon + 2)));
  return `${line.slice(0, colon)}: ${JSON.stringify(poses.map((pose) => ({ ...pose, obj_id: numbers?.get(pose.obj_id) })))}`;
}

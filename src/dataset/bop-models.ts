import { ply, type Surface } from "../encode/ply";
import type { InstanceSpec } from "../recipe/spec";
import type { DatasetOptions } from "./dataset";
import { stem } from "./names";
import { utf8 } from "./text";

const MILLIMETRES = 1000;

/** The objects of a BOP dataset: things with the same model and parameters are one object. Ids start at 1, in the order of appearance. */
export type BopModels = {
  idOf(instance: InstanceSpec): number;
  /** Writes `models/obj_000001.ply`, …, `models_info.json` and, since BOP has no names, `names.json`: what each object is, in full, so that shards can be joined. */
  write(): Promise<void>;
};

export function bopModels({ sink, meshOf }: Pick<DatasetOptions, "sink" | "meshOf">): BopModels {
  const ids = new Map<string, number>();
  return {
    idOf({ model, parameters, class: name }) {
      const key = JSON.stringify({ model, class: name, parameters });
      const id = ids.get(key) ?? ids.size + 1;
      ids.set(key, id);
      return id;
    },
    async write() {
      const infos: Record<string, object> = {};
      const names: Record<string, object> = {};
      for (const [key, id] of ids) {
        const { model, class: name, parameters } = JSON.parse(key) as Pick<InstanceSpec, "model" | "class" | "parameters">;
        const mesh = await meshOf({ model, class: name, parameters, position: [0, 0, 0], rotation: [0, 0, 0, 1] });
        const { surface, info } = inMillimetres(mesh);
        await sink.write(`models/obj_${stem(id)}.ply`, ply(surface));
        infos[id] = info;
        names[id] = { model, class: name, parameters };
      }
      await sink.write("models/models_info.json", utf8(`${JSON.stringify(infos, null, 2)}\n`));
      await sink.write("models/names.json", utf8(`${JSON.stringify(names, null, 2)}\n`));
    },
  };
}

/** Moved so that the middle of its box is the origin. */
function inMillimetres({ positions, normals, triangles }: Surface): { surface: Surface; info: object } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (const [at, value] of positions.entries()) {
    min[at % 3] = Math.min(min[at % 3] ?? 0, value);
    max[at % 3] = Math.max(max[at % 3] ?? 0, value);
  }
  const centre = min.map((value, axis) => (value + (max[axis] ?? 0)) / 2);
  const moved = positions.map((value, at) => (value - (centre[at % 3] ?? 0)) * MILLIMETRES);
  const size = min.map((value, axis) => ((max[axis] ?? 0) - value) * MILLIMETRES);
  const [sx = 0, sy = 0, sz = 0] = size;
  const info = {
    diameter: diameterOf(moved),
    min_x: -sx / 2,
    min_y: -sy / 2,
    min_z: -sz / 2,
    size_x: sx,
    size_y: sy,
    size_z: sz,
  };
  return { surface: { positions: moved, normals, triangles }, info };
}

/** The largest distance between two points. Those far from the middle come first, so that few pairs have to be measured. */
function diameterOf(positions: Float32Array): number {
  const points = Array.from({ length: positions.length / 3 }, (_, at) => {
    const [x = 0, y = 0, z = 0] = positions.subarray(at * 3, at * 3 + 3);
    return { x, y, z, far: Math.hypot(x, y, z) };
  }).sort((a, b) => b.far - a.far);
  let best = 0;
  for (const [at, a] of points.entries()) {
    if (2 * a.far <= best) break;
    for (let other = at + 1; other < points.length; other++) {
      const b = points[other];
      if (!b || a.far + b.far <= best) break;
      best = Math.max(best, Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z));
    }
  }
  return best;
}

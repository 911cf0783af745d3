import type { BufferAttribute } from "three";
import type { WebGPURenderer } from "three/webgpu";
import { type Optics, opticsOf, pictured } from "../camera/pictured";
import { canvasOf, type Region, type Silhouette } from "../camera/silhouette";
import type { Stage } from "../scene/stage";
import type { Frame } from "./frame";
import { checked, type Gpu } from "./gpu";
import { type Bounds, type Plot, plotsOf, regionOfBounds, regionTable, unpacked, within, wordsOf } from "./silhouette-regions";
import type { Silhouettist } from "./silhouettist";

/** Sides of a tile of the canvas: every device has textures as large as this. */
const LARGEST_TILE = 4096;
/** Words of the bits of a batch: half of what WebGPU promises for a binding. */
const MOST_WORDS = 2 ** 24;

/** Triangles on the GPU: corners, the instance of each, and which three belong together when that is not each three in turn. */
type Corners = {
  readonly pipeline: GPURenderPipeline;
  readonly positions: GPUBuffer;
  readonly ids: GPUBuffer;
  readonly index?: GPUBuffer;
  readonly count: number;
};

/**
 * The silhouettes of the things in a frame where the GPU draws them: on every GPU, but not on the CPU, which is quicker without WebGPU (docs/labels.md has
 * figures). So each kind of adapter has its own way, as it has its own pixels. Nothing where labels are to draw their own.
 */
export async function silhouettesFor(gpu: Gpu, stage: Stage, { ids, gBuffer }: Frame): Promise<Frame["silhouettes"]> {
  if (gpu.adapter.software) return undefined;
  const seen = new Set(ids);
  for (const id of gBuffer?.behind ?? []) seen.add(id);
  const things = stage.table.rows.filter(({ instanceId, kind }) => kind === "thing" && seen.has(instanceId));
  return drawSilhouettes(gpu, stage, new Set(things.map(({ instanceId }) => instanceId)));
}

/**
 * Draws the silhouettes of instances on the GPU in one pass without depth, from the corners that the picture was drawn with: call it after `render`,
 * before the stage is disposed. Under a lens that bends lines, a rolling shutter, or where something moved meanwhile, the CPU brings the triangles into the picture.
 */
export async function drawSilhouettes(
  gpu: Gpu,
  stage: Stage,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Silhouette>> {
  const { device, silhouettist } = gpu;
  const optics = opticsOf(stage);
  const canvas = canvasOf(stage.image);
  // What moves is left on the GPU where the last sub-frame saw it.
  const { regions, corners, dispose } =
    optics.pinhole && !stage.moves ? fromWorld(gpu, stage, ids, optics, canvas) : fromPicture(gpu, stage, ids, optics, canvas);
  const found = new Map<number, Silhouette>();
  try {
    for (const batch of plotsOf(regions, MOST_WORDS)) {
      const settings = { batch, corners, optics, canvas, highestId: stage.table.rows.length };
      const bits = await checked(gpu, () => bitsOf(device, silhouettist, settings));
      for (const plot of batch) {
        const silhouette = unpacked(bits, plot);
        if (silhouette) found.set(plot.id, silhouette);
      }
    }
  } finally {
    dispose();
  }
  return found;
}

type Sources = {
  readonly regions: ReadonlyMap<number, Region>;
  readonly corners: readonly Corners[];
  readonly dispose: () => void;
};

/** The joined geometry as three.js brought it to the GPU, and copies of the user's models. */
function fromWorld(
  { device, renderer, silhouettist }: Gpu,
  { geometry, importedTriangles }: Stage,
  ids: ReadonlySet<number>,
  optics: Optics,
  canvas: Region,
): Sources {
  const position = geometry.getAttribute("position") as BufferAttribute;
  const instanceId = geometry.getAttribute("instanceId") as BufferAttribute;
  const imported = [...importedTriangles()].filter(([id]) => ids.has(id));
  const bounds = new Map<number, Bounds>();
  addBounds(bounds, ids, position.array, (vertex) => instanceId.array[vertex] ?? 0);
  for (const [id, triangles] of imported) addBounds(bounds, ids, triangles, () => id);
  const regions = new Map<number, Region>();
  for (const [id, box] of bounds) {
    const region = regionOfBounds(box, optics, canvas);
    if (region) regions.set(id, region);
  }
  const own = uploaded(device, silhouettist.world, imported);
  const [positions, instances, index] = [position, instanceId, geometry.index].map((one) => one && native(renderer, one));
  const joined =
    positions && instances && index
      ? [{ pipeline: silhouettist.world, positions, ids: instances, index, count: geometry.index?.count ?? 0 }]
      : [];
  return { regions, corners: [...joined, ...own.corners], dispose: own.dispose };
}

/** The buffer behind an attribute of three.js; nothing before it was drawn. */
function native(renderer: WebGPURenderer, attribute: BufferAttribute): GPUBuffer | undefined {
  const backend = renderer.backend as unknown as { get(attribute: BufferAttribute): { buffer?: GPUBuffer } };
  return backend.get(attribute).buffer;
}

/** Triangles that the CPU sends through the lens. */
function fromPicture(
  { device, silhouettist }: Gpu,
  { trianglesOf, velocitiesOf }: Stage,
  ids: ReadonlySet<number>,
  optics: Optics,
  canvas: Region,
): Sources {
  const regions = new Map<number, Region>();
  const lists = [...ids].flatMap((id): (readonly [number, Float32Array])[] => {
    const faces = pictured(trianglesOf(id), optics, velocitiesOf(id));
    const [min, max] = [
      [Infinity, Infinity],
      [-Infinity, -Infinity],
    ] as [[number, number], [number, number]];
    const corners = new Float32Array((faces.length / 2) * 3);
    for (let at = 0; at < faces.length; at += 2) {
      for (const axis of [0, 1] as const) {
        const value = faces[at + axis] ?? 0;
        if (value < min[axis]) min[axis] = value;
        if (value > max[axis]) max[axis] = value;
        corners[(at / 2) * 3 + axis] = value;
      }
    }
    const region = within(canvas, [min, max]);
    if (!region) return [];
    regions.set(id, region);
    return [[id, corners]];
  });
  return { regions, ...uploaded(device, silhouettist.pictured, lists) };
}

function addBounds(
  bounds: Map<number, Bounds>,
  ids: ReadonlySet<number>,
  points: ArrayLike<number>,
  idOf: (vertex: number) => number,
): void {
  let [id, least, most]: [number, [number, number, number], [number, number, number]] = [0, [0, 0, 0], [0, 0, 0]];
  for (let at = 0; at < points.length; at += 3) {
    const next = idOf(at / 3);
    if (!ids.has(next)) continue;
    if (next !== id) {
      const known = bounds.get(next);
      id = next;
      least = known ? [...known[0]] : [Infinity, Infinity, Infinity];
      most = known ? [...known[1]] : [-Infinity, -Infinity, -Infinity];
      bounds.set(id, [least, most]);
    }
    for (const axis of [0, 1, 2] as const) {
      const value = points[at + axis] ?? 0;
      if (value < least[axis]) least[axis] = value;
      if (value > most[axis]) most[axis] = value;
    }
  }
}

/** Copies of triangles that are not on the GPU, nine numbers each. */
function uploaded(device: GPUDevice, pipeline: GPURenderPipeline, lists: readonly (readonly [number, Float32Array])[]) {
  const count = lists.reduce((sum, [, triangles]) => sum + triangles.length / 3, 0);
  if (count === 0) return { corners: [], dispose: () => {} };
  const buffer = (label: string, size: number) =>
    device.createBuffer({ label, size, usage: GPUBufferUsage.VERTEX, mappedAtCreation: true });
  const [positions, ids] = [buffer("Silhouettes.positions", count * 12), buffer("Silhouettes.ids", count * 4)];
  const [points, owners] = [new Float32Array(positions.getMappedRange()), new Uint32Array(ids.getMappedRange())];
  let at = 0;
  for (const [id, triangles] of lists) {
    points.set(triangles, at * 3);
    owners.fill(id, at, at + triangles.length / 3);
    at += triangles.length / 3;
  }
  positions.unmap();
  ids.unmap();
  const corners: Corners[] = [{ pipeline, positions, ids, count }];
  return {
    corners,
    dispose() {
      positions.destroy();
      ids.destroy();
    },
  };
}

type Batch = {
  readonly batch: readonly Plot[];
  readonly corners: readonly Corners[];
  readonly optics: Optics;
  readonly canvas: Region;
  readonly highestId: number;
};

async function bitsOf(device: GPUDevice, silhouettist: Silhouettist, { batch, corners, optics, canvas, highestId }: Batch) {
  const bytes = wordsOf(batch) * 4;
  const table = regionTable(batch, highestId);
  const [bits, staging, regions] = [
    silhouettist.bits(bytes),
    silhouettist.staging(bytes),
    silhouettist.regions(table.byteLength),
  ];
  device.queue.writeBuffer(regions, 0, table);
  const size = (from: number, to: number) => Math.min(to - from, LARGEST_TILE);
  const [width, height] = [size(canvas.left, canvas.right), size(canvas.top, canvas.bottom)];
  const view = silhouettist.nowhere(width, height);
  const resources = [silhouettist.tile, regions, bits];
  const bindGroup = device.createBindGroup({
    label: "Silhouettist.draw",
    layout: silhouettist.world.getBindGroupLayout(0),
    entries: resources.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  let isFirst = true;
  for (let top = canvas.top; top < canvas.bottom; top += height) {
    for (let left = canvas.left; left < canvas.right; left += width) {
      device.queue.writeBuffer(silhouettist.tile, 0, tileOf(optics, [left, top], [width, height]));
      const encoder = device.createCommandEncoder({ label: "Silhouettist.draw" });
      if (isFirst) encoder.clearBuffer(bits, 0, bytes);
      isFirst = false;
      const pass = encoder.beginRenderPass({
        label: "Silhouettist.draw",
        colorAttachments: [{ view, loadOp: "clear", storeOp: "discard" }],
      });
      pass.setBindGroup(0, bindGroup);
      for (const { pipeline, positions, ids, index, count } of corners) {
        pass.setPipeline(pipeline);
        pass.setVertexBuffer(0, positions);
        pass.setVertexBuffer(1, ids);
        if (index) {
          pass.setIndexBuffer(index, "uint32");
          pass.drawIndexed(count);
        } else pass.draw(count);
      }
      pass.end();
      device.queue.submit([encoder.finish()]);
    }
  }
  const encoder = device.createCommandEncoder({ label: "Silhouettist.read" });
  encoder.copyBufferToBuffer(bits, 0, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ, 0, bytes);
  const copy = new Uint32Array(staging.getMappedRange(0, bytes).slice(0));
  staging.unmap();
  return copy;
}

/** `Tile` of silhouettes.wgsl: its fields in order. */
function tileOf(
  { worldToCamera, pinhole, near }: Optics,
  origin: readonly [number, number],
  size: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const { focal, centre } = pinhole ?? { focal: 0, centre: [0, 0] };
  return Float32Array.from([...worldToCamera.slice(0, 12), ...centre, focal, near, ...origin, ...size]);
}

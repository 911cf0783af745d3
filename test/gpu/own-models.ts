/** Files with models, made in a test and shown alone. */
import { afterEach } from "vitest";
import type { AssetFiles } from "../../src/recipe/assets";
import type { InstanceSpec, SceneSpec } from "../../src/recipe/spec";
import type { Frame } from "../../src/render/frame";
import { render } from "../../src/render/render";
import { type AssetLibrary, loadLibrary } from "../../src/scene/assets/library";
import { build } from "../../src/scene/stage";
import { cuboidPrimitive, gltfWriter, type Writer } from "./gltf-writer";
import { useGpu } from "./harness";

/** Loads and shows files in one test file; what was loaded goes after each test. */
export function useOwnModels() {
  const gpu = useGpu();
  const libraries: AssetLibrary[] = [];
  afterEach(() => {
    for (const library of libraries.splice(0)) library.dispose();
  });
  return {
    gpu,
    async load(files: AssetFiles, file: string): Promise<AssetLibrary> {
      const library = await loadLibrary([{ file, class: "solid", scale: "metres", upAxis: "y", count: 1 }], files, gpu().rig);
      libraries.push(library);
      return library;
    },
    async frameWith(library: AssetLibrary, spec: SceneSpec): Promise<Frame> {
      using stage = build(gpu().rig, spec, library);
      return await render(gpu(), stage);
    },
  };
}

/** An instance of a file, about 0.3 m to the right, 0.4 m up and 4 m away, so that no edge falls on the middle of a pixel. */
export function asset(file: string, more: InstanceSpec["parameters"] = {}): InstanceSpec {
  const parameters = { file, scale: 1, upAxis: "y", ...more };
  return { model: "asset", class: "solid", position: [0.31, 0.43, -4.03], rotation: [0, 0, 0, 1], parameters };
}

export type Size = readonly [number, number, number];

/** A mesh with one cuboid; gives its index. */
export function mesh(writer: Writer, size: Size, shift: Size = [0, 0, 0], more: Record<string, unknown> = {}): number {
  writer.json.meshes.push({ primitives: [{ ...cuboidPrimitive(writer, size, shift), ...more }] });
  return writer.json.meshes.length - 1;
}

/** A file that `fill` makes; its node 0 is the root. */
export function file(fill: (writer: Writer) => void): Uint8Array<ArrayBuffer> {
  const writer = gltfWriter();
  fill(writer);
  return writer.glb();
}

/** Corners of `cuboidPrimitive`, in its order. */
export function corners(size: Size): [number, number, number][] {
  const writer = gltfWriter();
  const made: [number, number, number][] = [];
  const { accessor } = writer;
  cuboidPrimitive(
    {
      ...writer,
      accessor(values, type, more) {
        if (made.length === 0)
          for (let at = 0; at < values.length; at += 3) made.push([values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0]);
        return accessor(values, type, more);
      },
    },
    size,
  );
  return made;
}

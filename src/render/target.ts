import {
  FloatType,
  HalfFloatType,
  NearestFilter,
  NoColorSpace,
  RedFormat,
  RedIntegerFormat,
  RenderTarget,
  type Texture,
  UnsignedIntType,
} from "three";

/** Where a sub-frame is drawn: colour, instance ids and depth at once, and the sum of the colours. */
export type Target = {
  readonly width: number;
  readonly height: number;
  readonly renderTarget: RenderTarget;
  readonly colour: Texture;
  readonly ids: Texture;
  readonly depth: Texture;
  /** One vec4f a pixel. */
  readonly sum: GPUBuffer;
  /** One packed RGBA byte quadruple a pixel. */
  readonly pixels: GPUBuffer;
  dispose(): void;
};

/** Ids are 32-bit integers and never filtered, multisampled or blended: a float would merge ids above 2^24. */
export function createTarget(device: GPUDevice, width: number, height: number): Target {
  const renderTarget = new RenderTarget(width, height, {
    count: 3,
    type: HalfFloatType,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
  });
  const [colour, ids, depth] = renderTarget.textures;
  if (!colour || !ids || !depth) throw new Error("A render target with three attachments has fewer");
  colour.name = "output";
  colour.colorSpace = NoColorSpace;
  ids.name = "ids";
  ids.format = RedIntegerFormat;
  ids.type = UnsignedIntType;
  depth.name = "depthMetres";
  depth.format = RedFormat;
  depth.type = FloatType;
  for (const texture of renderTarget.textures) texture.generateMipmaps = false;

  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const sum = device.createBuffer({ label: "Target.sum", size: width * height * 16, usage });
  const pixels = device.createBuffer({ label: "Target.pixels", size: width * height * 4, usage });
  return {
    width,
    height,
    renderTarget,
    colour,
    ids,
    depth,
    sum,
    pixels,
    dispose() {
      renderTarget.dispose();
      sum.destroy();
      pixels.destroy();
    },
  };
}

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

/** Where a shot is drawn: colour, instance ids and depth at once. */
export type Target = {
  readonly width: number;
  readonly height: number;
  readonly renderTarget: RenderTarget;
  readonly colour: Texture;
  readonly ids: Texture;
  readonly depth: Texture;
  dispose(): void;
};

/** Where the shots come together. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  /** Sum of the colours: one vec4f a pixel. */
  readonly sum: GPUBuffer;
  /** The labels. */
  readonly ids: GPUTexture;
  readonly depth: GPUTexture;
  /** The finished picture: one packed RGBA byte quadruple a pixel. */
  readonly pixels: GPUBuffer;
  dispose(): void;
};

/** Ids are 32-bit integers and never filtered, multisampled or blended: a float would merge ids above 2^24. */
export function createTarget(width: number, height: number): Target {
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

  return { width, height, renderTarget, colour, ids, depth, dispose: () => renderTarget.dispose() };
}

export function createPicture(device: GPUDevice, width: number, height: number): Picture {
  const buffer = (label: string, size: number) =>
    device.createBuffer({ label, size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const texture = (label: string, format: GPUTextureFormat) => {
    const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC | GPUTextureUsage.STORAGE_BINDING;
    return device.createTexture({ label, size: [width, height], format, usage });
  };
  const sum = buffer("Picture.sum", width * height * 16);
  const pixels = buffer("Picture.pixels", width * height * 4);
  const ids = texture("Picture.ids", "r32uint");
  const depth = texture("Picture.depth", "r32float");
  return {
    width,
    height,
    sum,
    ids,
    depth,
    pixels,
    dispose() {
      for (const resource of [sum, ids, depth, pixels]) resource.destroy();
    },
  };
}

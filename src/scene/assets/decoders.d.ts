/** What we use of the decoders inside three.js; `decoders.config.ts` makes modules of them. */

declare module "three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js" {
  /** Draco's JavaScript interface: https://github.com/google/draco/blob/main/src/draco/javascript/emscripten/draco_web_decoder.idl */
  export type Draco = {
    readonly Decoder: new () => DracoDecoder;
    readonly Mesh: new () => DracoMesh;
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly TRIANGULAR_MESH: number;
    readonly DT_INT8: number;
    readonly DT_UINT8: number;
    readonly DT_INT16: number;
    readonly DT_UINT16: number;
    readonly DT_UINT32: number;
    readonly DT_FLOAT32: number;
    _malloc(bytes: number): number;
    _free(at: number): void;
    destroy(object: object): void;
  };
  export type DracoMesh = { readonly ptr: number; num_faces(): number; num_points(): number };
  export type DracoAttribute = { readonly ptr: number; num_components(): number };
  export type DracoDecoder = {
    GetEncodedGeometryType(bytes: Int8Array): number;
    DecodeArrayToMesh(bytes: Int8Array, length: number, mesh: DracoMesh): { ok(): boolean; error_msg(): string };
    GetAttributeByUniqueId(mesh: DracoMesh, id: number): DracoAttribute;
    GetAttributeDataArrayForAllPoints(
      mesh: DracoMesh,
      attribute: DracoAttribute,
      type: number,
      bytes: number,
      at: number,
    ): boolean;
    GetTrianglesUInt32Array(mesh: DracoMesh, bytes: number, at: number): boolean;
  };
  export default function start(options: { wasmBinary: ArrayBuffer; onModuleLoaded(draco: Draco): void }): unknown;
}

declare module "three/examples/jsm/libs/basis/basis_transcoder.js" {
  /** A KTX2 file in the transcoder's memory: https://github.com/BinomialLLC/basis_universal/tree/master/webgl/transcoder */
  export type Ktx2File = {
    isValid(): boolean;
    isHDR(): boolean;
    getWidth(): number;
    getHeight(): number;
    getLevels(): number;
    startTranscoding(): boolean;
    getImageLevelInfo(level: number, layer: number, face: number): { origWidth: number; origHeight: number };
    getImageTranscodedSizeInBytes(level: number, layer: number, face: number, format: number): number;
    transcodeImage(
      target: Uint8Array,
      level: number,
      layer: number,
      face: number,
      format: number,
      unusedAlpha: 0,
      channel0: -1,
      channel1: -1,
    ): number;
    close(): void;
    delete(): void;
  };
  export type Basis = { initializeBasis(): void; readonly KTX2File: new (bytes: Uint8Array) => Ktx2File };
  export default function start(options: { wasmBinary: ArrayBuffer }): Promise<Basis>;
}

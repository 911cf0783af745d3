import { readFileSync } from "node:fs";
import { config } from "../../package.json";
import { RecipeError } from "../errors";
import { featuresOf, inputShapeOf, type PixelRange, tensorOf } from "../lab/embedding";
import type { Pixels } from "../lab/image-features";

const PACKAGE = "onnxruntime-web";

/** What we use of the package. It is as large as everything else together, so whoever brings a network installs it. */
type Runtime = {
  readonly env: { readonly wasm: { numThreads?: number } };
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: { create(bytes: Uint8Array): Promise<Session> };
};
type Session = {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly { readonly type?: string; readonly shape?: readonly (number | string)[] }[];
  run(feeds: Readonly<Record<string, unknown>>): Promise<Record<string, { data: ArrayLike<number>; dims: readonly number[] }>>;
};

/** Turns a picture into features. */
export type Embedding = (pixels: Pixels) => Promise<number[]>;

/** Opens a network in an ONNX file: pictures in, a row of features out. Throws a RecipeError when it cannot be used. */
export async function openEmbedding(file: string, range: PixelRange): Promise<Embedding> {
  const runtime = await loadRuntime();
  // Threads add up in another order each time; the report has to be the same.
  runtime.env.wasm.numThreads = 1;
  const session = await runtime.InferenceSession.create(bytesOf(file)).catch((error: unknown) => {
    throw new RecipeError(`--embedding: ${file} cannot be used: ${String(error)}; expected a network in the ONNX format.`);
  });
  const [input = ""] = session.inputNames;
  const [metadata] = session.inputMetadata;
  const shape = inputShapeOf(metadata?.shape ?? []);
  if (shape === undefined || session.inputNames.length !== 1 || metadata?.type !== "float32")
    throw new RecipeError(
      `--embedding: ${file} takes ${session.inputNames.join(", ")} of ${metadata?.type} [${metadata?.shape?.join(", ")}]; expected one picture, float32 [1, 3, height, width] or [1, height, width, 3].`,
    );
  return async (pixels) => {
    const { data, dims } = tensorOf(pixels, shape, range);
    const results = await session.run({ [input]: new runtime.Tensor("float32", data, dims) });
    const result = results[session.outputNames[0] ?? ""];
    if (result === undefined) throw new RecipeError(`--embedding: ${file} gives nothing; expected features of a picture.`);
    return featuresOf(result.data, result.dims);
  };
}

async function loadRuntime(): Promise<Runtime> {
  // By another name than a word in an import, or building would want the package.
  const name: string = PACKAGE;
  return import(/* @vite-ignore */ name).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new RecipeError(
      `--embedding needs the package ${PACKAGE}, which is not installed, since it has 148 MB; expected: npm install --no-save ${PACKAGE}@${config[PACKAGE]}, then the same command again.`,
    );
  });
}

/** Node says it by a code, a test runner in its own words. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && (("code" in error && error.code === "ERR_MODULE_NOT_FOUND") || /cannot find/i.test(error.message))
  );
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new RecipeError(
      `--embedding: ${file} cannot be read; expected a network in the ONNX format, for example inception.onnx.`,
    );
  }
}

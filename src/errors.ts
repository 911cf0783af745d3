/** The two errors that cross the worker boundary. Compare by `name`: a structured clone keeps nothing else of a class. */

/** The user's recipe (or spec, or option) is wrong. The message says what was given, where, what was expected, and an example. */
export class RecipeError extends Error {
  override readonly name = "RecipeError";
}

/** The GPU failed under us (no adapter, device lost, validation error). The same work may succeed on a new device. */
export class GpuError extends Error {
  override readonly name = "GpuError";
}

/** True for an error with this name, wherever it was thrown (page, worker, other realm). */
export function isNamed(
  error: unknown,
  name: "RecipeError" | "GpuError" | "AbortError" | "NoModificationAllowedError" | "NotFoundError",
): error is Error {
  return typeof error === "object" && error !== null && "name" in error && error.name === name;
}

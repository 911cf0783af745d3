/** The browser side of an environment: keeps it, and answers requests of the command line. */
import { type Action, type Environment, type Observation, openEnvironment } from "../environment";
import { createPool } from "../pool";
import type { Recipe } from "../recipe/schema";

/** A line of the agent. */
export type EnvironmentRequest = { readonly reset: number } | { readonly step: Action };
/** What the command line writes for it, with files as base64. */
export type EnvironmentAnswer =
  | { readonly observation: Omit<Observation, "files"> & { readonly files: Readonly<Record<string, string>> } }
  | { readonly error: string };

declare global {
  interface Window {
    /** Answers one request after the other. */
    act?: (request: EnvironmentRequest) => Promise<EnvironmentAnswer>;
  }
}

/** Opens the environment of a recipe, and says what renders. */
export async function serveEnvironment(recipe: Recipe): Promise<string> {
  const pool = createPool({ workers: 1 });
  const { vendor, architecture, description } = await pool.adapter();
  const environment = openEnvironment(new AbortController().signal, pool, recipe);
  window.act = (request) => answer(environment, request);
  return description || [vendor, architecture].filter(Boolean).join(" ") || "an unnamed adapter";
}

async function answer(environment: Environment, request: EnvironmentRequest): Promise<EnvironmentAnswer> {
  try {
    const { files, ...rest } = await ("reset" in request ? environment.reset(request.reset) : environment.step(request.step));
    return {
      observation: { ...rest, files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, base64(bytes)])) },
    };
  } catch (error) {
    if (error instanceof Error && error.name === "RecipeError") return { error: error.message };
    throw error;
  }
}

const CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

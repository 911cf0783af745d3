/** What belongs to the whole page, as signals. */
import { signal } from "@preact/signals";
import type { Pool } from "../../pool";

/** The places of the studio, in the order of the work: name in the address, title. */
export const workspaces = {
  compose: "Compose",
  assets: "Assets",
  experiment: "Experiment",
  generate: "Generate",
  review: "Review",
  insights: "Insights",
} as const;
export type Workspace = keyof typeof workspaces;

/** Where the user is. */
export const workspace = signal<Workspace>("compose");

/** How much of the width the recipe takes beside the preview, 0 to 1. */
export const recipeShare = signal(0.3);

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
/** Light or dark; "system" follows the system's setting. */
export const theme = signal<Theme>("system");

/** The GPU that renders; undefined until it has answered. */
export const adapter = signal<Awaited<ReturnType<Pool["adapter"]>> | undefined>(undefined);

/** The user's own files, as signals. */
import { signal } from "@preact/signals";
import type { AssetFiles } from "../../recipe/assets";

/** Files that the user dropped, by the path that recipes call them by. They stay in this page. */
export const assetFiles = signal<AssetFiles>({});
/** A sentence for each of the user's files that cannot be used. */
export const assetProblems = signal<readonly string[]>([]);
/** What to say about the last drop, and what could be done about it. */
export const modelsNotice = signal<ModelsNotice | undefined>(undefined);
type ModelsNotice = { readonly text: string; readonly offer?: string; readonly accept?: () => void };

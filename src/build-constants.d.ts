/** Commit that this was built from, `-changed` if the sources were not those of it, or `unknown`. See `commit.config.ts`. */
declare const __COMMIT__: string;

/** Day of that commit, `2026-11-27`; undefined where it is unknown. */
declare const __COMMIT_DAY__: string | undefined;

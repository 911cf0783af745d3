/** Commit that this was built from, `-changed` if the sources were not those of it, or `unknown`. See `commit.config.ts`. */
declare const __COMMIT__: string;

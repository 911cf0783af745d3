import { execFileSync } from "node:child_process";

const SOURCES = ["src", "shaders", "scenes", "package.json", "package-lock.json"];

const git = (...words: string[]) =>
  execFileSync("git", words, { cwd: import.meta.dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/** The commit that is built, `-changed` if the sources are not those of it, and its day; `unknown` outside of a clone. */
function built(): { commit: string; day?: string } {
  try {
    if (git("rev-parse", "--show-prefix") !== "") return { commit: "unknown" };
    const changed = git("status", "--porcelain", "--", ...SOURCES) === "" ? "" : "-changed";
    return { commit: git("rev-parse", "HEAD") + changed, day: git("show", "-s", "--format=%cs", "HEAD") };
  } catch {
    return { commit: "unknown" };
  }
}

const { commit, day } = built();

/** Built into manifests and descriptions of datasets. */
export const buildConstants = { __COMMIT__: JSON.stringify(commit), __COMMIT_DAY__: JSON.stringify(day) ?? "undefined" };

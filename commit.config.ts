import { execFileSync } from "node:child_process";

const SOURCES = ["src", "shaders", "scenes", "package.json", "package-lock.json"];

/** The commit that is built, `-changed` if the sources are not those of it, `unknown` outside of a clone. Built into manifests. */
function commit(): string {
  const git = (...words: string[]) =>
    execFileSync("git", words, { cwd: import.meta.dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const isOurs = git("rev-parse", "--show-prefix") === "";
    if (!isOurs) return "unknown";
    return git("rev-parse", "HEAD") + (git("status", "--porcelain", "--", ...SOURCES) === "" ? "" : "-changed");
  } catch {
    return "unknown";
  }
}

export const buildConstants = { __COMMIT__: JSON.stringify(commit()) };

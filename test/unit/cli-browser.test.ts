import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { waysToLaunch } from "../../src/cli/launch-options";

test("a browser that is named is the only one; else Playwright's, installed ones, and those on the path are tried", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "diorama-browser-"));
  const program = path.join(folder, "chromium");
  await writeFile(program, "");
  await chmod(program, 0o755);
  const named = waysToLaunch({ DIORAMA_BROWSER: "/opt/x", PATH: folder });
  expect(named).toEqual([expect.objectContaining({ executablePath: "/opt/x" })]);
  const found = waysToLaunch({ PATH: `/nowhere${path.delimiter}${folder}` });
  expect(found.map((way) => ("channel" in way ? way.channel : way.executablePath))).toEqual([
    "chromium",
    "chrome",
    "msedge",
    program,
  ]);
  await rm(folder, { recursive: true });
});

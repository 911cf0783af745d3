import { expect, test } from "vitest";
import { browserArguments } from "../../src/cli/launch-options";

const linux = { platform: "linux", root: false, gpu: false };

test("the sandbox is given up only as root, where Chromium would not start with it", () => {
  expect(browserArguments(linux)).not.toContain("--no-sandbox");
  expect(browserArguments({ ...linux, root: true })).toContain("--no-sandbox");
});

test("WebGPU is let through everywhere, and Vulkan is asked for only on Linux with a GPU", () => {
  for (const platform of ["linux", "darwin", "win32"]) {
    for (const gpu of [false, true]) {
      const switches = browserArguments({ platform, root: false, gpu });
      expect(switches).toContain("--enable-unsafe-webgpu");
      expect(switches.includes("--use-angle=vulkan")).toBe(platform === "linux" && gpu);
    }
  }
});

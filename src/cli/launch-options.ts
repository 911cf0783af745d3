import { accessSync, constants, readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** What decides the browser's switches. */
export type Host = { readonly platform: string; readonly root: boolean; readonly gpu: boolean };

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Keeps a page at full speed although nobody looks at it. */
const AWAKE = [
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

/** A server has no display, and Vulkan without one has no surfaces: asking for them would end in the CPU adapter, silently. */
const ON_LINUX_GPU = ["--enable-features=Vulkan", "--use-angle=vulkan", "--disable-vulkan-surface", "--ignore-gpu-blocklist"];

/** Chromium's switches for WebGPU without a window. Without a GPU the adapter is SwiftShader, which runs on the CPU. */
export function browserArguments(host: Host): string[] {
  return [
    ...QUIET,
    ...AWAKE,
    "--enable-unsafe-webgpu",
    ...(host.root ? ["--no-sandbox"] : []),
    ...(host.platform === "linux" && host.gpu ? ON_LINUX_GPU : []),
  ];
}

/** This machine. `DIORAMA_GPU=0` keeps a Linux machine from using its GPU. */
function thisHost(): Host {
  const gpu = process.env.DIORAMA_GPU !== "0" && (hasDevice("/dev/dri", /^renderD/) || hasDevice("/dev", /^nvidia\d/));
  return { platform: process.platform, root: process.getuid?.() === 0, gpu };
}

function hasDevice(folder: string, name: RegExp): boolean {
  try {
    return readdirSync(folder).some((entry) => name.test(entry));
  } catch {
    return false;
  }
}

/** Milliseconds for the start of a browser: a busy machine has needed 20 s. */
const LAUNCH_MS = 180_000;

/** How Playwright starts the browser of `DIORAMA_BROWSER`, or its own. */
export function launchOptions() {
  const executablePath = process.env.DIORAMA_BROWSER;
  return {
    args: browserArguments(thisHost()),
    timeout: LAUNCH_MS,
    ...(executablePath ? { executablePath } : { channel: "chromium" }),
  };
}

/** Browsers that Playwright knows where to look for, on all systems: its own, then those that people have. */
const CHANNELS = ["chromium", "chrome", "msedge"] as const;
/** Programs that it does not look for. */
const PROGRAMS = ["chromium", "chromium-browser"] as const;

/** How to start a browser, best first: the one of `DIORAMA_BROWSER` and no other, or else all that may be here. */
export function waysToLaunch(environment: { readonly [name: string]: string | undefined } = process.env) {
  const common = { args: browserArguments(thisHost()), timeout: LAUNCH_MS };
  const given = environment.DIORAMA_BROWSER;
  if (given) return [{ ...common, executablePath: given }];
  const folders = (environment.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const programs = PROGRAMS.flatMap((name) => folders.map((folder) => path.join(folder, name)).filter(isProgram));
  return [
    ...CHANNELS.map((channel) => ({ ...common, channel })),
    ...programs.map((executablePath) => ({ ...common, executablePath })),
  ];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
